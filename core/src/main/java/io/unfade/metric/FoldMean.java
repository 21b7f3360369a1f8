package io.unfade.metric;

import io.unfade.check.Require;
import org.apache.commons.statistics.distribution.TDistribution;

import java.util.Arrays;

/**
 * The mean of a measure over the folds of a cross-validation, with the interval of the corrected resampled t-test. Folds share
 * most of their training series, so their results are correlated, and Student's interval, which divides the variance
 * only by their number J, is too narrow. With s the standard deviation over the folds:
 *
 * <pre>{@code
 * mean -+ t_{J-1} s sqrt(1/J + tested / trained)
 * }</pre>
 *
 * <p>where {@code tested / trained} is the ratio of a fold's test series to its training series. The correction is
 * approximate: no estimate of the variance over folds is unbiased for all data (Bengio and Grandvalet 2004).
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C. Nadeau, Y. Bengio, "Inference for the generalization error", Machine Learning 52, 2003, section 4.1, equation 16
 *   <li>R. R. Bouckaert, E. Frank, "Evaluating the replicability of significance tests for comparing learning algorithms",
 *       PAKDD 2004 (repeated k-fold cross-validation, J = folds times repeats)
 *   <li>Y. Bengio, Y. Grandvalet, "No unbiased estimator of the variance of k-fold cross-validation", Journal of Machine
 *       Learning Research 5, 2004
 * </ol>
 *
 * @param mean over the folds
 * @param low lower end
 * @param high upper end
 * @param deviation standard deviation over the folds, divisor J - 1
 * @param folds J, at least 2
 * @param confidence strictly between 0 and 1
 */
public record FoldMean(double mean, double low, double high, double deviation, int folds, double confidence) {
    /**
     * {@return the mean of one number per fold, with its interval}
     *
     * @param values one finite number for each fold of each repeat, at least 2
     * @param testedOverTrained ratio of a fold's test series to its training series, above 0; the mean if folds differ
     * @param confidence strictly between 0 and 1, such as 0.95
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static FoldMean of(double[] values, double testedOverTrained, double confidence) {
        Require.argument(
                values.length >= 2, "an interval over folds needs at least 2, but there are %d", values.length);
        Require.argument(
                testedOverTrained > 0 && Double.isFinite(testedOverTrained),
                "the ratio of tested to trained series must be positive, but was %s",
                testedOverTrained);
        Require.argument(
                confidence > 0 && confidence < 1, "confidence must be between 0 and 1, but was %s", confidence);
        for (double value : values) {
            Require.argument(Double.isFinite(value), "the value of a fold must be finite, but one is %s", value);
        }
        int folds = values.length;
        double mean = Arrays.stream(values).sum() / folds;
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / (folds - 1));
        double t = TDistribution.of(folds - 1).inverseCumulativeProbability((1 + confidence) / 2);
        double half = t * deviation * Math.sqrt(1.0 / folds + testedOverTrained);
        return new FoldMean(mean, mean - half, mean + half, deviation, folds, confidence);
    }

    /** {@return a copy with the interval clipped to the range of the measure} */
    public FoldMean within(double least, double most) {
        return new FoldMean(mean, Math.max(least, low), Math.min(most, high), deviation, folds, confidence);
    }
}
