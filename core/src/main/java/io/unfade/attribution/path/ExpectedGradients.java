package io.unfade.attribution.path;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Background;
import io.unfade.attribution.Gaps;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;

import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The gradient at random points on the straight lines from series of the background to the series, times the change of
 * each cell: integrated gradients, averaged over the background as the baseline.
 *
 * <pre>{@code
 * A_tc = mean over k = 1..n of (x_tc - b_k,tc) d f(b_k + a_k (x - b_k)) / d x_tc
 * }</pre>
 *
 * <p>b_k is drawn from the background and a_k from 0..1, uniformly, from the random stream of the series. Signed, in units
 * of the output. Complete in expectation: the cells sum to f(x) less the mean of f over the drawn series, up to the error
 * of the draws of a_k, which is recorded as the gap of each map. Cost: n forward and backward passes, n forward passes and
 * one for the gap, and one to choose the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>G. Erion, J. D. Janizek, P. Sturmfels, S. M. Lundberg, S.-I. Lee: Improving performance of deep learning models
 *       with axiomatic attribution priors and expected gradients, Nature Machine Intelligence 3, 2021, arXiv 1906.10670,
 *       equation 3.
 * </ol>
 *
 * @param samples n, 1..10000
 */
public record ExpectedGradients(int samples) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "expected-gradients",
            "integrated gradients averaged over the background as the baseline; complete in expectation",
            options -> new ExpectedGradients(options.integer("samples")),
            new Kind.Option("samples", "50", "random points, 1..10000"));

    private static final int MOST_SAMPLES = 10_000;

    /** Checks the number of samples. */
    public ExpectedGradients {
        Require.argument(
                samples >= 1 && samples <= MOST_SAMPLES,
                "expected-gradients: samples must be in 1..%d, but was %d",
                MOST_SAMPLES,
                samples);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("samples", Integer.toString(samples));
    }

    @Override
    public Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(2 + samples, samples);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Background background = problem.background();
        int[][] drawn = new int[samples][inputs.count()];
        double[][] shares = new double[samples][inputs.count()];
        for (int b = 0; b < inputs.count(); b++) {
            Random random = problem.random(b, KIND.key());
            for (int k = 0; k < samples; k++) {
                drawn[k][b] = random.nextInt(background.count());
                shares[k][b] = random.nextDouble();
            }
        }
        return attribute(problem, shares, k -> {
            double[] from = new double[inputs.values().length];
            for (int b = 0; b < inputs.count(); b++) {
                background.copy(drawn[k][b], inputs.cells(b), from, inputs.offset(b));
            }
            return from;
        });
    }

    /**
     * {@return the maps for given draws}
     *
     * @param shares a of each sample and series
     * @param starts b {@code (B, T, C)} of a sample
     */
    Explained attribute(Problem problem, double[][] shares, IntFunction<double[]> starts) {
        Inputs inputs = problem.inputs();
        double[] x = inputs.values();
        int cells = inputs.steps() * inputs.features();
        double[] map = new double[x.length];
        IntFunction<double[]> points = k -> {
            double[] at = starts.apply(k);
            for (int i = 0; i < at.length; i++) {
                at[i] += shares[k][i / cells] * (x[i] - at[i]);
            }
            return at;
        };
        problem.gradients(samples, points, (k, gradient) -> {
            double[] from = starts.apply(k);
            for (int i = 0; i < map.length; i++) {
                map[i] += (x[i] - from[i]) * gradient[i] / samples;
            }
        });
        double[] changes = problem.values();
        for (double[] values : problem.values(samples, starts)) {
            for (int b = 0; b < changes.length; b++) {
                changes[b] -= values[b] / samples;
            }
        }
        return Gaps.of(inputs, map, changes);
    }
}
