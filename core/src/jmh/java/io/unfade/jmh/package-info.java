/**
 * Benchmarks of inner pieces, at the size of the paper's data and models. Run by the profile {@code bench}; the normal
 * build does not know them.
 */
@NullMarked
package io.unfade.jmh;

import org.jspecify.annotations.NullMarked;
