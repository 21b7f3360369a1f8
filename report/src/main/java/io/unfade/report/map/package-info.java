/**
 * Figures of cells in rows and columns: heat maps, grids of maps, confusion matrices.
 */
@NullMarked
package io.unfade.report.map;

import org.jspecify.annotations.NullMarked;
