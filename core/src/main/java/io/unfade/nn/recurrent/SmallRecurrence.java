package io.unfade.nn.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.CustomGradient;
import io.unfade.engine.Filled;
import io.unfade.nn.layer.Subnormals;
import io.unfade.nn.spec.Cell;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer with few hidden units in single precision, from the zero state. The engine multiplies the whole
 * series by the input weight; the steps run on plain arrays, with all series of the batch side by side, since an engine
 * call costs more than such a step. The gradient is hand-written: backward steps on plain arrays, then engine products
 * over the whole series.
 *
 * <p>Equal to the engine's operator up to the errors of {@link Lanes}. In the backward pass, numbers below 2^-73 of the
 * largest of the incoming gradient are dropped, and the pass ends if nothing is left. Memory for the gradient: O(B T
 * G), on the heap. Thread-safe.
 */
final class SmallRecurrence {
    /** The largest projection, in numbers: limits the heap of one layer to some 75 MB. */
    private static final long MOST_NUMBERS = 1L << 22;
    /** Steps between checks for a vanished gradient. */
    private static final int LOOK = 8;

    /** As in {@link Subnormals}, relative to a largest number of 1 to 2. */
    private static final float FLOOR = 0x1p-50f;

    /** Limit of factors that keep a gradient away from the ends of single precision. */
    private static final int MOST_EXPONENT = 100;

    private static final float[] NOTHING = {};

    private final Cell cell;
    private final NDArray x;
    private final @Nullable NDArray weightIh;
    private final NDArray weightHh;
    private final NDArray biasIh;
    private final NDArray biasHh;

    private final int batch;
    private final int steps;
    private final int units;
    private final int gates;
    private final int size;

    /** The hidden state before each step and after the last, {@code (T + 1, H, B)}. */
    private final float[] states;
    /** Intermediates of each step; empty if there will be no gradient. */
    private final float[][] kept;

    private SmallRecurrence(Cell cell, NDArray x, @Nullable NDArray weightIh, NDList others) {
        this.cell = cell;
        this.x = x;
        this.weightIh = weightIh;
        weightHh = others.get(0);
        biasIh = others.get(1);
        biasHh = others.get(2);
        batch = (int) x.getShape().get(0);
        steps = (int) x.getShape().get(1);
        units = (int) weightHh.getShape().get(1);
        gates = cell.gateWidth(units);
        size = units * batch;
        states = new float[(steps + 1) * size];
        kept = new float[steps][];
    }

    /** {@return whether this class should run a layer} */
    static boolean suits(Cell cell, NDArray x, int units) {
        Shape shape = x.getShape();
        return units <= mostUnits(cell)
                && x.getDataType() == DataType.FLOAT32
                && !x.getDevice().isGpu()
                && shape.get(0) * shape.get(1) <= MOST_NUMBERS / cell.gateWidth(units);
    }

    /** {@return the largest number of hidden units for which this is faster than the engine's operator} */
    static int mostUnits(Cell cell) {
        return switch (cell) {
            case LSTM -> 8;
            case GRU -> 24;
            case RNN -> 16;
        };
    }

    /**
     * Runs the layer.
     *
     * @param x {@code (B, T, in)}, or {@code (B, T, G)} if already multiplied by the input weight
     * @param weightIh {@code (G, in)}; null if x is already multiplied
     * @param others {@code weight_hh (G, H), bias_ih (G), bias_hh (G)}
     * @return the hidden states {@code (B, T, H)}
     */
    static NDArray run(Cell cell, NDArray x, @Nullable NDArray weightIh, NDList others) {
        NDList inputs = weightIh == null ? new NDList(x) : new NDList(x, weightIh);
        inputs.addAll(others);
        return CustomGradient.apply(inputs, () -> {
            SmallRecurrence layer = new SmallRecurrence(cell, x, weightIh, others);
            return new CustomGradient.Evaluated(layer.forward(), layer::gradients);
        });
    }

    private SmallCell newCell() {
        return SmallCell.of(cell, weightHh.toFloatArray(), biasIh.toFloatArray(), biasHh.toFloatArray(), batch);
    }

    private NDArray forward() {
        float[] projected = projected();
        SmallCell steady = newCell();
        int width = CustomGradient.underway() ? steady.keptArrays() * size : 0;
        for (int t = 0; t < steps; t++) {
            kept[t] = width == 0 ? NOTHING : new float[width];
            steady.forward(projected, t * gates * batch, kept[t]);
            System.arraycopy(steady.hidden, 0, states, (t + 1) * size, size);
        }
        try (NDManager scope = x.getManager().newSubManager()) {
            NDArray output = rows(states, size, units, scope).reshape(batch, steps, units);
            output.attach(x.getManager());
            return output;
        }
    }

    /** {@return the input times its weight, {@code (T, G, B)}} */
    private float[] projected() {
        if (weightIh == null) {
            return seriesLast(x);
        }
        try (NDManager scope = x.getManager().newSubManager()) {
            NDArray flat = x.reshape((long) batch * steps, -1);
            flat.attach(scope);
            NDArray weight = weightIh.transpose();
            weight.attach(scope);
            return seriesLast(flat.matMul(weight));
        }
    }

    /** {@return an array {@code (B, T, width)} or {@code (B T, width)}, transposed to {@code (T, width, B)}} */
    private float[] seriesLast(NDArray array) {
        float[] values = array.toFloatArray();
        float[] turned = new float[values.length];
        int width = values.length / batch / steps;
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < batch; b++) {
                spread(values, (b * steps + t) * width, width, turned, t * width * batch + b);
            }
        }
        return turned;
    }

    private void spread(float[] values, int from, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i * batch] = values[from + i];
        }
    }

    /**
     * {@return arrays of steps as a matrix with one row per series and step, {@code (B T, width)}}
     *
     * @param values from an index on, {@code (T, width, B)}
     */
    private NDArray rows(float[] values, int from, int width, NDManager scope) {
        NDArray array = Filled.floats(
                scope,
                new Shape((long) steps * width, batch),
                to -> to.asFloatBuffer().put(values, from, steps * width * batch));
        return array.transpose().reshape((long) batch * steps, width);
    }

    private List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted) {
        Backward pass = new Backward(newCell(), gradient);
        pass.run();
        NDManager owner = x.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray ofProjected = rows(pass.ofProjected, 0, gates, scope);
            NDArray ofRecurrent =
                    pass.ofRecurrent == pass.ofProjected ? ofProjected : rows(pass.ofRecurrent, 0, gates, scope);
            List<@Nullable NDArray> gradients = new ArrayList<>();
            gradients.add(wanted[0] ? ofInput(ofProjected) : null);
            if (weightIh != null) {
                NDArray flat = x.reshape((long) batch * steps, -1);
                flat.attach(scope);
                gradients.add(wanted[1] ? ofProjected.transpose().matMul(flat) : null);
            }
            int next = gradients.size();
            gradients.add(wanted[next] ? ofRecurrent.transpose().matMul(rows(states, 0, units, scope)) : null);
            gradients.add(wanted[next + 1] ? ofProjected.sum(new int[] {0}) : null);
            gradients.add(wanted[next + 2] ? ofRecurrent.sum(new int[] {0}) : null);
            for (NDArray array : gradients) {
                if (array != null) {
                    array.attach(owner);
                }
            }
            return gradients;
        }
    }

    private NDArray ofInput(NDArray ofProjected) {
        NDArray flat = weightIh == null ? ofProjected : ofProjected.matMul(weightIh);
        return flat.reshape(batch, steps, -1);
    }

    /** The backward pass through the steps. */
    private final class Backward {
        private final SmallCell steady;
        /** The incoming gradient {@code (T, H, B)}. */
        private final float[] ofStates;

        private final float[] ofStep = new float[size];
        /** The gradient of the projection {@code (T, G, B)}. */
        final float[] ofProjected = new float[steps * gates * batch];

        final float[] ofRecurrent;

        Backward(SmallCell steady, NDArray gradient) {
            this.steady = steady;
            ofStates = seriesLast(gradient);
            ofRecurrent = steady.keepsRecurrent() ? new float[ofProjected.length] : ofProjected;
        }

        /** Runs the steps with the gradient scaled by a power of two to a largest number of 1 to 2. */
        void run() {
            float scale = scale(largest());
            int first = firstStep();
            for (int t = lastStep(); t >= 0; t--) {
                if (t < first && t % LOOK == 0 && steady.isZero()) {
                    break;
                }
                System.arraycopy(ofStates, t * size, ofStep, 0, size);
                Lanes.addProduct(steady.hidden, scale, ofStep);
                steady.backward(kept[t], states, t * size, ofProjected, ofRecurrent, t * gates * batch);
                steady.clear(FLOOR);
            }
            finish(ofProjected, scale);
            if (ofRecurrent != ofProjected) {
                finish(ofRecurrent, scale);
            }
        }

        private static void finish(float[] gradient, float scale) {
            Lanes.clear(gradient, FLOOR);
            Lanes.multiply(gradient, 1 / scale);
        }

        private float largest() {
            float largest = 0;
            for (float value : ofStates) {
                largest = Math.max(largest, Math.abs(value));
            }
            return largest;
        }

        private static float scale(float largest) {
            boolean known = largest > 0 && largest < Float.POSITIVE_INFINITY;
            return known
                    ? Math.scalb(1f, Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, -Math.getExponent(largest))))
                    : 1;
        }

        /** {@return the first step with an incoming gradient; T if there is none} */
        private int firstStep() {
            int at = 0;
            while (at < ofStates.length && ofStates[at] == 0) {
                at++;
            }
            return at / size;
        }

        /** {@return the last step with an incoming gradient; -1 if there is none} */
        private int lastStep() {
            int at = ofStates.length - 1;
            while (at >= 0 && ofStates[at] == 0) {
                at--;
            }
            return at < 0 ? -1 : at / size;
        }
    }
}
