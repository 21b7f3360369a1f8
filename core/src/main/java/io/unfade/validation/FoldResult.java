package io.unfade.validation;

import io.unfade.data.Holdout;
import io.unfade.metric.Classification;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * The result of one fold.
 *
 * @param fold the fold
 * @param training of its model
 * @param probabilities of the held-out series, {@code [tested][K]}; owned by this record, not to be changed
 * @param scores of these probabilities
 */
public record FoldResult(Fold fold, Training training, double[][] probabilities, Classification scores) {
    /**
     * The training of a fold's model.
     *
     * @param seed of its initial weights, order, dropout and validation series
     * @param trained the number of training series
     * @param validated the number of validation series; 0 for none
     * @param rule how the validation series were chosen; null if there are none
     * @param validationGroups their groups, if groups were kept whole; owned by this record, not to be changed
     * @param epochs the number of epochs run
     * @param bestEpoch the epoch of the weights kept
     * @param stop why training ended
     * @param noiseLevels of each network, the level of the adaptive noise in the end; empty without such noise; owned by
     *     this record, not to be changed
     */
    public record Training(
            long seed,
            int trained,
            int validated,
            Holdout.@Nullable Rule rule,
            int[] validationGroups,
            int epochs,
            int bestEpoch,
            TrainingResult.Stop stop,
            double[] noiseLevels) {}
}
