/**
 * Networks of other programs as models: what they all have in common, and TorchScript files. Depends on {@code model}
 * and what is below it.
 */
@NullMarked
package io.unfade.model.foreign;

import org.jspecify.annotations.NullMarked;
