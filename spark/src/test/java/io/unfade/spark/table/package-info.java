@NullUnmarked
package io.unfade.spark.table;

import org.jspecify.annotations.NullUnmarked;
