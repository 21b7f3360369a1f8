/**
 * Diagnosis: does a model's saliency fade, and how fast do its hidden states forget? Depends on {@code saliency}.
 */
@NullMarked
package io.unfade.vanishing;

import org.jspecify.annotations.NullMarked;
