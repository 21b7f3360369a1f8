/**
 * Generators of synthetic series with a known reference mask, and distractors: {@link io.unfade.data.synth.BoxData} and
 * {@link io.unfade.data.synth.ProcessData}. Depends on {@code check}, {@code math} and {@code data}.
 */
@NullMarked
package io.unfade.data.synth;

import org.jspecify.annotations.NullMarked;
