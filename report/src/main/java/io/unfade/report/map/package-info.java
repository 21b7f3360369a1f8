/** Figures of cells in rows and columns: single heat maps, grids of them, and confusion matrices. */
@NullMarked
package io.unfade.report.map;

import org.jspecify.annotations.NullMarked;
