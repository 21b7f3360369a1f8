package io.unfade.attribution.recurrent;

import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Brings shares of the cells that a stem gives, or a preparation, back to the cells of the series that it read: each
 * share in proportion to the sizes of the weights by which it was read, leaving out the zeros around the series.
 */
record ReceptiveField(Weights weights) {
    /** The size of a weight. */
    @FunctionalInterface
    private interface Size {
        /** {@return the size of the weight of a step of a window and a feature in a cell of the output} */
        double of(int output, int step, int feature);
    }

    /**
     * A layer that reads windows.
     *
     * @param size of a window
     * @param stride from one to the next
     * @param before steps that it reads before its own
     */
    private record Windows(int size, int stride, int before) {
        static Windows of(int size, int stride, Stem.Alignment alignment) {
            return new Windows(size, stride, alignment == Stem.Alignment.CAUSAL ? size - 1 : size - 1 - size / 2);
        }
    }

    /**
     * {@return shares of the cells of a series}
     *
     * @param shares of the stem's outputs, {@code (T', C')}
     * @param steps T
     * @param features C
     */
    double[][] ofSeries(double[][] shares, Preparation preparation, @Nullable Stem stem, int steps, int features) {
        int prepared = preparation.steps(steps);
        double[][] ofPrepared = ofPrepared(shares, stem, prepared, preparation.width(features));
        return undifferentiated(unpooled(ofPrepared, preparation.pool(), steps), preparation.differences(), features);
    }

    private double[][] ofPrepared(double[][] shares, @Nullable Stem stem, int steps, int features) {
        if (stem instanceof Stem.Windows windows) {
            Windows all = Windows.of(windows.size(), windows.stride(), windows.alignment());
            return spread(shares, all, steps, features, (output, step, feature) -> 1);
        }
        if (stem instanceof Stem.Convolutions convolutions) {
            return ofConvolutions(shares, convolutions, steps, features);
        }
        if (stem == null) {
            return shares;
        }
        double[] weight = weights.vector("stem.weight");
        return spread(
                shares,
                new Windows(1, 1, 0),
                steps,
                features,
                (output, step, feature) -> Math.abs(weight[output * features + feature]));
    }

    private double[][] ofConvolutions(double[][] shares, Stem.Convolutions stem, int steps, int features) {
        int layers = stem.layers().size();
        int[] lengths = new int[layers];
        lengths[0] = steps;
        for (int i = 1; i < layers; i++) {
            lengths[i] = strided(lengths[i - 1], stem.layers().get(i - 1).stride());
        }
        double[][] values = shares;
        for (int i = layers - 1; i >= 0; i--) {
            int width = i == 0 ? features : stem.layers().get(i - 1).width();
            values = ofLayer(values, stem, i, lengths[i], width);
        }
        return values;
    }

    private static int strided(int steps, int stride) {
        return (steps + stride - 1) / stride;
    }

    private double[][] ofLayer(double[][] shares, Stem.Convolutions stem, int index, int steps, int features) {
        Stem.Layer layer = stem.layers().get(index);
        double[][] sum = new double[steps][features];
        for (int i = 0; i < layer.kernels().size(); i++) {
            int size = layer.kernels().get(i);
            double[] kernel = weights.vector("stem." + index + ".conv" + i + ".weight");
            double[][] own = new double[shares.length][];
            for (int j = 0; j < own.length; j++) {
                own[j] = Arrays.copyOfRange(shares[j], i * layer.filters(), (i + 1) * layer.filters());
            }
            Windows windows = Windows.of(size, layer.stride(), stem.alignment());
            double[][] part = spread(
                    own,
                    windows,
                    steps,
                    features,
                    (filter, step, feature) -> Math.abs(kernel[(filter * features + feature) * size + step]));
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < features; c++) {
                    sum[t][c] += part[t][c];
                }
            }
        }
        return sum;
    }

    private static double[][] spread(double[][] shares, Windows windows, int steps, int features, Size size) {
        double[][] result = new double[steps][features];
        for (int j = 0; j < shares.length; j++) {
            int first = j * windows.stride - windows.before;
            int from = Math.max(0, first);
            int to = Math.min(steps, first + windows.size);
            for (int output = 0; output < shares[j].length; output++) {
                double[][] sizes = sizes(output, from, to, first, features, size);
                for (int t = from; t < to; t++) {
                    for (int c = 0; c < features; c++) {
                        result[t][c] += shares[j][output] * sizes[t - from][c];
                    }
                }
            }
        }
        return result;
    }

    /** {@return the sizes of the weights of the real steps of a window, as shares of their sum; equal if all are 0} */
    private static double[][] sizes(int output, int from, int to, int first, int features, Size size) {
        double[][] sizes = new double[to - from][features];
        double sum = 0;
        for (int t = from; t < to; t++) {
            for (int c = 0; c < features; c++) {
                sizes[t - from][c] = size.of(output, t - first, c);
                sum += sizes[t - from][c];
            }
        }
        for (double[] row : sizes) {
            for (int c = 0; c < features; c++) {
                row[c] = sum == 0 ? 1.0 / (sizes.length * features) : row[c] / sum;
            }
        }
        return sizes;
    }

    private static double[][] unpooled(double[][] shares, int pool, int steps) {
        if (pool == 1) {
            return shares;
        }
        double[][] result = new double[steps][shares[0].length];
        for (int t = 0; t < steps; t++) {
            int inBlock = Math.min(pool, steps - t / pool * pool);
            for (int c = 0; c < result[t].length; c++) {
                result[t][c] = shares[t / pool][c] / inBlock;
            }
        }
        return result;
    }

    /** {@return the shares with those of a difference on both of its steps} */
    private static double[][] undifferentiated(double[][] shares, Differences differences, int features) {
        if (differences == Differences.NONE) {
            return shares;
        }
        double[][] result = new double[shares.length][features];
        int at = differences == Differences.ADDED ? features : 0;
        for (int t = 0; t < result.length; t++) {
            for (int c = 0; c < features; c++) {
                double ofDifference = shares[t][at + c];
                result[t][c] += (at > 0 ? shares[t][c] : 0) + ofDifference / 2;
                result[Math.max(0, t - 1)][c] += ofDifference / 2;
            }
        }
        return result;
    }
}
