/** The data sets on which explanation methods for time series are compared in the literature, generated from their formulas. */
@NullMarked
package io.unfade.experiments.field.data;

import org.jspecify.annotations.NullMarked;
