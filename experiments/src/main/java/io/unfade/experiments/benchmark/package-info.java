/** The cost of training, explaining and streaming on this machine; see {@link io.unfade.experiments.benchmark.Benchmark}. */
@NullMarked
package io.unfade.experiments.benchmark;

import org.jspecify.annotations.NullMarked;
