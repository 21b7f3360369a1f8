package io.unfade.nn;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * Input-cell attention one step at a time, for ever, in constant memory: the same numbers as
 * {@link InputCellAttention} on the whole series.
 *
 * <pre>{@code
 * m' = max(m, e_t)        Z = Z exp(m - m') + exp(e_t - m')        S = S exp(m - m') + exp(e_t - m') x_t'
 * M_t = S / Z
 * }</pre>
 *
 * <p>The state is a running maximum, a norm and a sum of C values for each of the A hops: A (C + 2) numbers. Any finite
 * scores are safe. Cost of a step: D (C + A) + A C multiplications, and no memory is allocated. Computes in double
 * precision on plain arrays; the engine is not used. Not for use from several threads.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail et al.: Input-Cell Attention Reduces Vanishing Saliency of Recurrent Neural Networks, NeurIPS 2019.
 *   <li>M. Milakov, N. Gimelshein: Online normalizer calculation for softmax, 2018, arXiv 1805.02867.
 * </ol>
 */
public final class AttentionStream {
    private static final double SMALLEST_NORM = 1e-12;

    private final Weights weights;
    private final HopPooling pooling;
    private final double[] hidden;
    private final double[] max;
    private final double[] norm;
    private final double[][] sums;
    private long steps;

    /**
     * The attention's weights on plain arrays, not to be changed while a stream uses them.
     *
     * @param w1 {@code (D, C)}
     * @param b1 {@code (D)}
     * @param w2 {@code (A, D)}
     */
    record Weights(double[][] w1, double[] b1, double[][] w2) {}

    AttentionStream(Weights weights, HopPooling pooling) {
        this.weights = weights;
        this.pooling = pooling;
        int hops = weights.w2().length;
        hidden = new double[weights.b1().length];
        max = new double[hops];
        norm = new double[hops];
        sums = new double[hops][features()];
        reset();
    }

    /** {@return C} */
    public int features() {
        return weights.w1()[0].length;
    }

    /** {@return the number of values that a step gives} */
    public int outputWidth() {
        return pooling.width(max.length, features());
    }

    /** {@return how many steps were taken since the start or the last reset} */
    public long steps() {
        return steps;
    }

    /** Forgets everything: the next step is the first of a series. */
    public void reset() {
        steps = 0;
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        Arrays.fill(norm, 0);
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /**
     * Takes one step.
     *
     * @param x the step's C values, finite
     * @param output receives {@link #outputWidth} values: what the recurrent cell sees at this step
     * @throws IllegalArgumentException if a size is wrong or a value is not finite; the state is then as it was
     */
    public void step(double[] x, double[] output) {
        Require.argument(x.length == features(), "a step needs %d values, but has %d", features(), x.length);
        Require.argument(
                output.length == outputWidth(), "the output needs %d places, but has %d", outputWidth(), output.length);
        for (int c = 0; c < x.length; c++) {
            Require.argument(Double.isFinite(x[c]), "feature %d of step %d is not finite", c, steps);
        }
        for (int d = 0; d < hidden.length; d++) {
            hidden[d] = Math.tanh(weights.b1()[d] + dot(weights.w1()[d], x));
        }
        for (int hop = 0; hop < max.length; hop++) {
            add(hop, dot(weights.w2()[hop], hidden), x);
        }
        steps++;
        write(output);
    }

    private void add(int hop, double score, double[] x) {
        double before = max[hop];
        double now = Math.max(before, score);
        double decay = Math.exp(before - now);
        double weight = Math.exp(score - now);
        max[hop] = now;
        norm[hop] = norm[hop] * decay + weight;
        double[] sum = sums[hop];
        for (int c = 0; c < sum.length; c++) {
            sum[c] = sum[c] * decay + weight * x[c];
        }
    }

    private void write(double[] output) {
        if (pooling == HopPooling.MEAN) {
            writeMean(output);
            return;
        }
        double squares = 0;
        for (int hop = 0, i = 0; hop < max.length; hop++) {
            for (double sum : sums[hop]) {
                output[i] = sum / norm[hop];
                squares += output[i] * output[i];
                i++;
            }
        }
        if (pooling == HopPooling.CONCAT_L2) {
            double length = Math.max(SMALLEST_NORM, Math.sqrt(squares));
            for (int i = 0; i < output.length; i++) {
                output[i] /= length;
            }
        }
    }

    private void writeMean(double[] output) {
        Arrays.fill(output, 0);
        for (int hop = 0; hop < max.length; hop++) {
            double scale = 1 / (norm[hop] * max.length);
            for (int c = 0; c < output.length; c++) {
                output[c] += sums[hop][c] * scale;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
