package io.unfade.experiments.field.data;

/**
 * A Butterworth low-pass filter of order 6, forwards once, from rest: three sections of order 2 by the bilinear transform, with
 * the cut-off pre-warped. With K = tan(pi cut-off / rate) and the quality q of a section,
 *
 * <pre>{@code
 * y_t = g (x_t + 2 x_{t-1} + x_{t-2}) - a y_{t-1} - b y_{t-2},   g = K^2 / n, a = 2 (K^2 - 1) / n, b = (1 - K/q + K^2) / n
 * n   = 1 + K/q + K^2,   q = 1 / (2 cos(pi (2 k + 1) / 12)),     k = 0, 1, 2
 * }</pre>
 */
final class LowPass {
    private static final int ORDER = 6;

    private LowPass() {}

    /**
     * {@return a filtered series}
     *
     * @param cutOff frequency at which the power is halved, below half the rate
     * @param rate of the samples, in the same unit
     */
    static double[] filter(double[] series, double cutOff, double rate) {
        double warped = StrictMath.tan(Math.PI * cutOff / rate);
        double[] values = series;
        for (int k = 0; k < ORDER / 2; k++) {
            values = section(values, warped, 2 * StrictMath.cos(Math.PI * (2 * k + 1) / (2 * ORDER)));
        }
        return values;
    }

    private static double[] section(double[] series, double warped, double damping) {
        double square = warped * warped;
        double norm = 1 + warped * damping + square;
        double gain = square / norm;
        double a = 2 * (square - 1) / norm;
        double b = (1 - warped * damping + square) / norm;
        double[] values = new double[series.length];
        for (int t = 0; t < values.length; t++) {
            values[t] = gain * (series[t] + 2 * at(series, t - 1) + at(series, t - 2))
                    - a * at(values, t - 1)
                    - b * at(values, t - 2);
        }
        return values;
    }

    private static double at(double[] values, int time) {
        return time < 0 ? 0 : values[time];
    }
}
