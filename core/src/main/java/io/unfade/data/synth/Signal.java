package io.unfade.data.synth;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

import java.util.Arrays;
import java.util.Random;

/**
 * The process of the features of one series, without noise; {@link TimeProcess} has the formulas. Uses {@link
 * StrictMath}, which is identical on every platform.
 */
sealed interface Signal {
    /**
     * Draws the signal of one feature.
     *
     * @param values receives one value per step
     */
    void draw(Random random, double[] values);

    /** Zero. */
    record Silence() implements Signal {
        @Override
        public void draw(Random random, double[] values) {
            Arrays.fill(values, 0);
        }
    }

    /** The same sine for every feature. */
    record Harmonic(double[] times) implements Signal {
        private static final double FREQUENCY = 2;

        @Override
        public void draw(Random random, double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = StrictMath.sin(2 * Math.PI * FREQUENCY * times[i]);
            }
        }
    }

    /** A separate sine for each feature. */
    record PhasedHarmonic(double[] times) implements Signal {
        private static final double LOWEST = 1.9;
        private static final double HIGHEST = 2.1;

        @Override
        public void draw(Random random, double[] values) {
            double frequency = LOWEST + (HIGHEST - LOWEST) * random.nextDouble();
            double phase = 2 * Math.PI * random.nextDouble();
            for (int i = 0; i < values.length; i++) {
                values[i] = StrictMath.sin(2 * Math.PI * frequency * times[i] + phase);
            }
        }
    }

    /**
     * A Gaussian process.
     *
     * @param factor lower triangular, {@code (T, T)}; times its transpose it is the covariance
     */
    record Matern(DMatrixRMaj factor) implements Signal {
        /** Added to the variances, as in the library, for times that nearly coincide. */
        private static final double JITTER = 1e-12;

        /** Takes O(T^3). */
        static Matern at(double[] times) {
            int steps = times.length;
            DMatrixRMaj covariance = new DMatrixRMaj(steps, steps);
            for (int i = 0; i < steps; i++) {
                for (int j = 0; j < steps; j++) {
                    double distance = Math.sqrt(3) * Math.abs(times[i] - times[j]);
                    covariance.set(i, j, (1 + distance) * StrictMath.exp(-distance) + (i == j ? JITTER : 0));
                }
            }
            CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(steps, true);
            if (!cholesky.decompose(covariance)) {
                throw new IllegalStateException("the covariance of these times has no Cholesky factor");
            }
            return new Matern(cholesky.getT(null));
        }

        @Override
        public void draw(Random random, double[] values) {
            double[] white = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                white[i] = random.nextGaussian();
                values[i] = 0;
                for (int j = 0; j <= i; j++) {
                    values[i] += factor.get(i, j) * white[j];
                }
            }
        }
    }

    /** A sine with amplitude and frequency redrawn at every step. */
    record PseudoPeriodic(double[] times) implements Signal {
        @Override
        public void draw(Random random, double[] values) {
            for (int i = 0; i < values.length; i++) {
                double amplitude = 1 + 0.5 * random.nextGaussian();
                double frequency = 2 + 0.01 * random.nextGaussian();
                values[i] = amplitude * StrictMath.sin(frequency * times[i]);
            }
        }
    }

    /** Autoregression from step to step. */
    record Autoregression() implements Signal {
        @Override
        public void draw(Random random, double[] values) {
            double before = 0;
            for (int i = 0; i < values.length; i++) {
                before = 0.9 * before + 0.5 * random.nextGaussian();
                values[i] = before;
            }
        }
    }

    /**
     * Autoregression over irregular times.
     *
     * @param start the mean of the first value
     * @param decay factor of the previous value, for each step
     * @param spread standard deviation of the innovation, for each step
     */
    record ContinuousAutoregression(double start, double[] decay, double[] spread) implements Signal {
        private static final double DECAY = 0.9;
        private static final double PUBLISHED_SIZE = 0.01;

        static ContinuousAutoregression published(double[] times) {
            double[] decay = decay(times);
            double[] spread = new double[times.length];
            for (int i = 1; i < times.length; i++) {
                spread[i] = PUBLISHED_SIZE * Math.sqrt(1 - decay[i]);
            }
            return new ContinuousAutoregression(PUBLISHED_SIZE, decay, spread);
        }

        static ContinuousAutoregression corrected(double[] times) {
            double[] decay = decay(times);
            double[] spread = new double[times.length];
            for (int i = 0; i < times.length; i++) {
                spread[i] = Math.sqrt(1 - decay[i] * decay[i]);
            }
            return new ContinuousAutoregression(0, decay, spread);
        }

        /** The first step has no previous value. */
        private static double[] decay(double[] times) {
            double[] decay = new double[times.length];
            for (int i = 1; i < times.length; i++) {
                decay[i] = StrictMath.pow(DECAY, times[i] - times[i - 1]);
            }
            return decay;
        }

        @Override
        public void draw(Random random, double[] values) {
            values[0] = start + spread[0] * random.nextGaussian();
            for (int i = 1; i < values.length; i++) {
                values[i] = decay[i] * values[i - 1] + spread[i] * random.nextGaussian();
            }
        }
    }

    /** The same nonlinear moving average for every feature of every series. */
    record PublishedNarma() implements Signal {
        private static final long SEED = 42;

        @Override
        public void draw(Random random, double[] values) {
            Random own = new Random(SEED);
            double[] input = Narma.input(own, values.length);
            double before = 0;
            for (int i = 0; i < values.length; i++) {
                before = 0.3 * before + 1.5 * input[i] * input[i + Narma.ORDER] + 0.1;
                values[i] = before;
            }
        }
    }

    /** A separate nonlinear moving average for each feature. */
    record Narma() implements Signal {
        private static final int ORDER = 10;
        private static final double LARGEST = 2;

        @Override
        public void draw(Random random, double[] values) {
            do {
                attempt(input(random, values.length), values);
            } while (Arrays.stream(values).anyMatch(value -> value > LARGEST));
        }

        private static void attempt(double[] input, double[] values) {
            for (int i = 0; i < values.length; i++) {
                double before = i == 0 ? 0 : values[i - 1];
                double sum = 0;
                for (int j = Math.max(0, i - ORDER); j < i; j++) {
                    sum += values[j];
                }
                values[i] = 0.3 * before + 0.05 * before * sum + 1.5 * input[i] * input[i + ORDER - 1] + 0.1;
            }
        }

        /** Starts {@code ORDER} steps before the first. */
        private static double[] input(Random random, int steps) {
            double[] input = new double[ORDER + steps];
            for (int i = 0; i < input.length; i++) {
                input[i] = 0.5 * random.nextDouble();
            }
            return input;
        }
    }
}
