/**
 * Figures of values along an axis: lines, curves, dots, rankings, distributions.
 */
@NullMarked
package io.unfade.report.chart;

import org.jspecify.annotations.NullMarked;
