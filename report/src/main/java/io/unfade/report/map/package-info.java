/**
 * Figures of cells in rows and columns: heat maps, alone or in grids, and confusion matrices.
 */
@NullMarked
package io.unfade.report.map;

import org.jspecify.annotations.NullMarked;
