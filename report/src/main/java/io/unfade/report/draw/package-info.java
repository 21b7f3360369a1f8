/**
 * The basis of all figures: sheets, axes, colours, legends, and file output. {@link io.unfade.report.draw.Figure} is
 * open for extension in any module. JFreeChart draws with the fonts of the machine; Batik writes the drawing as SVG.
 */
@NullMarked
package io.unfade.report.draw;

import org.jspecify.annotations.NullMarked;
