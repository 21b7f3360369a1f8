package io.unfade.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Small arithmetic on plain arrays. */
public final class Vectors {
    private Vectors() {}

    /** {@return the index of the largest value; the first of equal ones} */
    public static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** {@return the indices of the values from the largest to the smallest; equal ones, as 0 and -0 are, in their own order} */
    public static int[] descending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> 0 - values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The softmax of some values, safe for any finite ones.
     *
     * @param values at least one
     * @param result receives as many numbers above or equal to 0 that sum to 1
     */
    public static void softmax(double[] values, double[] result) {
        double largest = values[argMax(values)];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.exp(values[i] - largest);
            sum += result[i];
        }
        for (int i = 0; i < values.length; i++) {
            result[i] /= sum;
        }
    }
}
