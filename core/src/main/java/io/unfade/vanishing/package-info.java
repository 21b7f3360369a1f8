/**
 * Diagnosis of whether a model's saliency fades, and how fast its hidden states forget. Works on plain arrays; depends
 * on {@code check} and, where it runs models, on {@code model} and {@code attribution}.
 */
@NullMarked
package io.unfade.vanishing;

import org.jspecify.annotations.NullMarked;
