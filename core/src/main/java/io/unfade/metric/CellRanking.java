package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * At which places of the ranking by score the informative cells are, counted from 1, the largest score. Equal scores share
 * their places: each has the mean of their ranks, and the mean of their weights.
 *
 * <pre>{@code
 * meanRank = mean rank of the n informative cells
 * ndcg     = sum over the informative cells of the weight of their place / the largest such sum
 * weight   = 1 / log2(place + 1) for places 1..n, 0 behind
 * }</pre>
 *
 * <p>The second is the normalised discounted cumulative gain at n, NDCG@n: 1 if the n first places are those of the informative
 * cells, with more weight on the first.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. Järvelin, J. Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM Transactions on Information
 *       Systems 20(4), 2002
 *   <li>J. Early, G. K. C. Cheung, K. Cutajar, H. Xie, J. Kandola, N. Twomey, "Inherently Interpretable Time Series
 *       Classification via Multiple Instance Learning", ICLR 2024; NDCG@n of maps
 *   <li>K. K. Leung, C. Rooke, J. Smith, S. Zuberi, M. Volkovs, "Temporal Dependencies in Feature Importance for Time Series
 *       Prediction", ICLR 2023 workshop; mean rank
 * </ol>
 *
 * @param meanRank 1 or more, lower is better; NaN without informative cells
 * @param ndcg 0..1, higher is better; NaN without informative cells
 */
public record CellRanking(double meanRank, double ndcg) {
    /**
     * {@return the places of the informative cells}
     *
     * <p>O(n log n) time.
     *
     * @param scores finite
     * @param reference whether each of the same cells is informative
     */
    public static CellRanking of(double[] scores, boolean[] reference) {
        Require.size("the reference of the scored cells", scores.length, reference.length);
        Integer[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toArray(Integer[]::new);
        int informative = (int)
                IntStream.range(0, scores.length).filter(i -> reference[i]).count();
        double ranks = 0;
        double gain = 0;
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            if (to == order.length || scores[order[to]] != scores[order[from]]) {
                long hits =
                        Arrays.stream(order, from, to).filter(i -> reference[i]).count();
                ranks += hits * (from + 1 + to) / 2.0;
                gain += hits * weights(from, Math.min(to, informative)) / (to - from);
                from = to;
            }
        }
        return new CellRanking(ranks / informative, gain / weights(0, informative));
    }

    /** {@return the sum of the weights of the places from+1..to} */
    private static double weights(int from, int to) {
        return IntStream.rangeClosed(from + 1, to)
                .mapToDouble(place -> Math.log(2) / Math.log(place + 1))
                .sum();
    }
}
