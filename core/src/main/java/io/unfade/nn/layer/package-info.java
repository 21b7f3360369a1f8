/**
 * Basic building blocks of the network: weights and their names, affine maps, dropout, lengths of series in a batch.
 */
@NullMarked
package io.unfade.nn.layer;

import org.jspecify.annotations.NullMarked;
