/**
 * The network: input-cell attention, recurrent layers, readouts and the classifier made of them. Depends on {@code engine}.
 */
@NullMarked
package io.unfade.nn;

import org.jspecify.annotations.NullMarked;
