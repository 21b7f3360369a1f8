/**
 * Networks of other programs as models: what files of them have in common, TorchScript files, and models of DJL. Depends on {@code model}
 * and what is below it.
 */
@NullMarked
package io.unfade.model.foreign;

import org.jspecify.annotations.NullMarked;
