package io.unfade.attribution.perturbation;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;

/**
 * The Shapley values of groups of cells, over all coalitions of groups; the cells of a group share its value evenly.
 *
 * <pre>{@code
 * A_g = sum over S without g of |S|! (n - |S| - 1)! / n! (v(S + g) - v(S)) }</pre>
 *
 * <p>v(S) is f of the series in which all groups but those of S come from the baseline; n is the number of groups, at
 * most 12. Signed, in units of the output. Complete. Needs no gradient. Cost: 2^n forward passes, plus one.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>L. S. Shapley: A Value for n-Person Games, Contributions to the Theory of Games II, 1953.
 *   <li>E. Strumbelj, I. Kononenko: An Efficient Explanation of Individual Classifications using Game Theory, JMLR 11,
 *       2010, section 3.
 * </ol>
 *
 * @param groups the players
 * @param baseline what replaces absent groups
 */
public record Shapley(Grouping groups, Baseline baseline) implements OfGroups {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "shapley",
            "exact Shapley values of up to 12 groups of cells, over all coalitions; complete",
            Grouping.options(
                    Grouping.By.SEGMENTS,
                    Baseline.option("what replaces absent groups", Baseline.ZERO, Baseline.WINDOWS)),
            options -> new Shapley(Grouping.of(options), options.baseline(Baseline.WINDOWS)));

    private static final int MOST_GROUPS = 12;

    /** Checks the baseline. */
    public Shapley {
        baseline.among(Baseline.WINDOWS, "shapley");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(Game.PASSES + between(groups.count(steps, features)), 0);
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public void check(Extent series) {
        OfGroups.super.check(series);
        int count = groups.count(series.longest(), series.features());
        Require.argument(
                count <= MOST_GROUPS,
                "shapley: %d steps x %d features make %d groups '%s', but all coalitions are computed for at most %d; use"
                        + " fewer groups, such as segments or larger blocks, or shapley-sampling or kernel-shap, which"
                        + " draw coalitions",
                series.longest(),
                series.features(),
                count,
                groups.by().key(),
                MOST_GROUPS);
    }

    /** {@return the number of coalitions with someone in, and someone out} */
    private static long between(int players) {
        return (1L << Math.min(players, Long.SIZE - 2)) - 2;
    }

    private static boolean has(int coalition, int player) {
        return (coalition & (1 << player)) != 0;
    }

    @Override
    public Explained attribute(Problem problem) {
        Game game = new Game(problem, groups, baseline);
        double[][] values =
                game.values((int) between(game.most()), (variant, series, group) -> has(variant + 1, group));
        double[][] amounts = new double[game.series()][];
        for (int b = 0; b < amounts.length; b++) {
            double[] of = new double[1 << game.players(b)];
            of[0] = game.empty(b);
            of[of.length - 1] = game.whole(b);
            for (int coalition = 1; coalition < of.length - 1; coalition++) {
                of[coalition] = values[coalition - 1][b];
            }
            amounts[b] = values(game.players(b), of);
        }
        return game.explained(amounts);
    }

    /**
     * {@return the Shapley values}
     *
     * @param of values of all coalitions; player i is in those whose bit i is set
     */
    static double[] values(int players, double... of) {
        double[] weights = new double[players];
        weights[0] = 1.0 / players;
        for (int size = 1; size < players; size++) {
            weights[size] = weights[size - 1] * size / (players - size);
        }
        double[] values = new double[players];
        for (int coalition = 0; coalition < of.length; coalition++) {
            for (int player = 0; player < players; player++) {
                if (!has(coalition, player)) {
                    values[player] +=
                            weights[Integer.bitCount(coalition)] * (of[coalition | (1 << player)] - of[coalition]);
                }
            }
        }
        return values;
    }
}
