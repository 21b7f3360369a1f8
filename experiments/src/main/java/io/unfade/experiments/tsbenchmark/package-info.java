/** The data sets of the benchmark for saliency of time series. */
@NullMarked
package io.unfade.experiments.tsbenchmark;

import org.jspecify.annotations.NullMarked;
