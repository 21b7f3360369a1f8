package io.unfade.attribution.gradient;

import io.unfade.attribution.Attribution.Cost;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Model;

import java.util.Map;
import java.util.Random;

/**
 * The slope of the output under the noise of training: averaged over copies of the series that are noised and scaled as
 * the training series were.
 *
 * <pre>{@code
 * G = mean over k = 1..n of d f(x_k) / d x_k,   x_k = (x + s e_k) / sqrt(1 + s^2),   e_k ~ N(0, 1) in each cell
 * }</pre>
 *
 * @param name of the method
 * @param samples n
 * @param level s; 0 for that of the model's training
 */
record UnderNoise(String name, int samples, double level) {
    static final Kind.Option SAMPLES = new Kind.Option("samples", "8", "noised copies, 1..10000");
    static final Kind.Option LEVEL = new Kind.Option(
            "level",
            "0.0",
            "standard deviation of the noise in units of the standardized series, at most 1000; 0 for that of the"
                    + " model's training");

    private static final int MOST_SAMPLES = 10_000;
    private static final double HIGHEST = 1000;

    /** Fails if a number is out of range. */
    void check() {
        Require.argument(
                samples >= 1 && samples <= MOST_SAMPLES,
                "%s: samples must be in 1..%d, but was %d",
                name,
                MOST_SAMPLES,
                samples);
        Require.argument(
                level >= 0 && level <= HIGHEST, "%s: level must be in 0..%s, but was %s", name, HIGHEST, level);
    }

    /** Fails if there is no noise. */
    void check(Model model) {
        Require.argument(
                level > 0 || model.noiseLevel() > 0,
                "%s averages under the noise of training, but this model was trained without; give its option"
                        + " level a value above 0, or train the model with adaptive noise",
                name);
    }

    /** {@return the level of the model's training, if it is that one which counts} */
    Map<String, String> takenFrom(Model model) {
        return level > 0 ? Map.of() : Map.of("noiseLevel", Double.toString(model.noiseLevel()));
    }

    /** {@return the cost of one series} */
    Cost cost() {
        return new Cost(1, samples);
    }

    /** {@return G, {@code (B, T, C)}; the noise of a series depends on its id and the seed only} */
    double[] slope(Problem problem) {
        double s = level > 0 ? level : problem.noiseLevel();
        double scale = 1 / Math.sqrt(1 + s * s);
        Random[] random = new Random[problem.inputs().count()];
        for (int b = 0; b < random.length; b++) {
            random[b] = problem.random(b, name);
        }
        double[] sum = new double[problem.inputs().values().length];
        problem.gradients(samples, k -> noised(problem, random, s, scale), (k, slope) -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += slope[i] / samples;
            }
        });
        return sum;
    }

    private static double[] noised(Problem problem, Random[] random, double s, double scale) {
        double[] x = problem.inputs().values();
        double[] noised = new double[x.length];
        for (int b = 0; b < random.length; b++) {
            int from = problem.inputs().offset(b);
            for (int i = from; i < from + problem.inputs().cells(b); i++) {
                noised[i] = (x[i] + s * random[b].nextGaussian()) * scale;
            }
        }
        return noised;
    }
}
