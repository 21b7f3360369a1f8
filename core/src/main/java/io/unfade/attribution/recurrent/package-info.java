/**
 * Methods that go through every part of a recurrent classifier by rules of their own: exact DeepLIFT, layer-wise relevance
 * propagation, and the rollout of the model's attention. Computed on plain arrays in double precision, from copies of the
 * model's weights.
 */
@NullMarked
package io.unfade.attribution.recurrent;

import org.jspecify.annotations.NullMarked;
