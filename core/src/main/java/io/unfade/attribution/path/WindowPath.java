package io.unfade.attribution.path;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradient, averaged along the straight line from an earlier window of the series to its latest one, times the change
 * of each cell: which cells of the latest window changed the output since.
 *
 * <pre>{@code
 * W_tc  = the latest w steps of the series,   V_tc = the w steps that end l steps before
 * A_tc  = (W_tc - V_tc) integral over a in 0..1 of d f(V + a (W - V)) / d W_tc
 * }</pre>
 *
 * <p>No artificial baseline is needed: both ends are real. Cells before the latest window get 0. Signed, in units of the
 * output. Complete: the cells sum to f(W) - f(V), up to the error of the rule, which is recorded as the gap of each map. The
 * class is that of the whole series. Cost: n forward and backward passes, two forward passes for the gap, and one to choose
 * the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C. Kim, Y. Mun, H. Jang, E. Lee, S. Hahn, E. Yang: Delta-XAI: A Unified Framework for Explaining Prediction Changes
 *       in Online Time Series Monitoring, 2025, arXiv 2511.23036 (shifted window integrated gradients).
 * </ol>
 *
 * Differs from it: the way is one straight line, where it joins pieces through the windows between.
 *
 * @param window w, steps; 0 for all but the lag
 * @param lag l, steps, at least 1
 * @param steps n, nodes of the Gauss-Legendre rule, 1..10000
 */
public record WindowPath(int window, int lag, int steps) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "window-path",
            "the slope averaged on the way from an earlier window of the series to the latest, times the way; complete for"
                    + " the change of the output between them",
            options -> new WindowPath(options.integer("window"), options.integer("lag"), options.integer("steps")),
            new Kind.Option("window", "0", "steps of a window, or 0 for all of the series but the lag"),
            new Kind.Option("lag", "1", "how many steps before the latest window the earlier one ends, at least 1"),
            PathOptions.STEPS);

    /** Checks the options. */
    public WindowPath {
        PathOptions.check("window-path", steps);
        Require.argument(window >= 0, "window-path: window must be at least 1, or 0 for all, but was %d", window);
        Require.argument(lag >= 1, "window-path: lag must be at least 1, but was %d", lag);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("window", Integer.toString(window));
        options.put("lag", Integer.toString(lag));
        options.put("steps", Integer.toString(steps));
        return options;
    }

    @Override
    public Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
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
    public void check(Extent series) {
        Require.argument(
                lag < series.shortest(),
                "window-path: lag must be below %d, the steps of the shortest series, but was %d",
                series.shortest(),
                lag);
        series.checkWindow("window-path", window, lag);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Inputs later = windows(inputs, 0);
        Problem ofWindows = problem.on(later);
        Explained explained = new IntegratedGradients(steps, Baseline.ZERO)
                .attribute(ofWindows, windows(inputs, lag).values());
        double[] map = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            int to = inputs.offset(b) + inputs.cells(b) - later.cells(b);
            System.arraycopy(explained.values(), later.offset(b), map, to, later.cells(b));
        }
        return new Explained(map, explained.gaps());
    }

    /** {@return of each series the window that ends some steps before its end} */
    private Inputs windows(Inputs inputs, int before) {
        int[] lengths = new int[inputs.count()];
        int longest = 0;
        for (int b = 0; b < lengths.length; b++) {
            int most = inputs.lengths()[b] - lag;
            Require.argument(
                    most >= 1,
                    "window-path: lag must be below the steps of every series, but one has %d, and lag was %d",
                    inputs.lengths()[b],
                    lag);
            lengths[b] = window == 0 ? most : Math.min(window, most);
            longest = Math.max(longest, lengths[b]);
        }
        Inputs windows = new Inputs(
                new double[lengths.length * longest * inputs.features()], lengths, longest, inputs.features());
        for (int b = 0; b < lengths.length; b++) {
            int from = inputs.offset(b) + inputs.cells(b) - before * inputs.features() - windows.cells(b);
            System.arraycopy(inputs.values(), from, windows.values(), windows.offset(b), windows.cells(b));
        }
        return windows;
    }
}
