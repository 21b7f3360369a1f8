/**
 * Simple classifiers that a network should beat before anybody looks at its maps: the largest class, a linear model, the
 * nearest neighbour. The list of them is {@link io.unfade.baseline.Baselines}. Needs no engine; depends on {@code data}
 * and {@code math}.
 */
@NullMarked
package io.unfade.baseline;

import org.jspecify.annotations.NullMarked;
