/** Commands of the command line that hand work to a cluster. */
@NullMarked
package io.unfade.spark.submit;

import org.jspecify.annotations.NullMarked;
