package io.unfade.serve.model;

import io.unfade.model.SeriesStream;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much the attention holds of each step of a stream: the mean over hops and members of each step's weight in what they
 * hold now. Of the last {@value #MOST} steps; what lies further back is left out. Not thread-safe.
 */
final class HeldSteps {
    static final int MOST = 500;

    private final SeriesStream stream;
    private final double[] newest;
    private final Deque<double[]> weights = new ArrayDeque<>();

    HeldSteps(SeriesStream stream) {
        this.stream = stream;
        newest = new double[stream.hops()];
    }

    void reset() {
        weights.clear();
    }

    /** {@return the weights after the last step, in the order of the steps; empty if there is no attention} */
    double[] afterStep() {
        if (newest.length == 0) {
            return newest;
        }
        stream.attention(newest);
        for (double[] before : weights) {
            for (int hop = 0; hop < newest.length; hop++) {
                before[hop] *= 1 - newest[hop];
            }
        }
        weights.add(newest.clone());
        if (weights.size() > MOST) {
            weights.remove();
        }
        return weights.stream().mapToDouble(HeldSteps::mean).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
