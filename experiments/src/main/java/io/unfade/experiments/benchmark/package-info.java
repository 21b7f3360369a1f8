/** What training, explaining and streaming cost on this machine. {@link io.unfade.experiments.benchmark.Benchmark} is the way in. */
@NullMarked
package io.unfade.experiments.benchmark;

import org.jspecify.annotations.NullMarked;
