/** Handwritten digits as time series, from the authors' poster. */
@NullMarked
package io.unfade.experiments.mnist;

import org.jspecify.annotations.NullMarked;
