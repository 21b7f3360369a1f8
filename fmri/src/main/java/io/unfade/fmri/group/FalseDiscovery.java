package io.unfade.fmri.group;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Benjamini and Hochberg's q values: the lowest false discovery rate at which a hypothesis is rejected.
 *
 * <pre>{@code
 * q_(i) = min over j >= i of  min(1, p_(j) m / j)       p_(1) <= ... <= p_(m)
 * }</pre>
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate: a practical and powerful approach to multiple
 *       testing", Journal of the Royal Statistical Society B 57(1), 1995
 * </ol>
 */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /** {@return q for each p, in the same order} */
    static double[] qValues(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] q = new double[p.length];
        double least = 1;
        for (int rank = p.length; rank >= 1; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * p.length / rank);
            q[i] = least;
        }
        return q;
    }
}
