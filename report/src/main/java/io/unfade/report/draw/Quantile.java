package io.unfade.report.draw;

/** Quantiles of numbers, interpolated linearly as NumPy does. */
public final class Quantile {
    private Quantile() {}

    /**
     * {@return the number that a share of the others is below}
     *
     * @param sorted rising, at least one
     * @param share 0..1
     */
    public static double of(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
