package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean drop in the output when a group of cells is taken from other series; each cell gets the drop of its group.
 *
 * <pre>{@code
 * A_tc = f(x) - mean over k = 1..n of f(x with the cells of G from z_k),   G the group of (t, c) }</pre>
 *
 * <p>The z_k are series of the background, drawn for each series from its own random stream, each series of the
 * background once before any comes again. Signed, in units of the output. Needs no gradient. Cost: n forward passes per
 * group, plus two.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. Fisher, C. Rudin, F. Dominici: All Models are Wrong, but Many are Useful: Learning a Variable's Importance by
 *       Studying an Entire Class of Prediction Models Simultaneously, JMLR 20, 2019, arXiv 1801.01489, section 3.
 * </ol>
 *
 * Differs from the paper, which permutes a variable among the series and averages over these: here a map depends on one
 * series and the background.
 *
 * @param groups which cells are exchanged together
 * @param draws n, 1..10000
 */
public record Permutation(Grouping groups, int draws) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "permutation",
            "what the output loses when a group of cells comes from other series",
            Grouping.options(
                    Grouping.By.CELL,
                    new Kind.Option("draws", "10", "series of the background that the cells come from, 1..10000")),
            options -> new Permutation(Grouping.of(options), options.integer("draws")));

    private static final int MOST_DRAWS = 10_000;

    /** Checks the number of draws. */
    public Permutation {
        Require.argument(
                draws >= 1 && draws <= MOST_DRAWS,
                "permutation: draws must be in 1..%d, but was %d",
                MOST_DRAWS,
                draws);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        groups.put(options);
        options.put("draws", Integer.toString(draws));
        return options;
    }

    @Override
    public Class<Model> needs() {
        return Model.class;
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(2 + (long) draws * groups.count(steps, features), 0);
    }

    @Override
    public void check(Extent series) {
        groups.check("permutation", series);
    }

    @Override
    public Explained attribute(Problem problem) {
        Groups all = new Groups(groups, problem);
        BackgroundDraws others = new BackgroundDraws(problem, KIND.key());
        double[] whole = problem.values();
        double[][] sums = new double[all.most()][problem.inputs().count()];
        for (int draw = 0; draw < draws; draw++) {
            double[] drawn = others.next();
            double[][] without = problem.values(all.most(), group -> all.exchanged(drawn, group));
            for (int group = 0; group < without.length; group++) {
                for (int b = 0; b < whole.length; b++) {
                    sums[group][b] += whole[b] - without[group][b];
                }
            }
        }
        return new Explained(all.each((series, group) -> sums[group][series] / draws));
    }
}
