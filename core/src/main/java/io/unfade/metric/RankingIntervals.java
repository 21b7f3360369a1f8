package io.unfade.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap intervals of the areas of {@link Ranking}, over series. Samples without series of the class, or, for
 * the ROC curve, without others, are left out. An area of 1 has an interval without width: series that were not there cannot
 * be drawn.
 *
 * @param rocAuc of the area under the ROC curve
 * @param averagePrecision of the average precision
 */
public record RankingIntervals(Bootstrap.Interval rocAuc, Bootstrap.Interval averagePrecision) {
    /**
     * {@return the intervals of every class against all others, of the same samples}
     *
     * <p>O(n K) time per sample.
     *
     * @param probabilities {@code (n, K)}
     * @param labels n classes, each in 0..K-1
     * @param confidence strictly between 0 and 1, such as 0.95
     * @param resamples at least 1
     * @param seed seed of the resampling
     */
    public static List<RankingIntervals> ofClasses(
            double[][] probabilities, int[] labels, double confidence, int resamples, long seed) {
        int classes = probabilities[0].length;
        List<Order> orders = IntStream.range(0, classes)
                .mapToObj(k -> Order.of(probabilities, labels, k))
                .toList();
        int[] counts = new int[labels.length];
        List<Bootstrap.Interval> intervals = Bootstrap.intervals(
                labels.length,
                drawn -> {
                    Arrays.fill(counts, 0);
                    for (int i : drawn) {
                        counts[i]++;
                    }
                    double[] areas = new double[2 * classes];
                    for (int k = 0; k < classes; k++) {
                        orders.get(k).areas(counts, areas, 2 * k);
                    }
                    return areas;
                },
                confidence,
                resamples,
                seed);
        return IntStream.range(0, classes)
                .mapToObj(k -> new RankingIntervals(intervals.get(2 * k), intervals.get(2 * k + 1)))
                .toList();
    }

    /**
     * The series by descending probability of one class.
     *
     * @param series their indices
     * @param inClass whether each of these is of the class
     * @param lastOfTie whether the next one has another probability
     */
    private record Order(int[] series, boolean[] inClass, boolean[] lastOfTie) {
        static Order of(double[][] probabilities, int[] labels, int k) {
            int[] series = IntStream.range(0, labels.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i][k]))
                    .mapToInt(i -> i)
                    .toArray();
            boolean[] inClass = new boolean[series.length];
            boolean[] lastOfTie = new boolean[series.length];
            for (int i = 0; i < series.length; i++) {
                inClass[i] = labels[series[i]] == k;
                lastOfTie[i] = i == series.length - 1 || probabilities[series[i + 1]][k] != probabilities[series[i]][k];
            }
            return new Order(series, inClass, lastOfTie);
        }

        /** Writes both areas of a sample with so many copies of each series. */
        void areas(int[] counts, double[] result, int first) {
            long hits = 0;
            long misses = 0;
            long tiedHits = 0;
            long tiedMisses = 0;
            double pairs = 0;
            double precision = 0;
            for (int i = 0; i < series.length; i++) {
                int count = counts[series[i]];
                tiedHits += inClass[i] ? count : 0;
                tiedMisses += inClass[i] ? 0 : count;
                if (lastOfTie[i] && tiedHits + tiedMisses > 0) {
                    pairs += tiedMisses * (hits + tiedHits / 2.0);
                    hits += tiedHits;
                    misses += tiedMisses;
                    precision += tiedHits * (hits / (double) (hits + misses));
                    tiedHits = 0;
                    tiedMisses = 0;
                }
            }
            result[first] = pairs / hits / misses;
            result[first + 1] = precision / hits;
        }
    }
}
