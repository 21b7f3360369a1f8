package io.unfade.metric;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * A threshold for one class against all others: series count as of the class if its probability is at least this.
 *
 * <pre>{@code
 * F1             = 2 precision recall / (precision + recall); 0 if both are 0
 * Youden's index = recall - false positive rate
 * }</pre>
 *
 * <p>A threshold chosen by some series is too good for them: its precision and recall on other series are lower on average.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>W. J. Youden, "Index for rating diagnostic tests", Cancer 3(1), 1950
 * </ol>
 *
 * @param value one of the probabilities of the class
 * @param measure F1, 0..1, or Youden's index, -1..1, at the threshold
 * @param precision at the threshold
 * @param recall at the threshold
 */
public record Threshold(double value, double measure, double precision, double recall) {
    /** Measures as near as this are equal; the higher threshold is then taken. */
    private static final double ROUNDING = 1e-12;

    /** {@return the threshold of the largest F1, the highest one if several have it; empty without series of the class} */
    public static Optional<Threshold> ofLargestF1(Ranking ranking) {
        return largest(ranking, i -> f1(ranking.precision()[i], ranking.recall()[i]));
    }

    /**
     * {@return the threshold of the largest Youden's index, the highest one if several have it; empty without series of
     * the class, or without others}
     */
    public static Optional<Threshold> ofLargestYouden(Ranking ranking) {
        return largest(ranking, i -> ranking.recall()[i] - ranking.falsePositiveRate()[i]);
    }

    private static double f1(double precision, double recall) {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static Optional<Threshold> largest(Ranking ranking, IntToDoubleFunction measure) {
        int best = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < ranking.threshold().length; i++) {
            double value = measure.applyAsDouble(i);
            if (value > largest + ROUNDING) {
                best = i;
                largest = value;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(new Threshold(
                        ranking.threshold()[best], largest, ranking.precision()[best], ranking.recall()[best]));
    }
}
