/** The architecture of a network as plain data: cell, sizes, pooling of hops, readout. Needs no engine. */
@NullMarked
package io.unfade.nn.spec;

import org.jspecify.annotations.NullMarked;
