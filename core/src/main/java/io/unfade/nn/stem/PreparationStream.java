package io.unfade.nn.stem;

import io.unfade.math.StreamState;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** A {@link PreparationBlock} that reads one step at a time: the mean of a block belongs to its last step. */
final class PreparationStream implements StemStream {
    private final Preparation preparation;
    private final double limit;
    private final double[] clipped;
    private final double[] earlier;
    private final double[] sums;
    private final double[] output;
    private boolean started;
    private int count;

    PreparationStream(Preparation preparation, int features) {
        this.preparation = preparation;
        limit = preparation.clip() == null ? Double.POSITIVE_INFINITY : preparation.clip();
        clipped = new double[features];
        earlier = new double[features];
        sums = new double[preparation.width(features)];
        output = new double[sums.length];
    }

    @Override
    public double @Nullable [] step(double[] x) {
        for (int c = 0; c < clipped.length; c++) {
            clipped[c] = Math.max(-limit, Math.min(limit, x[c]));
        }
        add();
        System.arraycopy(clipped, 0, earlier, 0, clipped.length);
        started = true;
        count++;
        return count == preparation.pool() ? mean() : null;
    }

    private void add() {
        Differences differences = preparation.differences();
        int place = 0;
        if (differences != Differences.ONLY) {
            for (double value : clipped) {
                sums[place++] += value;
            }
        }
        if (differences != Differences.NONE && started) {
            for (int c = 0; c < clipped.length; c++) {
                sums[place++] += clipped[c] - earlier[c];
            }
        }
    }

    private double[] mean() {
        for (int c = 0; c < sums.length; c++) {
            output[c] = sums[c] / count;
        }
        Arrays.fill(sums, 0);
        count = 0;
        return output;
    }

    @Override
    public double @Nullable [] end() {
        return count == 0 ? null : mean();
    }

    @Override
    public void pass(StreamState state) {
        state.values(earlier);
        state.values(sums);
        started = state.flag(started);
        count = state.number(count);
    }

    @Override
    public void reset() {
        Arrays.fill(sums, 0);
        count = 0;
        started = false;
    }
}
