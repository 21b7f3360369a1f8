/** Where every saliency method looks, on data with known informative cells. */
@NullMarked
package io.unfade.experiments.methods;

import org.jspecify.annotations.NullMarked;
