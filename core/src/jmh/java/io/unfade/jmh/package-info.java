/**
 * Benchmarks of components, at the size of the paper's data and models. Run by the profile {@code bench}; not part of
 * the normal build.
 */
@NullMarked
package io.unfade.jmh;

import org.jspecify.annotations.NullMarked;
