package io.unfade.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Small arithmetic on plain arrays. */
public final class Vectors {
    private static final double SMALLEST_USUAL = 0x1p-450;
    private static final double LARGEST_USUAL = 0x1p490;

    private Vectors() {}

    /** {@return the index of the largest value; the first of equal ones} */
    public static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** {@return the indices of the values in descending order; stable for equal values, such as 0 and -0} */
    public static int[] descending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> 0 - values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * {@return the power of two to multiply numbers by so that sums of their squares neither overflow nor vanish: 1
     * except for very large and very small ones; powers of two keep the product exact}
     *
     * @param largest their largest magnitude, finite
     */
    public static double unit(double largest) {
        boolean usual = largest == 0 || (largest > SMALLEST_USUAL && largest < LARGEST_USUAL);
        return usual ? 1 : Math.scalb(1.0, -Math.max(Math.getExponent(largest), Double.MIN_EXPONENT));
    }

    /**
     * Computes the softmax of {@code values / temperature}, of any finite values without overflow.
     *
     * @param values at least one
     * @param temperature positive
     * @param result receives the same number of non-negative values that sum to 1; may be the values' array
     */
    public static void softmax(double[] values, double temperature, double[] result) {
        double largest = values[argMax(values)];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.exp((values[i] - largest) / temperature);
            sum += result[i];
        }
        for (int i = 0; i < values.length; i++) {
            result[i] /= sum;
        }
    }
}
