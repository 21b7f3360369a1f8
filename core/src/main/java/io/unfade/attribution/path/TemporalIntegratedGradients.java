package io.unfade.attribution.path;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.GrowingSeries;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.math.GaussLegendre;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

/**
 * Integrated gradients of each time step on the series that ends with it: what the step contributed when it was the
 * latest. Later steps, which make an early one vanish from the gradient, are not seen.
 *
 * <pre>{@code
 * A_tc = (x_tc - b_tc) integral over a in 0..1 of d f(x_1, .., x_{t-1}, b_t + a (x_t - b_t)) / d x_tc
 * }</pre>
 *
 * <p>The class is that of the whole series. A baseline is one of the shortened series. Signed, in units of the output. Not
 * complete: the cells of step t sum to f(x_1..x_t) - f(x_1..x_{t-1}, b_t). Cost: n forward and backward passes for each of T
 * steps, of half the length on average. A model that {@linkplain io.unfade.model.RecurrentModel#resumes keeps the state} of a
 * prefix reads the series once, and each pass goes over one step: O(n T) in place of O(n T^2) steps.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Enguehard: Time Interpret: a unified model interpretability library for time series, 2023, arXiv 2306.02968,
 *       section 3.2 (temporal integrated gradients).
 * </ol>
 *
 * @param steps n, nodes of the Gauss-Legendre rule, 1..10000
 * @param baseline b
 */
public record TemporalIntegratedGradients(int steps, Baseline baseline) implements FromBaseline {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "temporal-integrated-gradients",
            "integrated gradients of each step on the series that ends with it",
            options -> new TemporalIntegratedGradients(options.integer("steps"), options.baseline(Baseline.SERIES)),
            PathOptions.STEPS,
            PathOptions.BASELINE);

    /** Checks the options. */
    public TemporalIntegratedGradients {
        PathOptions.check("temporal-integrated-gradients", steps, baseline);
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
    public Cost cost(Model model, int length, int features) {
        Cost any = cost(length, features);
        return new Cost(any.forward() + GrowingSeries.passes(model, length), any.backward());
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] map = new double[inputs.values().length];
        try (GrowingSeries growing = new GrowingSeries(problem)) {
            for (int t = 0; t < inputs.steps(); t++) {
                Problem.Prefix prefix = growing.prefix(t + 1, t + 1);
                double[] latest = ofLatest(prefix.problem());
                for (int i = 0; i < prefix.rows().length; i++) {
                    int to = inputs.offset(prefix.rows()[i]) + t * inputs.features();
                    System.arraycopy(latest, i * inputs.features(), map, to, inputs.features());
                }
            }
        }
        return new Explained(map);
    }

    /** {@return the cells of the last step of series of one length, {@code (B, C)}; steps before may be held} */
    private double[] ofLatest(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] x = inputs.values();
        double[] from = problem.baseline(baseline);
        int features = inputs.features();
        int before = (inputs.steps() - 1) * features;
        double[] sum = new double[inputs.count() * features];
        GaussLegendre rule = GaussLegendre.of(steps);
        problem.gradients(
                steps,
                k -> {
                    double[] at = x.clone();
                    for (int i = 0; i < sum.length; i++) {
                        int cell = inputs.offset(i / features) + before + i % features;
                        at[cell] = from[cell] + rule.node(k) * (x[cell] - from[cell]);
                    }
                    return at;
                },
                (k, gradient) -> {
                    for (int i = 0; i < sum.length; i++) {
                        int cell = inputs.offset(i / features) + before + i % features;
                        sum[i] += rule.weight(k) * gradient[cell] * (x[cell] - from[cell]);
                    }
                });
        return sum;
    }
}
