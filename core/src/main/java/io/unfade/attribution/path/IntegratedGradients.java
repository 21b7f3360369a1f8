package io.unfade.attribution.path;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Gaps;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.math.GaussLegendre;

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
public record IntegratedGradients(int steps, Baseline baseline) implements FromBaseline {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "integrated-gradients",
            "the slope averaged on the way from a baseline, times the way; complete",
            options -> new IntegratedGradients(options.integer("steps"), options.baseline(Baseline.SERIES)),
            PathOptions.STEPS,
            PathOptions.BASELINE);

    /** Checks the options. */
    public IntegratedGradients {
        PathOptions.check("integrated-gradients", steps, baseline);
    }

    @Override
    public Kind kind() {
        return KIND;
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
        return attribute(problem, problem.baseline(baseline));
    }

    /** {@return the maps for a given baseline {@code (B, T, C)}} */
    Explained attribute(Problem problem, double[] from) {
        double[] x = problem.inputs().values();
        GaussLegendre rule = GaussLegendre.of(steps);
        double[] sum = new double[x.length];
        problem.gradients(steps, k -> between(from, x, rule.node(k)), (k, gradient) -> {
            for (int i = 0; i < x.length; i++) {
                sum[i] += rule.weight(k) * gradient[i];
            }
        });
        for (int i = 0; i < x.length; i++) {
            sum[i] *= x[i] - from[i];
        }
        return Gaps.of(problem, sum, from);
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] at = new double[to.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = from[i] + share * (to[i] - from[i]);
        }
        return at;
    }
}
