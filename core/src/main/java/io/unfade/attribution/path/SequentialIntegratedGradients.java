package io.unfade.attribution.path;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.math.GaussLegendre;
import io.unfade.model.Inputs;

/**
 * Integrated gradients of each time step while all other steps stay as they are, so that every point of the path is a
 * series with one unusual step only.
 *
 * <pre>{@code
 * A_tc = (x_tc - b_tc) integral over a in 0..1 of d f(x with b_t + a (x_t - b_t) at step t) / d x_tc
 * }</pre>
 *
 * <p>Signed, in units of the output. Not complete: the cells of step t sum to f(x) - f(x with b_t at step t). Cost: n
 * forward and backward passes for each of T steps, and one forward pass to choose the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Enguehard: Sequential Integrated Gradients: a simple but effective method for explaining language models,
 *       Findings of ACL 2023, arXiv 2305.15853, equation 2.
 * </ol>
 *
 * @param steps n, nodes of the Gauss-Legendre rule, 1..10000
 * @param baseline b
 */
public record SequentialIntegratedGradients(int steps, Baseline baseline) implements FromBaseline {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "sequential-integrated-gradients",
            "integrated gradients of each step while the others stay as they are",
            options -> new SequentialIntegratedGradients(options.integer("steps"), options.baseline(Baseline.SERIES)),
            PathOptions.STEPS,
            PathOptions.BASELINE);

    /** Checks the options. */
    public SequentialIntegratedGradients {
        PathOptions.check("sequential-integrated-gradients", steps, baseline);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Cost cost(int length, int features) {
        return new Cost(1, (long) steps * length);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] x = inputs.values();
        double[] from = problem.baseline(baseline);
        double[] map = new double[x.length];
        GaussLegendre rule = GaussLegendre.of(steps);
        int width = inputs.features();
        problem.gradients(
                Math.multiplyExact(inputs.steps(), steps),
                variant -> {
                    double[] at = x.clone();
                    double share = rule.node(variant % steps);
                    for (int b = 0; b < inputs.count(); b++) {
                        int first = inputs.offset(b) + variant / steps * width;
                        for (int i = first; i < first + width; i++) {
                            at[i] = from[i] + share * (x[i] - from[i]);
                        }
                    }
                    return at;
                },
                (variant, gradient) -> {
                    double weight = rule.weight(variant % steps);
                    for (int b = 0; b < inputs.count(); b++) {
                        int first = inputs.offset(b) + variant / steps * width;
                        for (int i = first; i < first + width; i++) {
                            map[i] += weight * gradient[i] * (x[i] - from[i]);
                        }
                    }
                });
        return new Explained(map);
    }
}
