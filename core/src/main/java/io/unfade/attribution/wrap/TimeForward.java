package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.GrowingSeries;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

import java.util.Map;
import java.util.function.IntFunction;

/**
 * Another method on each series that ends with a time step, as if the series were still growing. Of each such map the last
 * step is kept, or a cell gets the mean over all maps that have it.
 *
 * <pre>{@code
 * A_t = R(x_1..x_t)_t    or    A_t = mean over s = t..T of R(x_1..x_s)_t
 * }</pre>
 *
 * <p>R is the other method. Later steps, next to which early ones vanish from the gradient of a recurrent network, are not
 * seen when a step is explained. The class is that of the whole series; baselines are those of the shortened series. In the
 * other method's units; not complete. Cost: the other method on each of T lengths. If only last steps are kept, of a method
 * that is {@linkplain Attribution#isStepwise stepwise}, a model that {@linkplain io.unfade.model.RecurrentModel#resumes keeps the
 * state} of a prefix reads the series once, and each of the T passes goes over one step: O(T) in place of O(T^2) steps.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Enguehard: Time Interpret: a unified model interpretability library for time series, 2023, arXiv 2306.02968
 *       (time forward tunnel).
 * </ol>
 *
 * Differs from it: the class is not chosen again for each length.
 *
 * @param method R
 * @param keep of each map
 */
public record TimeForward(Attribution method, Keep keep) implements Wrapper {
    /** What is kept of the maps of the growing series. */
    public enum Keep implements Keyed {
        /** The last step of each. */
        LAST,
        /** The mean over all that have the cell. */
        MEAN
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "time-forward",
            "another method on the series up to each step, as if it were still growing",
            options -> new TimeForward(options.method("method"), options.choice("keep", Keep.class)),
            METHOD,
            new Kind.Option(
                    "keep", "last", "of each map: last (its last step), or mean (over all maps with the cell)"));

    /** Checks the method. */
    public TimeForward {
        Wrapper.checkOther("time-forward", method);
        Require.argument(
                !Wrapper.innermost(method).kind().key().equals("window-path"),
                "time-forward: method must not be window-path, since a series of one step has no earlier window");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = optionsOfOther();
        options.put("keep", keep.key());
        return options;
    }

    @Override
    public Cost cost(int steps, int features) {
        return cost(steps, t -> method.cost(t, features));
    }

    @Override
    public Cost cost(Model model, int steps, int features) {
        boolean kept = grows() && GrowingSeries.isKept(model);
        Cost cost = cost(steps, t -> method.cost(model, kept ? 1 : t, features));
        return kept ? new Cost(cost.forward() + GrowingSeries.passes(model, steps), cost.backward()) : cost;
    }

    private static Cost cost(int steps, IntFunction<Cost> ofLength) {
        long forward = 1;
        long backward = 0;
        for (int t = 1; t <= steps; t++) {
            Cost one = ofLength.apply(t);
            forward += one.forward();
            backward += one.backward();
        }
        return new Cost(forward, backward);
    }

    /** {@return whether the maps are of last steps that need no other cells} */
    private boolean grows() {
        return keep == Keep.LAST && method.isStepwise();
    }

    @Override
    public Explained attribute(Problem problem) {
        return grows() ? ofLastSteps(problem) : ofWholePrefixes(problem);
    }

    private Explained ofLastSteps(Problem problem) {
        Inputs inputs = problem.inputs();
        int width = inputs.features();
        double[] map = new double[inputs.values().length];
        try (GrowingSeries growing = new GrowingSeries(problem)) {
            for (int t = 1; t <= inputs.steps(); t++) {
                Problem.Prefix prefix = growing.prefix(t, t);
                double[] values = method.attribute(prefix.problem()).values();
                for (int i = 0; i < prefix.rows().length; i++) {
                    int last = ((i + 1) * prefix.problem().inputs().steps() - 1) * width;
                    System.arraycopy(values, last, map, inputs.offset(prefix.rows()[i]) + (t - 1) * width, width);
                }
            }
        }
        return new Explained(map);
    }

    private Explained ofWholePrefixes(Problem problem) {
        Inputs inputs = problem.inputs();
        int width = inputs.features();
        double[] map = new double[inputs.values().length];
        for (int t = 1; t <= inputs.steps(); t++) {
            Problem.Prefix prefix = problem.prefix(t);
            double[] values = method.attribute(prefix.problem()).values();
            int skipped = keep == Keep.LAST ? (t - 1) * width : 0;
            for (int i = 0; i < prefix.rows().length; i++) {
                int to = inputs.offset(prefix.rows()[i]);
                for (int cell = skipped; cell < t * width; cell++) {
                    map[to + cell] += values[i * t * width + cell];
                }
            }
        }
        for (int b = 0; b < inputs.count() && keep == Keep.MEAN; b++) {
            for (int cell = 0; cell < inputs.cells(b); cell++) {
                map[inputs.offset(b) + cell] /= inputs.lengths()[b] - cell / width;
            }
        }
        return new Explained(map);
    }
}
