package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The mean of another method's maps over noisy copies of the series.
 *
 * <pre>{@code
 * A = mean over k = 1..n of g(R(x + e_k)),   e_k ~ N(0, s^2),   s = noise (max x - min x)
 * }</pre>
 *
 * <p>R is the other method, and g the identity, the absolute value, or the square. The explained class remains that of
 * x. The noise of a series is derived from its id, so its map does not depend on other series. Cost: n times the other
 * method.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>D. Smilkov, N. Thorat, B. Kim, F. Viegas, M. Wattenberg: SmoothGrad: removing noise by adding noise, 2017, arXiv
 *       1706.03825, section 3.
 *   <li>S. Hooker, D. Erhan, P.-J. Kindermans, B. Kim: A Benchmark for Interpretability Methods in Deep Neural Networks,
 *       NeurIPS 2019, arXiv 1806.10758, section 4 (the square).
 * </ol>
 *
 * @param method R
 * @param samples n, 1..10000
 * @param noise standard deviation as a share of the range of the series' cells, above 0 and at most 10
 * @param mode g
 */
public record SmoothGrad(Attribution method, int samples, double noise, Mode mode) implements Attribution {
    /** The quantity averaged. */
    public enum Mode implements Keyed {
        /** The signed maps. */
        SIGNED,
        /** Their absolute values. */
        ABSOLUTE,
        /** Their squares. */
        SQUARED
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "smooth-grad",
            "the mean of another method's maps over noisy copies of the series",
            options -> new SmoothGrad(
                    options.method("method"),
                    options.integer("samples"),
                    options.number("noise"),
                    options.choice("mode", Mode.class)),
            new Kind.Option("method", "gradient", "the other method; its options are method.NAME"),
            new Kind.Option("samples", "25", "noisy copies, 1..10000"),
            new Kind.Option("noise", "0.1", "standard deviation as a share of the series' range, above 0, at most 10"),
            new Kind.Option("mode", "signed", "what is averaged: signed, absolute, or squared maps"));

    private static final int MOST_SAMPLES = 10_000;
    private static final double MOST_NOISE = 10;

    /** From here on series are mostly noise. */
    private static final double LOUD = 1;

    /** Below it copies hardly differ in single precision. */
    private static final double SILENT = 1e-6;

    /** Checks the numbers. */
    public SmoothGrad {
        Require.argument(
                !(method instanceof SmoothGrad), "smooth-grad: method must be another one, but was smooth-grad");
        Require.argument(
                samples >= 1 && samples <= MOST_SAMPLES,
                "smooth-grad: samples must be in 1..%d, but was %d",
                MOST_SAMPLES,
                samples);
        Require.argument(
                noise > 0 && noise <= MOST_NOISE,
                "smooth-grad: noise must be above 0 and at most %s times the series' range, but was %s",
                MOST_NOISE,
                noise);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("method", method.kind().key());
        method.options().forEach((name, value) -> options.put("method." + name, value));
        options.put("samples", Integer.toString(samples));
        options.put("noise", Double.toString(noise));
        options.put("mode", mode.key());
        return options;
    }

    @Override
    public Class<? extends Model> needs() {
        return method.needs();
    }

    @Override
    public Cost cost(int steps, int features) {
        Cost one = method.cost(steps, features);
        return new Cost(1 + samples * one.forward(), samples * one.backward());
    }

    @Override
    public boolean givesSlopes() {
        return method.givesSlopes();
    }

    @Override
    public void check(Model model, Output output) {
        method.check(model, output);
    }

    @Override
    public void check(int steps, int features) {
        method.check(steps, features);
    }

    @Override
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(method.doubts());
        if (noise >= LOUD) {
            doubts.add("smooth-grad: noise " + noise
                    + " is as large as the range of a series or larger, so that the maps are of noise rather than of the"
                    + " series; 0.1 to 0.2 is usual");
        } else if (noise < SILENT) {
            doubts.add("smooth-grad: noise " + noise
                    + " is so small that the copies of a series hardly differ, and the maps are those of the other method;"
                    + " 0.1 to 0.2 is usual");
        }
        return doubts;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Random[] random = new Random[inputs.count()];
        double[] deviation = new double[inputs.count()];
        for (int b = 0; b < random.length; b++) {
            random[b] = problem.random(b);
            deviation[b] = noise * range(inputs, b);
        }
        return new Explained(mean(problem, sample -> {
            double[] drawn = new double[inputs.values().length];
            for (int b = 0; b < random.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    drawn[inputs.offset(b) + i] = deviation[b] * random[b].nextGaussian();
                }
            }
            return drawn;
        }));
    }

    /**
     * {@return the mean over some noise}
     *
     * @param draw noise {@code (B, T, C)} of a sample; called in order from 0
     */
    double[] mean(Problem problem, IntFunction<double[]> draw) {
        double[] x = problem.inputs().values();
        double[] sum = new double[x.length];
        for (int k = 0; k < samples; k++) {
            double[] at = draw.apply(k);
            for (int i = 0; i < at.length; i++) {
                at[i] += x[i];
            }
            double[] map = method.attribute(problem.at(at)).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += switch (mode) {
                    case SIGNED -> map[i];
                    case ABSOLUTE -> Math.abs(map[i]);
                    case SQUARED -> map[i] * map[i];
                };
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= samples;
        }
        return sum;
    }

    private static double range(Inputs inputs, int series) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inputs.cells(series); i++) {
            double value = inputs.values()[inputs.offset(series) + i];
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }
}
