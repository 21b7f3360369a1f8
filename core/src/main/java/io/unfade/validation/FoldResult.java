package io.unfade.validation;

import io.unfade.data.Holdout;
import io.unfade.metric.Classification;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * What one fold gave.
 *
 * @param fold which one
 * @param training how its model was trained
 * @param probabilities of the series it left out, {@code [tested][K]}; owned by this record, not to be changed
 * @param scores of these
 */
public record FoldResult(Fold fold, Training training, double[][] probabilities, Classification scores) {
    /**
     * How the model of a fold was trained.
     *
     * @param seed of its first weights, order, dropout and validation series
     * @param trained how many series trained
     * @param validated how many series decided when training ended; 0 for none
     * @param rule how these were taken; null if there are none
     * @param validationGroups the groups they are of, if groups were kept whole; owned by this record, not to be changed
     * @param epochs that were run
     * @param bestEpoch whose weights were kept
     * @param stop why training ended
     */
    public record Training(
            long seed,
            int trained,
            int validated,
            Holdout.@Nullable Rule rule,
            int[] validationGroups,
            int epochs,
            int bestEpoch,
            TrainingResult.Stop stop) {}
}
