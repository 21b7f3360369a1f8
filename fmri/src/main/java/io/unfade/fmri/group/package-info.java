/**
 * Statistics of saliency maps over a group of runs or subjects: which regions matter more to a model for one class than
 * for the others. Start at {@code GroupComparison}. Depends on {@code attribution}, {@code data}, {@code region},
 * {@code math} and {@code check}.
 */
@NullMarked
package io.unfade.fmri.group;

import org.jspecify.annotations.NullMarked;
