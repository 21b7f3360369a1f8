package io.unfade.attribution.path;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.math.GaussLegendre;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradient, averaged along the straight line from a baseline b to the series x, times the change of each cell.
 *
 * <pre>{@code
 * A_tc = (x_tc - b_tc) integral over a in 0..1 of d f(b + a (x - b)) / d x_tc
 * }</pre>
 *
 * <p>The integral is computed by the Gauss-Legendre rule of n nodes, exact for polynomials up to degree 2n - 1. Signed,
 * in units of the output. Complete: the cells sum to f(x) - f(b), up to the error of the rule, which is recorded as the
 * gap of each map. Cost: n forward and backward passes, two forward passes for the gap, and one to choose the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks, ICML 2017, arXiv 1703.01365, section 3.
 * </ol>
 *
 * Differs from the paper, which sums over equidistant points (equation 3).
 *
 * @param steps n, at least 1
 * @param baseline b
 */
public record IntegratedGradients(int steps, Baseline baseline) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "integrated-gradients",
            "the slope averaged on the way from a baseline, times the way; complete",
            options -> new IntegratedGradients(options.integer("steps"), options.choice("baseline", Baseline.class)),
            new Kind.Option("steps", "50", "nodes of the Gauss-Legendre rule, 1..10000"),
            new Kind.Option("baseline", "zero", "where the way starts: zero, or mean (of each feature of the series)"));

    private static final int MOST_STEPS = 10_000;

    /** Checks the number of steps. */
    public IntegratedGradients {
        Require.argument(
                steps >= 1 && steps <= MOST_STEPS,
                "integrated-gradients: steps must be in 1..%d, but was %d",
                MOST_STEPS,
                steps);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("steps", Integer.toString(steps));
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    public Cost cost(int length, int features) {
        return new Cost(3, steps);
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        return attribute(problem, baseline.of(problem.inputs()));
    }

    /** {@return the maps for a given baseline {@code (B, T, C)}} */
    Explained attribute(Problem problem, double[] from) {
        Inputs inputs = problem.inputs();
        double[] x = inputs.values();
        GaussLegendre rule = GaussLegendre.of(steps);
        double[] sum = new double[x.length];
        double[] at = new double[x.length];
        for (int k = 0; k < steps; k++) {
            double share = rule.node(k);
            for (int i = 0; i < x.length; i++) {
                at[i] = from[i] + share * (x[i] - from[i]);
            }
            double[] gradient = problem.gradient(at);
            for (int i = 0; i < x.length; i++) {
                sum[i] += rule.weight(k) * gradient[i];
            }
        }
        for (int i = 0; i < x.length; i++) {
            sum[i] *= x[i] - from[i];
        }
        return new Explained(sum, problem.gaps(sum, from));
    }
}
