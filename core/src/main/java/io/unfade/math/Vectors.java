package io.unfade.math;

/** Small questions to plain arrays. */
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
}
