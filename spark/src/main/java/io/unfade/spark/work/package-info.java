/** What runs in the executors: batches of rows through a model. */
@NullMarked
package io.unfade.spark.work;

import org.jspecify.annotations.NullMarked;
