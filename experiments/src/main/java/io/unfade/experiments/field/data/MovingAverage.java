package io.unfade.experiments.field.data;

import java.util.Random;

/**
 * A process that is published as nonlinear and autoregressive, NARMA(2), but is not: the library that draws it adds over a part
 * of the values that is empty, or lies before the start, so the nonlinear term is always 0. With u_t ~ U(0, 0.5) and y = 0
 * before the start,
 *
 * <pre>{@code
 * y_t = a y_{t-1} + 1.5 u_{t-2} u_t + b
 * }</pre>
 *
 * <p>The term as documented would make the series with a = b = 0.5 diverge.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. R. Maat, A. Malali, P. Protopapas, "TimeSynth: a multipurpose library for synthetic time series generation in
 *       Python", 2017
 * </ol>
 *
 * @param memory a
 * @param level b
 */
record MovingAverage(double memory, double level) {
    /** Of the library, unless others are chosen. */
    static final MovingAverage USUAL = new MovingAverage(0.3, 0.1);

    private static final int LAG = 2;
    private static final double GAIN = 1.5;
    private static final double LARGEST_INPUT = 0.5;

    /** {@return values of the process with independent noise of a standard deviation} */
    double[] draw(Random random, int steps, double noise) {
        double[] input = new double[steps + LAG];
        for (int t = 0; t < input.length; t++) {
            input[t] = LARGEST_INPUT * random.nextDouble();
        }
        double[] values = new double[steps];
        double before = 0;
        for (int t = 0; t < steps; t++) {
            before = memory * before + GAIN * input[t] * input[t + LAG] + level;
            values[t] = before + noise * random.nextGaussian();
        }
        return values;
    }
}
