/** Tables of results: rows of runs, means over seeds with intervals, and published numbers beside them. */
@NullMarked
package io.unfade.experiments.table;

import org.jspecify.annotations.NullMarked;
