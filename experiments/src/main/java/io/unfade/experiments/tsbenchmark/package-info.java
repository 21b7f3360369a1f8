/** The benchmark of saliency for time series. */
@NullMarked
package io.unfade.experiments.tsbenchmark;

import org.jspecify.annotations.NullMarked;
