/**
 * Small blocks that every other part of the network is built of: weights and their names, affine maps, dropout, lengths of
 * series in a batch.
 */
@NullMarked
package io.unfade.nn.layer;

import org.jspecify.annotations.NullMarked;
