/**
 * Diagnosis: does a model's saliency fade, and how fast do its hidden states forget? Works on plain arrays; depends on {@code check} and, where it runs models, on {@code saliency}.
 */
@NullMarked
package io.unfade.vanishing;

import org.jspecify.annotations.NullMarked;
