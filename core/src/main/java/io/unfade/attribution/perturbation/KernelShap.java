package io.unfade.attribution.perturbation;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;

/**
 * Shapley values of groups of cells as the coefficients of a linear model of the output, fitted to coalitions of the
 * groups by weighted least squares. The cells of a group share its value evenly.
 *
 * <pre>{@code
 * A = argmin sum over S of w(S) (v(S) - v(none) - sum over g in S of A_g)^2   where   sum of A_g = v(all) - v(none)
 * w(S) = (n - 1) / (binomial(n, |S|) |S| (n - |S|)) }</pre>
 *
 * <p>v(S) is f of the series in which all groups but those of S come from the baseline; n is the number of groups. If
 * all 2^n - 2 coalitions are affordable, they are all used, and A are the Shapley values. Otherwise coalitions are drawn
 * in proportion to w, each with its complement, from the random stream of the series; if these leave several solutions,
 * it is the one nearest to equal values. Signed, in units of the output. Complete. Needs no gradient. Cost: one forward
 * pass for each coalition, plus three.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions, NeurIPS 2017, arXiv 1705.07874,
 *       section 4.1.
 *   <li>I. Covert, S.-I. Lee: Improving KernelSHAP: Practical Shapley Value Estimation via Linear Regression, AISTATS
 *       2021, arXiv 2012.01536, sections 3 and 4 (the constraint, the complements).
 * </ol>
 *
 * @param groups the players
 * @param samples coalitions at most, an even number in 2..1000000
 * @param baseline what replaces absent groups
 */
public record KernelShap(Grouping groups, int samples, Baseline baseline) implements SampledGame {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "kernel-shap",
            "Shapley values of groups of cells, by least squares over random coalitions; complete",
            Grouping.options(
                    Grouping.By.CELL,
                    new Kind.Option("samples", "2048", "coalitions at most, an even number in 2..1000000"),
                    Baseline.option("what replaces absent groups", Baseline.ZERO, Baseline.WINDOWS)),
            options -> new KernelShap(
                    Grouping.of(options), options.integer("samples"), options.baseline(Baseline.WINDOWS)));

    /** Checks the number of coalitions. */
    public KernelShap {
        Coalitions.check("kernel-shap", samples);
        baseline.among(Baseline.WINDOWS, "kernel-shap");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(Game.PASSES + Coalitions.count(groups.count(steps, features), samples), 0);
    }

    @Override
    public void check(Extent series) {
        SampledGame.super.check(series);
        int count = groups.count(series.longest(), series.features());
        boolean all = Coalitions.all(count, samples);
        Require.argument(
                all || count <= Coalitions.MOST_PLAYERS,
                "kernel-shap: %d groups are too many for its fit, which takes at most %d; take larger groups, or "
                        + "shapley-sampling",
                count,
                Coalitions.MOST_PLAYERS);
        Require.argument(
                all || samples == Coalitions.enough(count, samples),
                "kernel-shap: %d coalitions are too few for %d groups; samples must be at least %d, or groups larger",
                samples,
                count,
                Coalitions.enough(count, 0));
    }

    @Override
    public Explained attribute(Problem problem) {
        Game game = new Game(problem, groups, baseline);
        return game.explained(game.fitted(samples));
    }
}
