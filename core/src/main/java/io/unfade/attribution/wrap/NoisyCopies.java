package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Another method on noisy copies of the series, as the methods need it that average over them.
 *
 * @param name of the method that averages
 * @param method the other one
 * @param samples how many copies
 * @param noise standard deviation as a share of the scale, above 0 and at most 10
 * @param scale of the noise
 */
record NoisyCopies(String name, Attribution method, int samples, double noise, NoiseScale scale) {
    static final Kind.Option NOISE =
            new Kind.Option("noise", "0.1", "standard deviation as a share of the scale, above 0, at most 10");
    static final Kind.Option SCALE = new Kind.Option(
            "scale", "range", "of the noise: range (of the series), or deviation (of each feature of the series)");

    private static final int MOST_SAMPLES = 10_000;
    private static final double MOST_NOISE = 10;

    /** From here on series are mostly noise. */
    private static final double LOUD = 1;

    /** Below it copies hardly differ in single precision. */
    private static final double SILENT = 1e-6;

    /** Fails if a number is out of range. */
    void check(int fewestSamples) {
        Wrapper.checkOther(name, method);
        Require.argument(
                samples >= fewestSamples && samples <= MOST_SAMPLES,
                "%s: samples must be in %d..%d, but was %d",
                name,
                fewestSamples,
                MOST_SAMPLES,
                samples);
        Require.argument(
                noise > 0 && noise <= MOST_NOISE,
                "%s: noise must be above 0 and at most %s times the series' %s, but was %s",
                name,
                MOST_NOISE,
                scale.key(),
                noise);
    }

    List<String> doubts() {
        List<String> doubts = new ArrayList<>(method.doubts());
        if (noise >= LOUD) {
            doubts.add(name + ": noise " + noise + " is as large as the " + scale.key()
                    + " of a series or larger, so that the maps are of noise rather than of the"
                    + " series; 0.1 to 0.2 is usual");
        } else if (noise < SILENT) {
            doubts.add(name + ": noise " + noise
                    + " is so small that the copies of a series hardly differ, and the maps are those of the other method;"
                    + " 0.1 to 0.2 is usual");
        }
        return doubts;
    }

    /** {@return noise {@code (B, T, C)} of a sample, which depends on the ids and the seed only; asked for in order from 0} */
    IntFunction<double[]> noise(Problem problem) {
        Inputs inputs = problem.inputs();
        Random[] random = new Random[inputs.count()];
        double[][] deviations = new double[inputs.count()][];
        for (int b = 0; b < random.length; b++) {
            random[b] = problem.random(b, name);
            deviations[b] = scale == NoiseScale.RANGE ? ranges(inputs, b) : deviations(inputs, b);
        }
        return sample -> {
            double[] drawn = new double[inputs.values().length];
            for (int b = 0; b < random.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    drawn[inputs.offset(b) + i] =
                            noise * deviations[b][i % inputs.features()] * random[b].nextGaussian();
                }
            }
            return drawn;
        };
    }

    /** Computes the maps of all copies. */
    void maps(Problem problem, IntFunction<double[]> draw, Problem.OfVariant receiver) {
        double[] x = problem.inputs().values();
        IntFunction<double[]> copies = k -> {
            double[] copy = x.clone();
            double[] drawn = draw.apply(k);
            for (int i = 0; i < copy.length; i++) {
                copy[i] += drawn[i];
            }
            return copy;
        };
        problem.maps(method, samples, copies, receiver);
    }

    private static double[] ranges(Inputs inputs, int series) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inputs.cells(series); i++) {
            double value = inputs.values()[inputs.offset(series) + i];
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double[] ranges = new double[inputs.features()];
        Arrays.fill(ranges, high - low);
        return ranges;
    }

    private static double[] deviations(Inputs inputs, int series) {
        double[] means = new double[inputs.features()];
        double[] squares = new double[inputs.features()];
        int steps = inputs.lengths()[series];
        for (int i = 0; i < inputs.cells(series); i++) {
            means[i % means.length] += inputs.values()[inputs.offset(series) + i] / steps;
        }
        for (int i = 0; i < inputs.cells(series); i++) {
            double difference = inputs.values()[inputs.offset(series) + i] - means[i % means.length];
            squares[i % means.length] += difference * difference / steps;
        }
        Arrays.setAll(squares, c -> Math.sqrt(squares[c]));
        return squares;
    }
}
