package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of pieces of time from what the output loses without runs of neighbouring pieces, each run replaced by the line
 * between the values next to it.
 *
 * <pre>{@code
 * L(i, j) = f(x) - f(x without pieces i..j)
 * D(i, j) = L(i, j) - L(i+1, j) - L(i, j-1) + L(i+1, j-1)
 * A_k = sum over i <= k <= j of D(i, j) / (j - i + 1) }</pre>
 *
 * <p>D is what a run loses beyond the shorter runs in it, which all its pieces share: the Shapley values of the game in
 * which only neighbours work together (Myerson), for the losses. Pieces lie between changes of the series, as in {@link
 * Grouping}. The cells of a piece share its value evenly, or have integrated gradients from the mean of each feature,
 * plus an even share of what these lack of the value. Signed, in units of the output. Complete, as the last run is the
 * whole series. Cost: n (n + 1) / 2 forward passes for n pieces, plus two, and what the gradients need.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>R. B. Myerson: Graphs and Cooperation in Games, Mathematics of Operations Research 2, 1977.
 *   <li>J. Chen, L. Song, M. J. Wainwright, M. I. Jordan: L-Shapley and C-Shapley: Efficient Model Interpretation for
 *       Structured Data, ICLR 2019, arXiv 1808.02610, section 3.2 (coalitions of neighbours).
 * </ol>
 *
 * @param segments n, at least 1
 * @param inside how the cells of a piece share its value
 * @param baseline the replacement
 */
public record SegmentShapley(int segments, Inside inside, Baseline baseline) implements Attribution {
    /** How the cells of a piece share its value. */
    public enum Inside implements Keyed {
        /** Evenly. */
        EVEN,
        /** By integrated gradients, and the rest evenly. */
        INTEGRATED_GRADIENTS
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "segment-shapley",
            "what the output loses without runs of pieces of time, shared among the pieces; complete",
            options -> new SegmentShapley(
                    options.integer("segments"),
                    options.choice("inside", Inside.class),
                    options.baseline(Baseline.WINDOWS)),
            new Kind.Option("segments", "10", "pieces of time between changes of the series, at least 2"),
            new Kind.Option(
                    "inside",
                    "even",
                    "how the cells of a piece share its value: even, or integrated-gradients (and the rest evenly)"),
            Baseline.option("what replaces a run of pieces", Baseline.LINEAR, Baseline.WINDOWS));

    private static final IntegratedGradients GRADIENTS = new IntegratedGradients(50, Baseline.MEAN);

    /** Checks the number of pieces. */
    public SegmentShapley {
        Require.argument(segments >= 2, "segment-shapley: segments must be at least 2, but was %d", segments);
        baseline.among(Baseline.WINDOWS, "segment-shapley");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("segments", Integer.toString(segments));
        options.put("inside", inside.key());
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public Class<? extends Model> needs() {
        return inside == Inside.EVEN ? Model.class : DifferentiableModel.class;
    }

    @Override
    public boolean needsBackground() {
        return baseline.needsBackground();
    }

    @Override
    public Cost cost(int steps, int features) {
        long pieces = Math.min(steps, segments);
        Cost gradients = inside == Inside.EVEN ? new Cost(1, 0) : GRADIENTS.cost(steps, features);
        return new Cost(gradients.forward() + 1 + pieces * (pieces + 1) / 2, gradients.backward());
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public void check(Extent series) {
        Grouping.segments(segments).check(KIND.key(), series);
    }

    @Override
    public Explained attribute(Problem problem) {
        Game game = new Game(problem, Grouping.segments(segments), baseline);
        int most = game.most();
        List<int[]> runs = new ArrayList<>(); // but the whole series
        for (int i = 0; i < most; i++) {
            for (int j = i; j < most && j - i < most - 1; j++) {
                runs.add(new int[] {i, j});
            }
        }
        double[][] without =
                game.values(runs.size(), (run, series, piece) -> piece < runs.get(run)[0] || piece > runs.get(run)[1]);
        double[][] amounts = new double[game.series()][];
        for (int b = 0; b < amounts.length; b++) {
            double[][] losses = new double[most][most];
            losses[0][most - 1] = game.whole(b) - game.empty(b);
            for (int run = 0; run < without.length; run++) {
                losses[runs.get(run)[0]][runs.get(run)[1]] = game.whole(b) - without[run][b];
            }
            amounts[b] = shared(game.players(b), losses);
        }
        return inside == Inside.EVEN
                ? game.explained(amounts)
                : game.explained(amounts, GRADIENTS.attribute(problem).values());
    }

    /** {@return the value of each piece, from the losses without i..j} */
    static double[] shared(int pieces, double[][] losses) {
        double[] values = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            for (int j = i; j < pieces; j++) {
                double own = losses[i][j];
                if (i < j) {
                    own -= losses[i + 1][j] + losses[i][j - 1];
                    own += i + 1 < j ? losses[i + 1][j - 1] : 0;
                }
                for (int k = i; k <= j; k++) {
                    values[k] += own / (j - i + 1);
                }
            }
        }
        return values;
    }
}
