/**
 * Saliency methods and the maps they give. Depends on {@code model}.
 */
@NullMarked
package io.unfade.saliency;

import org.jspecify.annotations.NullMarked;
