/**
 * Figures of values along an axis: lines over time or a parameter, dots and bars by category, distributions.
 */
@NullMarked
package io.unfade.report.chart;

import org.jspecify.annotations.NullMarked;
