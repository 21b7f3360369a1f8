package io.unfade.nn.attention;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.math.StreamState;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.ColumnMatrix;
import io.unfade.nn.layer.StepCheck;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.Positions;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Input-cell attention step by step, indefinitely, in constant memory, with the same result as {@link
 * InputCellAttention} on the whole series.
 *
 * <pre>{@code
 * m' = max(m, e_t)        Z = Z exp(m - m') + exp(e_t - m')        S = S exp(m - m') + exp(e_t - m') x_t'
 * M_t = S / Z
 * }</pre>
 *
 * <p>The state is a running maximum, a norm and a sum of C values for each of the A hops: A (C + 2) numbers. Any finite
 * scores are safe. Cost of a step: D (C + A) + A C multiplications, with a code of positions 2 K D more and 2 K sines, without
 * allocation. The code of a step is as precise after any number of steps. Computes in double precision on
 * plain arrays, whatever the precision of the weights: in single precision a sum stops growing at 2^24 steps, and
 * rounding a score of a thousand changes its weight by 1e-4. The engine is not used. Not thread-safe.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail et al.: Input-Cell Attention Reduces Vanishing Saliency of Recurrent Neural Networks, NeurIPS 2019.
 *   <li>M. Milakov, N. Gimelshein: Online normalizer calculation for softmax, 2018, arXiv 1805.02867.
 * </ol>
 */
public final class AttentionStream {

    private final Weights weights;
    private final HopPooling pooling;
    private final double[] hidden;
    private final double[] position;
    private final double[] scores;
    private final double[] max;
    private final double[] norm;
    private final double[][] sums;
    private long steps;

    /**
     * The attention's weights, not to be changed while a stream uses them.
     *
     * @param first {@code (D, C)} and {@code (D)}
     * @param second {@code (A, D)}
     * @param code of positions; null for none
     */
    public record Weights(
            Affine first, ColumnMatrix second, @Nullable Code code) {}

    /**
     * A code of positions and its weights.
     *
     * @param weight {@code (D, 2 K)}
     */
    public record Code(Positions positions, ColumnMatrix weight) {}

    public AttentionStream(Weights weights, HopPooling pooling) {
        this.weights = weights;
        this.pooling = pooling;
        int hops = weights.second().rows();
        hidden = new double[weights.first().rows()];
        Code code = weights.code();
        position = new double[code == null ? 0 : code.positions().width()];
        scores = new double[hops];
        max = new double[hops];
        norm = new double[hops];
        sums = new double[hops][features()];
        reset();
    }

    /** {@return C} */
    public int features() {
        return weights.first().weight().columns();
    }

    /** {@return the number of output values per step} */
    public int outputWidth() {
        return pooling.width(max.length, features());
    }

    /** {@return the number of steps since the start or the last reset} */
    public long steps() {
        return steps;
    }

    /** Resets the state: the next step is the first of a series. */
    public void reset() {
        steps = 0;
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        Arrays.fill(norm, 0);
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /** Passes the state: A (C + 3) numbers, and that of the steps. */
    public void pass(StreamState state) {
        steps = state.number(steps);
        state.values(scores);
        state.values(max);
        state.values(norm);
        for (double[] sum : sums) {
            state.values(sum);
        }
    }

    /**
     * Takes one step.
     *
     * @param x the step's C values, finite
     * @param output receives {@link #outputWidth} values, the input of the recurrent cell at this step
     * @throws IllegalArgumentException if a size is wrong or a value is not finite; the state is then unchanged
     */
    public void step(double[] x, double[] output) {
        StepCheck.values(x, features(), Precision.DOUBLE, steps);
        Require.size("the output", outputWidth(), output.length);
        add(x);
        write(output);
    }

    /** Takes a checked step. */
    public void add(double[] x) {
        weights.first().apply(x, hidden);
        addPosition();
        for (int d = 0; d < hidden.length; d++) {
            hidden[d] = Math.tanh(hidden[d]);
        }
        Arrays.fill(scores, 0);
        weights.second().addProduct(hidden, scores);
        for (int hop = 0; hop < max.length; hop++) {
            add(hop, x);
        }
        steps++;
    }

    private void addPosition() {
        Code code = weights.code();
        if (code != null) {
            code.positions().write(steps, position, 0);
            code.weight().addProduct(position, hidden);
        }
    }

    private void add(int hop, double[] x) {
        double before = max[hop];
        double now = Math.max(before, scores[hop]);
        double decay = Math.exp(before - now);
        double weight = Math.exp(scores[hop] - now);
        max[hop] = now;
        norm[hop] = norm[hop] * decay + weight;
        double[] sum = sums[hop];
        for (int c = 0; c < sum.length; c++) {
            sum[c] = sum[c] * decay + weight * x[c];
        }
    }

    /**
     * Writes the weight of the last step in each hop, 0..1; the weights of all steps before it, which summed to 1, are
     * smaller by the factor 1 less that weight.
     *
     * @param shares receives A values
     */
    public void newest(double[] shares) {
        for (int hop = 0; hop < max.length; hop++) {
            shares[hop] = Math.exp(scores[hop] - max[hop]) / norm[hop];
        }
    }

    /** {@return A} */
    public int hops() {
        return max.length;
    }

    /** Writes the output of the last step; may be called repeatedly. */
    public void write(double[] output) {
        switch (pooling) {
            case MEAN -> writeMean(output);
            case CONCAT -> writeRows(output, 1);
            case CONCAT_L2 -> writeRows(output, Math.max(HopPooling.SMALLEST_NORM, Math.sqrt(squares())));
        }
    }

    private void writeMean(double[] output) {
        Arrays.fill(output, 0);
        for (int hop = 0; hop < max.length; hop++) {
            ColumnMatrix.Doubles.addScaled(1 / (norm[hop] * max.length), sums[hop], output);
        }
    }

    private void writeRows(double[] output, double divisor) {
        for (int hop = 0, i = 0; hop < max.length; hop++) {
            double scale = 1 / (norm[hop] * divisor);
            for (double sum : sums[hop]) {
                output[i++] = sum * scale;
            }
        }
    }

    /** {@return the squared length of vec(M_t)} */
    private double squares() {
        double squares = 0;
        for (int hop = 0; hop < max.length; hop++) {
            double ofHop = 0;
            for (double sum : sums[hop]) {
                ofHop += sum * sum;
            }
            squares += ofHop / (norm[hop] * norm[hop]);
        }
        return squares;
    }
}
