package io.unfade.nn;

import io.unfade.nn.attention.AttentionStream;

import java.util.Arrays;

/**
 * From the hidden states so far to one vector, in constant memory: the same numbers as {@link Readout} on the states up
 * to now.
 */
sealed interface ReadoutStream {
    /** Forgets all states. */
    void reset();

    /**
     * Takes the next state.
     *
     * @param state {@code (H)}; not kept
     * @param vector receives what the linear head reads
     */
    void step(double[] state, double[] vector);

    /** The state itself. */
    record Last() implements ReadoutStream {
        @Override
        public void reset() {}

        @Override
        public void step(double[] state, double[] vector) {
            System.arraycopy(state, 0, vector, 0, state.length);
        }
    }

    /** The largest of each value so far. */
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
        public void step(double[] state, double[] vector) {
            count++;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += state[j];
                vector[j] = sum[j] / count;
            }
        }
    }

    /**
     * Self-attention. Its score of a state depends on that state alone, so it is input-cell attention to the states.
     *
     * @param attention without bias, all rows
     */
    record SelfAttention(AttentionStream attention) implements ReadoutStream {
        @Override
        public void reset() {
            attention.reset();
        }

        @Override
        public void step(double[] state, double[] vector) {
            attention.add(state);
            attention.write(vector);
        }
    }
}
