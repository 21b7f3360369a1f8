package io.unfade.metric;

import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well the probability of one class separates its series from all others, without a threshold. Both curves have
 * one point per distinct probability, from the highest down.
 *
 * @param rocAuc area under the ROC curve, 0..1, 0.5 for guessing; ties count one half; NaN without series of the class, or
 *     without others
 * @param averagePrecision sum of precision times increase in recall, 0..1, the class's share for guessing; NaN without
 *     series of the class
 * @param threshold the least score of the series counted in at each point, falling; infinity at the first point, the
 *     origin; owned by this record, not to be changed
 * @param falsePositiveRate of each point, from 0 to 1, likewise
 * @param recall of each point, likewise
 * @param precision of each point, likewise; NaN at the origin
 */
public record Ranking(
        double rocAuc,
        double averagePrecision,
        double[] threshold,
        double[] falsePositiveRate,
        double[] recall,
        double[] precision) {
    /**
     * {@return the measures of one class}
     *
     * <p>O(n log n) time.
     *
     * @param scores the class's probability for each series
     * @param inClass whether each series is of the class
     */
    public static Ranking of(double[] scores, boolean[] inClass) {
        Require.size("the classes of the ranked series", scores.length, inClass.length);
        double[] inside = sorted(scores, inClass, true);
        double[] outside = sorted(scores, inClass, false);
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {Double.POSITIVE_INFINITY, 0, 0, Double.NaN});
        int hits = 0;
        int misses = 0;
        while (hits < inside.length || misses < outside.length) {
            double threshold = Math.max(fromTop(inside, hits), fromTop(outside, misses));
            while (fromTop(inside, hits) == threshold) {
                hits++;
            }
            while (fromTop(outside, misses) == threshold) {
                misses++;
            }
            points.add(new double[] {
                threshold,
                (double) misses / outside.length,
                (double) hits / inside.length,
                (double) hits / (hits + misses)
            });
        }
        return new Ranking(
                Localization.rocAuc(inside, outside),
                Localization.averagePrecision(inside, outside),
                column(points, 0),
                column(points, 1),
                column(points, 2),
                column(points, 3));
    }

    /**
     * {@return the measures of every class against all others}
     *
     * @param probabilities {@code (n, K)}
     * @param labels n classes, each in 0..K-1
     */
    public static List<Ranking> ofClasses(double[][] probabilities, int[] labels) {
        return IntStream.range(0, probabilities[0].length)
                .mapToObj(k -> {
                    boolean[] inClass = new boolean[labels.length];
                    double[] scores = new double[labels.length];
                    for (int i = 0; i < labels.length; i++) {
                        inClass[i] = labels[i] == k;
                        scores[i] = probabilities[i][k];
                    }
                    return of(scores, inClass);
                })
                .toList();
    }

    private static double fromTop(double[] ascending, int index) {
        return index < ascending.length ? ascending[ascending.length - 1 - index] : Double.NEGATIVE_INFINITY;
    }

    private static double[] sorted(double[] scores, boolean[] inClass, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> inClass[i] == wanted)
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
    }

    private static double[] column(List<double[]> points, int index) {
        return points.stream().mapToDouble(point -> point[index]).toArray();
    }
}
