/**
 * Training: optimiser, early stopping, checkpoints. Depends on {@code model}.
 */
@NullMarked
package io.unfade.train;

import org.jspecify.annotations.NullMarked;
