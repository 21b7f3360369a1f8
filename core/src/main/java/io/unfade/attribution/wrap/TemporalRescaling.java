package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Temporal saliency rescaling: how much another method's map changes without a step, times how much it changes without a
 * cell of the step.
 *
 * <pre>{@code
 * d_t  = minmax over t of sum |R(x) - R(x without step t)|
 * f_tc = minmax over c of sum |R(x) - R(x without cell (t, c))|   where d_t > q,   0.1 elsewhere
 * A_tc = d_t f_tc
 * }</pre>
 *
 * <p>R is the other method; sums are over all cells; q is a quantile of all d_t, with linear interpolation; what is left out
 * takes the baseline. Of series of one feature f is 1. In 0..1, without a unit or a sign. R uses the same class, baselines
 * and random numbers for all variants of a series. Cost: R on 1 + T variants, and on C more for each step above the
 * quantile.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi: Benchmarking Deep Learning Interpretability in Time Series
 *       Predictions, NeurIPS 2020, arXiv 2010.13924, algorithm 1, with the numbers of the authors' code.
 * </ol>
 *
 * Differs from the authors' code, whose baseline is {@code first}: the cell that lends its value would get no score.
 *
 * @param method R
 * @param quantile of the scores of steps, 0..1; cells are told apart in steps above it
 * @param baseline of what is left out
 */
public record TemporalRescaling(Attribution method, double quantile, Baseline baseline) implements Wrapper {
    private static final Set<Baseline> TAKEN = taken();
    private static final double ELSEWHERE = 0.1;

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "temporal-rescaling",
            "how much another method's map changes without a step, times without a cell of it",
            options -> new TemporalRescaling(
                    options.method("method"), options.number("quantile"), options.baseline(TAKEN)),
            METHOD,
            new Kind.Option("quantile", "0.55", "of the steps, 0..1; cells are told apart in steps above it"),
            Baseline.option("what replaces a step or cell", Baseline.ZERO, TAKEN));

    /** Checks the options. */
    public TemporalRescaling {
        Wrapper.checkOther("temporal-rescaling", method);
        Require.argument(
                quantile >= 0 && quantile <= 1, "temporal-rescaling: quantile must be in 0..1, but was %s", quantile);
        baseline.among(TAKEN, "temporal-rescaling");
    }

    private static Set<Baseline> taken() {
        EnumSet<Baseline> taken = EnumSet.copyOf(Baseline.SERIES);
        taken.add(Baseline.FIRST);
        return Collections.unmodifiableSet(taken);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = optionsOfOther();
        options.put("quantile", Double.toString(quantile));
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public boolean needsBackground() {
        return method.needsBackground() || baseline.needsBackground();
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public Cost cost(int steps, int features) {
        long above = steps - 1 - (long) Math.floor(quantile * (steps - 1));
        long calls = 1 + steps + (features == 1 ? 0 : above * features);
        Cost one = method.cost(steps, features);
        return new Cost(calls * one.forward(), calls * one.backward());
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        int width = inputs.features();
        double[] replacement = problem.baseline(baseline);
        double[] whole = method.attribute(problem).values();
        double[][] times = new double[inputs.count()][inputs.steps()];
        problem.maps(method, inputs.steps(), t -> without(inputs, replacement, t), (t, map) -> {
            for (int b = 0; b < times.length; b++) {
                times[b][t] = change(inputs, b, whole, map);
            }
        });
        int[][] above = new int[inputs.count()][];
        for (int b = 0; b < above.length; b++) {
            times[b] = Arrays.copyOf(times[b], inputs.lengths()[b]);
            scale(times[b]);
            above[b] = width == 1 ? new int[0] : above(times[b]);
        }
        double[][] features = features(problem, replacement, whole, above);
        double[] scores = new double[whole.length];
        for (int b = 0; b < times.length; b++) {
            fill(scores, inputs.offset(b), width, times[b], above[b], features[b]);
        }
        return new Explained(scores);
    }

    /** {@return the series without a step} */
    private static double[] without(Inputs inputs, double[] replacement, int step) {
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            if (step < inputs.lengths()[b]) {
                int from = inputs.offset(b) + step * inputs.features();
                System.arraycopy(replacement, from, values, from, inputs.features());
            }
        }
        return values;
    }

    /**
     * {@return the scores of the features of each series' own steps above the quantile, one step after the other}
     *
     * @param above these steps; every series has its own, so a variant leaves another cell out of each
     */
    private double[][] features(Problem problem, double[] replacement, double[] whole, int[][] above) {
        Inputs inputs = problem.inputs();
        int width = inputs.features();
        double[][] changes = new double[above.length][];
        Arrays.setAll(changes, b -> new double[above[b].length * width]);
        int most = Arrays.stream(changes).mapToInt(own -> own.length).max().orElse(0);
        problem.maps(
                method,
                most,
                place -> {
                    double[] values = inputs.values().clone();
                    for (int b = 0; b < above.length; b++) {
                        if (place < changes[b].length) {
                            int cell = inputs.offset(b) + above[b][place / width] * width + place % width;
                            values[cell] = replacement[cell];
                        }
                    }
                    return values;
                },
                (place, map) -> {
                    for (int b = 0; b < above.length; b++) {
                        if (place < changes[b].length) {
                            changes[b][place] = change(inputs, b, whole, map);
                        }
                    }
                });
        return changes;
    }

    private static void fill(double[] scores, int offset, int width, double[] times, int[] above, double[] features) {
        for (int i = 0; i < times.length * width; i++) {
            scores[offset + i] = times[i / width] * (width == 1 ? 1 : ELSEWHERE);
        }
        for (int i = 0; i < above.length; i++) {
            double[] ofStep = Arrays.copyOfRange(features, i * width, (i + 1) * width);
            scale(ofStep);
            for (int c = 0; c < width; c++) {
                scores[offset + above[i] * width + c] = times[above[i]] * ofStep[c];
            }
        }
    }

    private static double change(Inputs inputs, int series, double[] whole, double[] map) {
        double sum = 0;
        int from = inputs.offset(series);
        for (int i = from; i < from + inputs.cells(series); i++) {
            sum += Math.abs(whole[i] - map[i]);
        }
        return sum;
    }

    /** Moves and scales values to 0..1; equal ones become 0. */
    private static void scale(double[] values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double range = Arrays.stream(values).max().orElseThrow() - low;
        Arrays.setAll(values, i -> range > 0 ? (values[i] - low) / range : 0);
    }

    /** {@return the steps whose score is above the quantile} */
    private int[] above(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        double place = quantile * (sorted.length - 1);
        int lower = (int) Math.floor(place);
        int upper = Math.min(lower + 1, sorted.length - 1);
        double threshold = sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
        return IntStream.range(0, times.length)
                .filter(t -> times[t] > threshold)
                .toArray();
    }
}
