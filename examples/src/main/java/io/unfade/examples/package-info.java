/**
 * How programs use unfade: a class for each thing that they do, in a few lines. The documents show these lines, and the
 * tests run them.
 */
@NullMarked
package io.unfade.examples;

import org.jspecify.annotations.NullMarked;
