package io.unfade.validation;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.metric.Chance;
import io.unfade.metric.Classification;
import io.unfade.metric.FoldMean;
import io.unfade.metric.Proportion;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The result of a cross-validation.
 *
 * @param plan division into folds
 * @param labels the class of each of the n series; owned by this record, not to be changed
 * @param folds one result per fold and repetition, in order
 * @param maps of all series in their order, each by the model of the first repetition that had not seen it; null if not
 *     requested
 */
public record CrossValidationResult(
        FoldPlan plan,
        int[] labels,
        List<FoldResult> folds,
        @Nullable SaliencyMaps maps) {
    /** The confidence level of all intervals. */
    public static final double CONFIDENCE = 0.95;

    /** Copies the list. */
    public CrossValidationResult {
        folds = List.copyOf(folds);
    }

    /**
     * {@return the probabilities {@code [n][K]} of all series, in their order, each by the model that had not seen it}
     *
     * @param repeat the repetition, 1 for the first
     */
    public double[][] probabilities(int repeat) {
        double[][] all = new double[labels.length][];
        folds.stream().filter(result -> result.fold().repeat() == repeat).forEach(result -> {
            int[] tested = result.fold().tested();
            for (int i = 0; i < tested.length; i++) {
                all[tested[i]] = result.probabilities()[i].clone();
            }
        });
        return all;
    }

    /** {@return the measures of all predictions pooled: every series counts once per repetition} */
    public Classification pooled() {
        int n = labels.length;
        double[][] probabilities = new double[n * plan.repeats()][];
        int[] known = new int[probabilities.length];
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            System.arraycopy(probabilities(repeat), 0, probabilities, (repeat - 1) * n, n);
            System.arraycopy(labels, 0, known, (repeat - 1) * n, n);
        }
        return Classification.of(probabilities, known);
    }

    /** {@return the pooled accuracy with Wilson's interval for n series; repetitions do not add series} */
    public Proportion pooledAccuracy() {
        return Proportion.of(pooled().accuracy(), labels.length, CONFIDENCE);
    }

    /** {@return the chance levels} */
    public Chance chance() {
        return Chance.of(pooled());
    }

    /** {@return the mean accuracy over the folds, with its interval in 0..1} */
    public FoldMean accuracy() {
        return mean(result -> result.scores().accuracy()).within(0, 1);
    }

    /** {@return the mean balanced accuracy over the folds, with its interval in 0..1} */
    public FoldMean balancedAccuracy() {
        return mean(result -> result.scores().balancedAccuracy()).within(0, 1);
    }

    /** {@return the mean log-loss over the folds in nats, with its interval at or above 0} */
    public FoldMean logLoss() {
        return mean(result -> result.scores().logLoss()).within(0, Double.POSITIVE_INFINITY);
    }

    private FoldMean mean(ToDoubleFunction<FoldResult> measure) {
        double tested = 0;
        double learnt = 0;
        for (FoldResult result : folds) {
            tested += result.fold().tested().length;
            learnt += result.fold().learning().length;
        }
        return FoldMean.of(folds.stream().mapToDouble(measure).toArray(), tested / learnt, CONFIDENCE);
    }
}
