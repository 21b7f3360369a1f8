/**
 * What every figure is made of: sheets, axes, colours, keys, and the files they become. {@link io.unfade.report.draw.Figure}
 * is open: a new kind of figure extends it, in this module or in another. JFreeChart draws, with the fonts of the machine;
 * Batik writes what it draws as SVG.
 */
@NullMarked
package io.unfade.report.draw;

import org.jspecify.annotations.NullMarked;
