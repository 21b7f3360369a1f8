/** Tables of results: rows of runs, and means over seeds with intervals and published numbers. */
@NullMarked
package io.unfade.experiments.table;

import org.jspecify.annotations.NullMarked;
