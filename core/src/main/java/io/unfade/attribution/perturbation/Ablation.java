package io.unfade.attribution.perturbation;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Replacement;

/**
 * The drop in the output when a group of cells is replaced by a baseline; each cell gets the drop of its group.
 *
 * <pre>{@code
 * A_tc = f(x) - f(x with the cells of G from the baseline),   G the group of (t, c) }</pre>
 *
 * <p>Groups do not overlap. Signed, in units of the output. Needs no gradient. Cost: one forward pass per group, plus
 * two.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>N. Kokhlikyan et al.: Captum: A unified and generic model interpretability library for PyTorch, 2020, arXiv
 *       2009.07896, section 3 (feature ablation).
 * </ol>
 *
 * @param groups which cells are replaced together
 * @param baseline the replacement
 */
public record Ablation(Grouping groups, Baseline baseline) implements OfGroups {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "ablation",
            "what the output loses without a group of cells, such as a step or a segment",
            Grouping.options(Grouping.By.CELL, Baseline.option("what replaces", Baseline.ZERO, Baseline.WINDOWS)),
            options -> new Ablation(Grouping.of(options), options.baseline(Baseline.WINDOWS)));

    /** Checks the baseline. */
    public Ablation {
        baseline.among(Baseline.WINDOWS, "ablation");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(2 + groups.count(steps, features), 0);
    }

    @Override
    public Explained attribute(Problem problem) {
        Groups all = new Groups(groups, problem);
        Replacement replacement = problem.replacement(baseline);
        double[] whole = problem.values();
        double[][] without = problem.values(all.most(), group -> all.without(replacement, (series, of) -> of == group));
        return new Explained(all.each((series, group) -> whole[series] - without[group][series]));
    }
}
