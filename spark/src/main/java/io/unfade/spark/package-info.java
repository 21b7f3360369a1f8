/** Use cases over tables of series on a cluster. */
@NullMarked
package io.unfade.spark;

import org.jspecify.annotations.NullMarked;
