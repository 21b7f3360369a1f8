package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Replacement;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The drop in the output when a window of the series is replaced by a baseline; each cell gets the mean over the
 * windows that cover it.
 *
 * <pre>{@code
 * A_tc = mean over windows W that contain (t, c) of f(x) - f(x with the cells of W from the baseline) }</pre>
 *
 * <p>A window is some steps long and some features wide. Windows start at multiples of the strides, and there are
 * ceil((T - steps) / stride) + 1 of them in time, likewise in features; those that extend beyond the series are
 * clipped. Signed, in units of the output. Needs no gradient. Cost: one forward pass per window, plus two.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks, ECCV 2014, arXiv 1311.2901,
 *       section 4.2.
 * </ol>
 *
 * Differs from the paper, which shows the output for each position of the window, and has no features.
 *
 * @param window steps of a window, at least 1
 * @param width features of a window; 0 for all
 * @param stride steps from window to window, 1..window
 * @param shift features from window to window, 1..width
 * @param baseline the replacement
 */
public record Occlusion(int window, int width, int stride, int shift, Baseline baseline) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "occlusion",
            "what the output loses without a window of the series",
            options -> new Occlusion(
                    options.integer("window"),
                    options.integer("width"),
                    options.integer("stride"),
                    options.integer("shift"),
                    options.baseline(Baseline.WINDOWS)),
            new Kind.Option("window", "1", "steps of a window, at least 1"),
            new Kind.Option("width", "1", "features of a window, at least 1, or 0 for all"),
            new Kind.Option("stride", "1", "steps from window to window, at most the window"),
            new Kind.Option("shift", "1", "features from window to window, at most the width"),
            Baseline.option("what replaces", Baseline.ZERO, Baseline.WINDOWS));

    /** Checks the sizes. */
    public Occlusion {
        Require.argument(window >= 1, "occlusion: window must be at least 1, but was %d", window);
        Require.argument(width >= 0, "occlusion: width must be at least 1, or 0 for all, but was %d", width);
        Require.argument(
                stride >= 1 && stride <= window,
                "occlusion: stride must be in 1..window (%d), so that every step is covered, but was %d",
                window,
                stride);
        Require.argument(
                shift >= 1 && (width == 0 || shift <= width),
                "occlusion: shift must be in 1..width (%d), so that every feature is covered, but was %d",
                width,
                shift);
        baseline.among(Baseline.WINDOWS, "occlusion");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("window", Integer.toString(window));
        options.put("width", Integer.toString(width));
        options.put("stride", Integer.toString(stride));
        options.put("shift", Integer.toString(shift));
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public Class<Model> needs() {
        return Model.class;
    }

    /** {@return whether windows are single cells, and what replaces one does not depend on its neighbours} */
    @Override
    public boolean isStepwise() {
        return window == 1 && width == 1 && baseline != Baseline.LINEAR;
    }

    @Override
    public boolean needsBackground() {
        return baseline.needsBackground();
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(2 + (long) places(steps, window, stride) * places(features, wide(features), shift), 0);
    }

    @Override
    public void check(Extent series) {
        int steps = series.longest();
        int features = series.features();
        boolean whole = window >= steps && wide(features) >= features && steps * features > 1;
        String window = steps > 1 ? "window must be at most " + (steps - 1) : "";
        String width = features > 1 ? "width in 1.." + (features - 1) : "";
        Require.argument(
                !whole,
                "occlusion: a window covers all %d steps x %d features of every series, so that all cells would get the same"
                        + " number; %s",
                steps,
                features,
                Stream.of(window, width).filter(text -> !text.isEmpty()).collect(Collectors.joining(", or ")));
        series.checkWindow("occlusion", this.window, 0);
    }

    private int wide(int features) {
        return width == 0 ? features : width;
    }

    private static int places(int cells, int window, int stride) {
        return Math.max(0, -Math.floorDiv(window - cells, stride)) + 1;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Replacement replacement = problem.replacement(baseline);
        double[] whole = problem.values();
        int rows = places(inputs.steps(), window, stride);
        int columns = places(inputs.features(), wide(inputs.features()), shift);
        double[][] without = problem.values(rows * columns, place -> {
            double[] values = inputs.values().clone();
            forEachRun(
                    inputs, place, columns, (series, c, from, to) -> replacement.replace(values, series, c, from, to));
            return values;
        });
        double[] sums = new double[inputs.values().length];
        int[] counts = new int[sums.length];
        for (int place = 0; place < without.length; place++) {
            double[] values = without[place];
            forEachRun(inputs, place, columns, (series, c, from, to) -> {
                for (int t = from; t < to; t++) {
                    int cell = inputs.offset(series) + t * inputs.features() + c;
                    sums[cell] += whole[series] - values[series];
                    counts[cell]++;
                }
            });
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= Math.max(1, counts[cell]);
        }
        return new Explained(sums);
    }

    /** Receives steps of a feature of a series. */
    @FunctionalInterface
    private interface RunVisitor {
        void visit(int series, int feature, int from, int to);
    }

    /** Visits the real cells of the window at a place, in the series that reach it. */
    private void forEachRun(Inputs inputs, int place, int columns, RunVisitor visitor) {
        int time = place / columns * stride;
        int feature = place % columns * shift;
        int last = Math.min(inputs.features(), feature + wide(inputs.features()));
        for (int b = 0; b < inputs.count(); b++) {
            int length = inputs.lengths()[b];
            if (time / stride < places(length, window, stride)) {
                for (int c = feature; c < last; c++) {
                    visitor.visit(b, c, time, Math.min(length, time + window));
                }
            }
        }
    }
}
