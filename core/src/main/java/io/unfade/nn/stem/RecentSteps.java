package io.unfade.nn.stem;

import io.unfade.math.StreamState;

import java.util.Arrays;

/** The last steps of a stream, 0 before its start. Holds each twice, so that they lie one after the other. */
final class RecentSteps {
    private final int size;
    private final int features;
    private final double[] values;
    private int next;

    RecentSteps(int size, int features) {
        this.size = size;
        this.features = features;
        values = new double[2 * size * features];
    }

    void add(double[] x) {
        System.arraycopy(x, 0, values, next * features, features);
        System.arraycopy(x, 0, values, (next + size) * features, features);
        next = (next + 1) % size;
    }

    /** Copies the last steps, oldest first: as many as fill the target. */
    void copyTo(double[] target) {
        System.arraycopy(values, (next + size) * features - target.length, target, 0, target.length);
    }

    void pass(StreamState state) {
        state.values(values);
        next = state.number(next);
    }

    void reset() {
        Arrays.fill(values, 0);
        next = 0;
    }
}
