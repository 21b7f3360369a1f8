package io.unfade.workflow.tune;

import io.unfade.metric.FoldMean;
import io.unfade.validation.CrossValidationResult;
import io.unfade.validation.Fold;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A candidate with its scores on all folds of a rung.
 *
 * @param candidate that was tried
 * @param rung its number
 * @param steps of each training
 * @param folds of the rung
 * @param scores one for each fold, in order; fewer if a model could not be trained
 */
public record Trial(Candidate candidate, int rung, int steps, List<Fold> folds, List<FoldScore> scores) {
    /** The best first: the lowest loss, of equal ones the highest accuracy, then the first candidate. */
    static final Comparator<Trial> BEST_FIRST = Comparator.comparingDouble(Trial::loss)
            .thenComparing(Comparator.comparingInt(Trial::right).reversed())
            .thenComparingInt(trial -> trial.candidate().number());

    /** Copies the lists. */
    public Trial {
        folds = List.copyOf(folds);
        scores = List.copyOf(scores);
    }

    /** {@return whether it has a score} */
    public boolean isScored() {
        return scores.size() == folds.size() && scores.stream().allMatch(score -> score.failure() == null);
    }

    /** {@return the mean log-loss of all held-out series in nats; infinite if a model could not be trained} */
    public double loss() {
        return isScored()
                ? scores.stream()
                        .flatMapToDouble(score -> Arrays.stream(score.losses()))
                        .average()
                        .orElseThrow()
                : Double.POSITIVE_INFINITY;
    }

    /** {@return the share of all held-out series that were classified correctly; NaN if a model could not be trained} */
    public double accuracy() {
        return isScored() ? (double) right() / series() : Double.NaN;
    }

    /** {@return the standard deviation of the log-loss over the folds; NaN if a model could not be trained} */
    public double deviation() {
        return isScored() ? foldMean(losses()).deviation() : Double.NaN;
    }

    /** {@return the predicted class of every series, in their order} */
    public int[] predicted() {
        int[] all = new int[series()];
        for (int f = 0; f < folds.size(); f++) {
            int[] tested = folds.get(f).tested();
            for (int i = 0; i < tested.length && isScored(); i++) {
                all[tested[i]] = scores.get(f).predicted()[i];
            }
        }
        return all;
    }

    /** {@return the seconds of training for all folds, one after another} */
    public double seconds() {
        return scores.stream().mapToDouble(FoldScore::seconds).sum();
    }

    /**
     * {@return how much lower the log-loss is than that of another trial on the same folds: the mean of the differences, with
     * the interval that allows for shared training series}
     */
    public FoldMean gainOver(Trial other) {
        double[] own = losses();
        double[] others = other.losses();
        double[] gains = new double[own.length];
        Arrays.setAll(gains, f -> others[f] - own[f]);
        return foldMean(gains);
    }

    /** {@return why a model could not be trained} */
    public Optional<String> failure() {
        return scores.stream().map(FoldScore::failure).filter(Objects::nonNull).findFirst();
    }

    private double[] losses() {
        return scores.stream().mapToDouble(FoldScore::loss).toArray();
    }

    private FoldMean foldMean(double[] values) {
        double learnt = folds.stream().mapToInt(fold -> fold.learning().length).sum();
        return FoldMean.of(values, series() / learnt, CrossValidationResult.CONFIDENCE);
    }

    private int series() {
        return folds.stream().mapToInt(fold -> fold.tested().length).sum();
    }

    private int right() {
        return scores.stream().mapToInt(FoldScore::right).sum();
    }
}
