package io.unfade.nn;

import io.unfade.check.Require;
import io.unfade.math.StreamState;
import io.unfade.nn.attention.AttentionStream;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.StepCheck;
import io.unfade.nn.recurrent.LayerStream;
import io.unfade.nn.stem.StemStream;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Classifies one series step by step, indefinitely, in constant memory: after every step the outputs equal those of
 * {@link Classifier} in evaluation mode on the steps so far; with means over blocks of steps, on the whole blocks so far,
 * and all logits are 0 before the first of them is complete. {@link #end} adds the last steps, of an incomplete block.
 *
 * <p>Holds a copy of the weights in plain arrays; the engine is not used. The products with the weights of recurrent
 * layers and head have the precision of the weights; attention, gates and sums over time are in double precision. So
 * outputs agree to rounding in the precision of the model; with float32, mostly the rounding of the whole-series
 * computation.
 *
 * <p>Cost of a step: the multiplications of the stem, of the attention, of the layers and of the head; with a stem of
 * stride s, or means over s steps, they occur at every s-th step, and between these the outputs stay. No memory is allocated. Not
 * thread-safe; streams of one network are independent.
 */
public final class ClassifierStream {
    private final @Nullable StemStream stem;
    private final @Nullable AttentionStream attention;
    private final LayerStream[] layers;
    private final ReadoutStream readout;
    private final Affine head;
    private final int features;
    private final double[] attended;
    private final double[] vector;
    private final double[] logits;
    private long steps;
    private boolean ended;

    /**
     * Creates a stream before its first step.
     *
     * @param features C
     * @param stem through which the series is read, after its preparation; null for none
     * @param attention in front of the first layer; null for none
     * @param layers first to last
     * @param readout of the last layer's states
     * @param head from the readout's vector to logits
     */
    ClassifierStream(
            int features,
            @Nullable StemStream stem,
            @Nullable AttentionStream attention,
            LayerStream[] layers,
            ReadoutStream readout,
            Affine head) {
        this.features = features;
        this.stem = stem;
        this.attention = attention;
        this.layers = layers;
        this.readout = readout;
        this.head = head;
        attended = new double[attention == null ? 0 : attention.outputWidth()];
        vector = new double[head.weight().columns()];
        logits = new double[head.rows()];
    }

    /** {@return C} */
    public int features() {
        return features;
    }

    /** {@return K} */
    public int classes() {
        return logits.length;
    }

    /** {@return A; 0 without attention, or where it reads something else than single steps} */
    public int hops() {
        return attention == null || stem != null ? 0 : attention.hops();
    }

    /** Writes the weight of the last step in each of the {@link #hops}, see {@link AttentionStream#newest}. */
    public void newest(double[] shares) {
        if (attention != null && hops() > 0) {
            attention.newest(shares);
        }
    }

    /** {@return the number of steps since the start or the last reset} */
    public long steps() {
        return steps;
    }

    /** Resets the state: the next step is the first of a series. */
    public void reset() {
        steps = 0;
        ended = false;
        Arrays.fill(logits, 0);
        if (stem != null) {
            stem.reset();
        }
        if (attention != null) {
            attention.reset();
        }
        for (LayerStream layer : layers) {
            layer.reset();
        }
        readout.reset();
    }

    /** Passes what the next step depends on. */
    public void pass(StreamState state) {
        steps = state.number(steps);
        ended = state.flag(ended);
        state.values(logits);
        if (stem != null) {
            stem.pass(state);
        }
        if (attention != null) {
            attention.pass(state);
        }
        for (LayerStream layer : layers) {
            layer.pass(state);
        }
        readout.pass(state);
    }

    /**
     * Takes one step.
     *
     * @param x the step's C values, with magnitudes up to {@link io.unfade.data.Precision#limit} of the network
     * @throws IllegalArgumentException if a size is wrong or a value is too large or NaN; the state is then unchanged
     * @throws IllegalStateException after {@link #end}
     */
    public void step(double[] x) {
        if (ended) {
            throw new IllegalStateException("the series has ended; reset the stream before the next one");
        }
        StepCheck.values(x, features, head.weight().precision(), steps);
        double[] read = stem == null ? x : stem.step(x);
        if (read != null) {
            classify(read);
        }
        steps++;
    }

    /**
     * Ends the series: its outputs are then those of {@link Classifier} on all its steps. Only a reset may follow.
     *
     * @throws IllegalStateException before the first step after the start or a reset
     */
    public void end() {
        checkStarted();
        double[] rest = stem == null || ended ? null : stem.end();
        if (rest != null) {
            classify(rest);
        }
        ended = true;
    }

    private void classify(double[] read) {
        double[] values = read;
        if (attention != null) {
            attention.add(read);
            attention.write(attended);
            values = attended;
        }
        for (LayerStream layer : layers) {
            values = layer.step(values);
        }
        readout.step(values, vector);
        head.apply(vector, logits);
    }

    /**
     * Copies the logits of the last step.
     *
     * @param output receives K values
     * @throws IllegalStateException before the first step after the start or a reset
     * @throws IllegalArgumentException if the size is wrong
     */
    public void logits(double[] output) {
        checkStarted();
        Require.size("the output", logits.length, output.length);
        System.arraycopy(logits, 0, output, 0, logits.length);
    }

    private void checkStarted() {
        if (steps == 0) {
            throw new IllegalStateException("there are no logits before the first step");
        }
    }
}
