package io.unfade.workflow.tune;

import io.unfade.validation.Fold;
import io.unfade.workflow.option.OptimizationChoice;

/** Trains a candidate on the series outside a fold, and scores it on those of the fold. */
@FunctionalInterface
public interface FoldTrainer {
    /**
     * A training.
     *
     * @param candidate whose architecture is trained
     * @param optimization how it is trained
     * @param steps that this takes, unless whole epochs take more
     * @param folds how many there are
     * @param fold what is held out
     */
    record Training(Candidate candidate, OptimizationChoice optimization, int steps, int folds, Fold fold) {
        TrialStore.Key key() {
            return new TrialStore.Key(candidate.number(), steps, folds, fold.number());
        }
    }

    /**
     * {@return the score of a training, or why it failed; called from several threads}
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    FoldScore train(Training training);
}
