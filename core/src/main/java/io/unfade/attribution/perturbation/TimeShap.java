package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * TimeSHAP: Shapley values of the last steps of a long series, in which all older steps count as one if they matter
 * little, by {@linkplain KernelShap kernel SHAP}. The cells of a step share its value evenly, as do those of all older
 * steps.
 *
 * <p>To find the older steps, the series is cut k steps before its end, k = 1, 2, 4 and so on, until of the two parts,
 * as the only players, the older one has at most a share of the Shapley values, by absolute value. If no cut does, every
 * step is a player. Signed, in units of the output. Complete. Needs no gradient. Cost: one forward pass for each
 * coalition, two for each cut, of which there are log2 of the steps, plus three; of coalitions there are fewer if the
 * players that remain make fewer.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Bento, P. Saleiro, A. F. Cruz, M. A. T. Figueiredo, P. Bizarro: TimeSHAP: Explaining Recurrent Models through
 *       Sequence Perturbations, KDD 2021, arXiv 2012.00073.
 * </ol>
 *
 * Differs from the paper, which cuts at every step, and compares the older part with an amount of output rather than
 * with the recent part; and which also has values of features and cells.
 *
 * @param tolerance the share of the older steps, 0 (none is joined unless it is nothing) to below 1
 * @param samples coalitions at most, an even number in 2..1000000
 * @param baseline what replaces absent steps
 */
public record TimeShap(double tolerance, int samples, Baseline baseline) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "time-shap",
            "Shapley values of the steps of long series, older ones that matter little as one; complete",
            options -> new TimeShap(
                    options.number("tolerance"), options.integer("samples"), options.baseline(Baseline.WINDOWS)),
            new Kind.Option("tolerance", "0.025", "share of the older steps that are joined, 0 to below 1"),
            new Kind.Option("samples", "2048", "coalitions at most, an even number in 2..1000000"),
            Baseline.option("what replaces absent steps", Baseline.ZERO, Baseline.WINDOWS));

    /** Checks the numbers. */
    public TimeShap {
        Require.argument(
                tolerance >= 0 && tolerance < 1, "time-shap: tolerance must be in 0 to below 1, but was %s", tolerance);
        Coalitions.check("time-shap", samples);
        baseline.among(Baseline.WINDOWS, "time-shap");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("tolerance", Double.toString(tolerance));
        options.put("samples", Integer.toString(samples));
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public Class<Model> needs() {
        return Model.class;
    }

    @Override
    public boolean needsBackground() {
        return baseline.needsBackground();
    }

    /** {@return the cost if no steps are joined, which is the most it can be} */
    @Override
    public Cost cost(int steps, int features) {
        return new Cost(Game.PASSES + 2L * cuts(steps) + Coalitions.count(steps, Coalitions.enough(steps, samples)), 0);
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public void check(Extent series) {
        Grouping.of(Grouping.By.STEP).check("time-shap", series);
    }

    /** {@return the number of cuts: of k = 1, 2, 4 and so on, those before the beginning} */
    private static int cuts(int steps) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(steps - 1);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Game steps = new Game(problem, Grouping.of(Grouping.By.STEP), baseline);
        int[] recent = recent(steps);
        int[][] players = new int[inputs.count()][];
        for (int b = 0; b < players.length; b++) {
            players[b] = new int[inputs.cells(b)];
            int older = inputs.lengths()[b] - recent[b];
            for (int cell = 0; cell < players[b].length; cell++) {
                int time = cell / inputs.features();
                players[b][cell] = time < older ? 0 : time - older + Math.min(older, 1);
            }
        }
        Game joined = steps.with(new Groups(inputs, players));
        return joined.explained(joined.fitted(samples));
    }

    /** {@return how many last steps of each series remain players} */
    private int[] recent(Game steps) {
        int cuts = cuts(steps.most());
        double[][] parts = steps.values(2 * cuts, (variant, series, time) -> {
            boolean older = time < steps.players(series) - (1 << (variant / 2));
            return older == (variant % 2 == 1);
        });
        int[] recent = new int[steps.series()];
        for (int b = 0; b < recent.length; b++) {
            recent[b] = steps.players(b);
            for (int cut = cuts(recent[b]) - 1; cut >= 0; cut--) {
                double ofRecent = parts[2 * cut][b] - steps.empty(b);
                double ofOlder = parts[2 * cut + 1][b] - steps.empty(b);
                double both = steps.whole(b) - steps.empty(b);
                double olderValue = Math.abs(both - ofRecent + ofOlder);
                double recentValue = Math.abs(both - ofOlder + ofRecent);
                if (olderValue <= tolerance * (olderValue + recentValue)) {
                    recent[b] = 1 << cut;
                }
            }
        }
        return recent;
    }
}
