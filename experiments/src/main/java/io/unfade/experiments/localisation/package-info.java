/** Where maps look, on data with known informative cells: by every method, and for every way to train. */
@NullMarked
package io.unfade.experiments.localisation;

import org.jspecify.annotations.NullMarked;
