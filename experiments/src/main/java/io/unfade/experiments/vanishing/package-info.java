/** Why saliency vanishes: gradients, Jacobians and forget gates over time, for series of different lengths. */
@NullMarked
package io.unfade.experiments.vanishing;

import org.jspecify.annotations.NullMarked;
