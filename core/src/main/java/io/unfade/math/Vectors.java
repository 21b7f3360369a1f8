package io.unfade.math;

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
