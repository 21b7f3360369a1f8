/** Tables of series: their columns, and rows as series. */
@NullMarked
package io.unfade.spark.table;

import org.jspecify.annotations.NullMarked;
