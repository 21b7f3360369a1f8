/**
 * What the library costs on this machine: cases as data, a loop that measures them in turn, and results as JSON and
 * text. {@link Benchmark} is the way in. Depends on the library and on {@code results}.
 */
@NullMarked
package io.unfade.benchmark;

import org.jspecify.annotations.NullMarked;
