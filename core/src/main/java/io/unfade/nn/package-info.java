/**
 * The network as a whole: {@link io.unfade.nn.Classifier}, its readout, its initial weights, and its step-by-step form.
 * Built from {@code nn.layer}, {@code nn.attention} and {@code nn.recurrent}, which are public only for this package
 * and {@code vanishing}.
 */
@NullMarked
package io.unfade.nn;

import org.jspecify.annotations.NullMarked;
