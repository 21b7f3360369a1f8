package io.unfade.train.augment;

import io.unfade.data.Splits;
import io.unfade.math.Seeds;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Changes batches of training series at random. Draws depend only on the seed, the epoch, the batch and the place of a
 * series in it, and each change has its own: switching one on leaves the draws of the others as they were.
 *
 * @param augmentation the changes
 * @param seed of all draws
 */
public record Augmenter(Augmentation augmentation, long seed) {
    /* Streams of random numbers. */
    private static final int WARP = 0;
    private static final int SHIFT = 1;
    private static final int SCALE = 2;
    private static final int NOISE = 3;
    private static final int PARTNERS = 4;
    private static final int MIX = 5;
    private static final int FEATURE_DROPOUT = 6;
    private static final int CELL_DROPOUT = 7;
    private static final int ADAPTIVE_NOISE = 8;

    /**
     * A changed batch.
     *
     * @param inputs its series
     * @param targets of the series, {@code [B][K]}
     */
    public record Augmented(Inputs inputs, double[][] targets) {}

    /**
     * {@return a changed copy of a batch}
     *
     * @param level of the {@link AdaptiveNoise} that is added at last; 0 for none
     */
    public Augmented augment(Inputs inputs, double[][] targets, double level, int epoch, int batch) {
        return new Draws(Seeds.derive(seed, epoch, batch), inputs.features()).augment(inputs, targets, level);
    }

    /** The changes of one batch. A series is an array {@code (T, C)} without padding. */
    private final class Draws {
        private final long batchSeed;
        private final int features;

        Draws(long batchSeed, int features) {
            this.batchSeed = batchSeed;
            this.features = features;
        }

        private Random random(int stream, int series) {
            return new Random(Seeds.derive(batchSeed, stream, series));
        }

        Augmented augment(Inputs inputs, double[][] targets, double level) {
            double[][] series = new double[inputs.count()][];
            for (int b = 0; b < series.length; b++) {
                int first = inputs.offset(b);
                double[] cells = Arrays.copyOfRange(inputs.values(), first, first + inputs.cells(b));
                series[b] = shifted(warped(cells, b), b);
                scale(series[b], b);
                addNoise(series[b], b);
            }
            double[][] mixedTargets = augmentation.mix() == 0 ? targets : mix(series, targets);
            double[] values = new double[inputs.values().length];
            for (int b = 0; b < series.length; b++) {
                dropFeatures(series[b], b);
                dropCells(series[b], b);
                System.arraycopy(series[b], 0, values, inputs.offset(b), series[b].length);
                long noiseSeed = Seeds.derive(batchSeed, ADAPTIVE_NOISE, b);
                CellNoise.mixInto(values, inputs.offset(b), series[b].length, level, noiseSeed);
            }
            return new Augmented(inputs.with(values), mixedTargets);
        }

        private double[] warped(double[] cells, int series) {
            int last = cells.length / features - 1;
            if (augmentation.warp() == 0 || last == 0) {
                return cells;
            }
            Random random = random(WARP, series);
            double slow = half(random);
            double fast = half(random);
            return readAt(cells, last + 1, t -> {
                double angle = Math.PI * t / last;
                return t + last * augmentation.warp() * (slow * Math.sin(angle) + fast * Math.sin(2 * angle));
            });
        }

        /** {@return a number drawn uniformly from -0.5 to 0.5} */
        private static double half(Random random) {
            return random.nextDouble() - 0.5;
        }

        private double[] shifted(double[] cells, int series) {
            int steps = cells.length / features;
            int most = (int) (augmentation.shift() * steps);
            if (most == 0) {
                return cells;
            }
            int later = random(SHIFT, series).nextInt(2 * most + 1) - most;
            return readAt(cells, steps, t -> t - later);
        }

        /**
         * {@return a series of a number of steps, read at other places in time: by straight lines between steps, and
         * the first or the last step outside}
         */
        private double[] readAt(double[] cells, int steps, IntToDoubleFunction place) {
            int last = cells.length / features - 1;
            double[] read = new double[steps * features];
            for (int t = 0; t < steps; t++) {
                double at = Math.max(0, Math.min(last, place.applyAsDouble(t)));
                int before = (int) at;
                int after = Math.min(before + 1, last);
                for (int c = 0; c < features; c++) {
                    double value = cells[before * features + c];
                    read[t * features + c] = value + (at - before) * (cells[after * features + c] - value);
                }
            }
            return read;
        }

        private void scale(double[] cells, int series) {
            if (augmentation.scale() > 0) {
                Random random = random(SCALE, series);
                double[] factors = new double[features];
                Arrays.setAll(factors, c -> 1 + augmentation.scale() * random.nextGaussian());
                for (int i = 0; i < cells.length; i++) {
                    cells[i] *= factors[i % features];
                }
            }
        }

        private void addNoise(double[] cells, int series) {
            if (augmentation.noise() > 0) {
                Random random = random(NOISE, series);
                for (int i = 0; i < cells.length; i++) {
                    cells[i] += augmentation.noise() * random.nextGaussian();
                }
            }
        }

        /** Replaces each series by its mixture with another. Returns the mixed targets. */
        private double[][] mix(double[][] series, double[][] targets) {
            double[][] unmixed = series.clone();
            double[][] mixedTargets = new double[targets.length][];
            int[] partners = Splits.shuffled(IntStream.range(0, series.length).toArray(), random(PARTNERS, 0));
            for (int b = 0; b < series.length; b++) {
                double own = largerShare(random(MIX, b));
                double[] partner = stretched(unmixed[partners[b]], unmixed[b].length / features);
                series[b] = mixture(own, unmixed[b], partner);
                mixedTargets[b] = mixture(own, targets[b], targets[partners[b]]);
            }
            return mixedTargets;
        }

        private double[] stretched(double[] cells, int steps) {
            int last = cells.length / features - 1;
            return last == steps - 1
                    ? cells
                    : readAt(cells, steps, t -> steps == 1 ? 0 : (double) t * last / (steps - 1));
        }

        private static double[] mixture(double share, double[] one, double[] other) {
            double[] mixture = new double[one.length];
            Arrays.setAll(mixture, i -> share * one[i] + (1 - share) * other[i]);
            return mixture;
        }

        /** {@return the larger of x and 1 - x, with x drawn from Beta(a, a) by Joehnk's method} */
        private double largerShare(Random random) {
            double power = 1 / augmentation.mix();
            while (true) {
                double u = Math.log(1 - random.nextDouble());
                double v = Math.log(1 - random.nextDouble());
                if (Math.exp(power * u) + Math.exp(power * v) <= 1) {
                    return 1 / (1 + Math.exp(-power * Math.abs(u - v)));
                }
            }
        }

        private void dropFeatures(double[] cells, int series) {
            if (augmentation.featureDropout() > 0) {
                boolean[] dropped = new boolean[features];
                Random random = random(FEATURE_DROPOUT, series);
                for (int c = 0; c < features; c++) {
                    dropped[c] = random.nextDouble() < augmentation.featureDropout();
                }
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = dropped[i % features] ? 0 : cells[i];
                }
            }
        }

        private void dropCells(double[] cells, int series) {
            if (augmentation.cellDropout() > 0) {
                Random random = random(CELL_DROPOUT, series);
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = random.nextDouble() < augmentation.cellDropout() ? 0 : cells[i];
                }
            }
        }
    }
}
