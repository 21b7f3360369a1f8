package io.unfade.nn.stem;

import io.unfade.math.StreamState;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** A causal layer of convolutions that reads one step at a time, in double precision. */
final class ConvolutionStream implements StemStream {
    private final List<double[][]> kernels;
    private final double[] bias;
    private final int stride;
    private final RecentSteps recent;
    private final double[][] read;
    private final double[] output;
    private int untilNext;

    /**
     * Creates a stream before its first step.
     *
     * @param kernels per size the rows of its filters, {@code (size * C)} each, oldest step first
     * @param bias of all filters
     * @param features C
     */
    ConvolutionStream(List<double[][]> kernels, double[] bias, int features, int stride) {
        this.kernels = kernels;
        this.bias = bias;
        this.stride = stride;
        read = kernels.stream().map(rows -> new double[rows[0].length]).toArray(double[][]::new);
        int longest = kernels.stream().mapToInt(rows -> rows[0].length).max().orElse(features);
        recent = new RecentSteps(longest / features, features);
        output = new double[bias.length];
    }

    @Override
    public double @Nullable [] step(double[] x) {
        recent.add(x);
        if (untilNext > 0) {
            untilNext--;
            return null;
        }
        untilNext = stride - 1;
        int filter = 0;
        for (int i = 0; i < read.length; i++) {
            recent.copyTo(read[i]);
            for (double[] row : kernels.get(i)) {
                output[filter] = Math.max(0, bias[filter] + product(row, read[i]));
                filter++;
            }
        }
        return output;
    }

    private static double product(double[] row, double[] values) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * values[i];
        }
        return sum;
    }

    @Override
    public void pass(StreamState state) {
        recent.pass(state);
        untilNext = state.number(untilNext);
    }

    @Override
    public void reset() {
        recent.reset();
        untilNext = 0;
    }
}
