package io.unfade.nn;

import io.unfade.math.StreamState;
import io.unfade.nn.attention.AttentionStream;
import io.unfade.nn.layer.Affine;

import java.util.Arrays;

/** Reduces the hidden states so far to one vector, in constant memory, with the same result as {@link Readout}. */
sealed interface ReadoutStream {
    /** Resets to no states. */
    void reset();

    /** Passes what the next vector depends on. */
    void pass(StreamState state);

    /**
     * Takes the next state.
     *
     * @param state {@code (H)}; not retained
     * @param vector receives the input of the linear head
     */
    void step(double[] state, double[] vector);

    /** The last state. */
    record Last() implements ReadoutStream {
        @Override
        public void reset() {}

        @Override
        public void pass(StreamState state) {}

        @Override
        public void step(double[] state, double[] vector) {
            System.arraycopy(state, 0, vector, 0, state.length);
        }
    }

    /** The maximum of each value so far. */
    final class Max implements ReadoutStream {
        private final double[] largest;

        Max(int width) {
            largest = new double[width];
            reset();
        }

        @Override
        public void reset() {
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        }

        @Override
        public void pass(StreamState state) {
            state.values(largest);
        }

        @Override
        public void step(double[] state, double[] vector) {
            for (int j = 0; j < largest.length; j++) {
                largest[j] = Math.max(largest[j], state[j]);
                vector[j] = largest[j];
            }
        }
    }

    /** The mean of the states so far. */
    final class Mean implements ReadoutStream {
        private final double[] sum;
        private long count;

        Mean(int width) {
            sum = new double[width];
        }

        @Override
        public void reset() {
            Arrays.fill(sum, 0);
            count = 0;
        }

        @Override
        public void pass(StreamState state) {
            state.values(sum);
            count = state.number(count);
        }

        @Override
        public void step(double[] state, double[] vector) {
            count++;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += state[j];
                vector[j] = sum[j] / count;
            }
        }
    }

    /** The mean of {@code a_j z_j}, then that of {@code a_j}, the weight of a step. */
    final class Conjunctive implements ReadoutStream {
        private final Affine first;
        private final Affine second;
        private final double[] layer;
        private final double[] weight;
        private final double[] weighted;
        private final Mean mean;

        /**
         * Creates the readout of no states.
         *
         * @param first layer of the weights, before tanh
         * @param second to one value, before the sigmoid
         */
        Conjunctive(Affine first, Affine second) {
            this.first = first;
            this.second = second;
            layer = new double[first.rows()];
            weight = new double[second.rows()];
            weighted = new double[first.weight().columns() + 1];
            mean = new Mean(weighted.length);
        }

        @Override
        public void reset() {
            mean.reset();
        }

        @Override
        public void pass(StreamState state) {
            mean.pass(state);
        }

        @Override
        public void step(double[] state, double[] vector) {
            first.apply(state, layer);
            for (int d = 0; d < layer.length; d++) {
                layer[d] = Math.tanh(layer[d]);
            }
            second.apply(layer, weight);
            double share = 1 / (1 + Math.exp(-weight[0]));
            int width = weighted.length - 1;
            for (int j = 0; j < width; j++) {
                weighted[j] = share * state[j];
            }
            weighted[width] = share;
            mean.step(weighted, vector);
        }
    }

    /**
     * Self-attention. The score of a state depends only on that state, so it is input-cell attention over the states.
     *
     * @param attention without bias, all rows
     */
    record SelfAttention(AttentionStream attention) implements ReadoutStream {
        @Override
        public void reset() {
            attention.reset();
        }

        @Override
        public void pass(StreamState state) {
            attention.pass(state);
        }

        @Override
        public void step(double[] state, double[] vector) {
            attention.add(state);
            attention.write(vector);
        }
    }
}
