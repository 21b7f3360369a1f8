/**
 * Figures (PNG, SVG) and self-contained HTML reports. {@link io.unfade.report.HtmlReport} writes a
 * {@link io.unfade.report.ReportPage}; a {@link io.unfade.report.Figure} also stands alone. Takes plain numbers and text:
 * knows neither the command line nor the neural engine. JFreeChart
 * draws, with the fonts of the machine; Batik writes what it draws as SVG.
 */
@NullMarked
package io.unfade.report;

import org.jspecify.annotations.NullMarked;
