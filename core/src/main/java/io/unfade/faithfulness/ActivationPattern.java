package io.unfade.faithfulness;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.MixedGroups;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The activation pattern of a model's output: for each cell, by how much its value changes with the output over the series,
 * {@code a = Cov(x, s) / Var(s)}, where s is the logit of a class less the mean of the others. Weights and gradients say what
 * a model uses, which may be a cell without any signal by which it takes noise from another one (a suppressor); the pattern says
 * where the signal is that the output goes with. It is a control and no truth: it shows all that goes with the decision, also
 * what the model ignores.
 *
 * <p>With groups, such as runs, values and outputs are centred within each group first, unless most series are in groups of one
 * class or of one series ({@link MixedGroups}). Needs outputs only. Cost: one pass
 * over the set. The values are standardised as the model reads them; take series that it has not learnt from.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Haufe et al.: On the interpretation of weight vectors of linear models in multivariate neuroimaging, NeuroImage
 *       87, 2014, equation 6.
 * </ol>
 *
 * Differs from the paper: the output is that of any model, not a linear one.
 *
 * @param steps T
 * @param features C
 * @param cells {@code (T, C)} row-major, in the order of the set; NaN where fewer than 2 series reach a step, or their
 *     outputs are all the same
 */
public record ActivationPattern(int steps, int features, double[] cells) {
    private static final double MOST_ALIKE = 1 - 1e-12;
    private static final int ENOUGH = 10;
    /**
     * {@return the pattern of a class}
     *
     * @param set fits the model; at least 2 series
     * @param target the class, by the model's index
     * @param batchSize series at a time
     */
    public static ActivationPattern of(Model model, SeriesSet set, int target, int batchSize) {
        Values values = Values.of(model, set, target, batchSize);
        return new ActivationPattern(set.steps(), set.features(), values.pattern(values.scores()));
    }

    /**
     * A pattern and, for each cell, the probability that chance alone makes it as large.
     *
     * @param pattern of the output
     * @param chance 0..1, not corrected for the number of cells; NaN where the pattern is
     * @param familyWise 0..1, the probability that any cell has so large a correlation by chance: corrected for the number of cells,
     *     whose correlations are compared as Fisher's z, atanh(r) sqrt(n - 2 - groups), since those of few series are large by chance;
     *     NaN where the pattern is, and at steps that fewer than 10 series reach (or all, if they are fewer): the few would have
     *     large correlations in any order
     */
    public record Tested(ActivationPattern pattern, double[] chance, double[] familyWise) {}

    /**
     * {@return the pattern and for each cell the probability, by permutation, that its correlation with the output is as large in
     * absolute value if the output had nothing to do with the values: the share of permutations of the outputs, within groups if
     * there are any, with such a correlation, in this cell or in any; the order that is given is one of them}
     *
     * <p>O(permutations n T C) time.
     *
     * @param permutations at least 1
     * @param seed of the permutations
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public static Tested tested(
            Model model, SeriesSet set, int target, int batchSize, int permutations, long seed, Progress progress) {
        Require.argument(permutations >= 1, "at least 1 permutation is needed, but was %d", permutations);
        Values values = Values.of(model, set, target, batchSize);
        double[] pattern = values.pattern(values.scores());
        double[] sizes = values.correlations(values.scores());
        double[] chance = new double[pattern.length];
        double[] familyWise = new double[pattern.length];
        double[] own = values.comparable(sizes);
        Arrays.fill(chance, 1);
        Arrays.fill(familyWise, 1);
        Random random = new Random(seed);
        for (int p = 0; p < permutations; p++) {
            progress.check();
            double[] others = values.correlations(values.permuted(random));
            double[] compared = values.comparable(others);
            double largest = IntStream.range(0, others.length)
                    .filter(values::isReachedByEnough)
                    .mapToDouble(cell -> compared[cell])
                    .max()
                    .orElse(0);
            for (int cell = 0; cell < chance.length; cell++) {
                chance[cell] += others[cell] >= sizes[cell] ? 1 : 0;
                familyWise[cell] += largest >= own[cell] ? 1 : 0;
            }
        }
        for (int cell = 0; cell < chance.length; cell++) {
            double of = Double.isNaN(pattern[cell]) ? Double.NaN : permutations + 1;
            chance[cell] /= of;
            familyWise[cell] /= values.isReachedByEnough(cell) ? of : Double.NaN;
        }
        return new Tested(new ActivationPattern(set.steps(), set.features(), pattern), chance, familyWise);
    }

    /**
     * The values of each cell over the series that reach it, centred within groups, and the outputs.
     *
     * @param rows the series that reach each step
     * @param cells of each of (T, C), for these rows
     * @param scores of all series
     * @param groups of all series
     */
    private record Values(int[][] rows, double[][] cells, double[] scores, int[] groups) {
        static Values of(Model model, SeriesSet set, int target, int batchSize) {
            int classes = model.signature().classes();
            Require.argument(
                    target >= 0 && target < classes, "the class must be 0 to %d, but was %d", classes - 1, target);
            Require.argument(set.count() >= 2, "a pattern needs at least 2 series");
            PreparedSeries prepared = model.prepare(set);
            double[][] logits = model.outputs(prepared, Output.LOGIT, batchSize);
            double[] scores = IntStream.range(0, set.count())
                    .mapToDouble(i -> score(logits[i], target))
                    .toArray();
            SeriesSet values = prepared.standardized();
            int[] groups = MixedGroups.of(set);
            int[][] rows = new int[set.steps()][];
            double[][] cells = new double[set.steps() * set.features()][];
            for (int t = 0; t < set.steps(); t++) {
                int step = t;
                int[] reaching = IntStream.range(0, set.count())
                        .filter(i -> set.length(i) > step)
                        .toArray();
                rows[t] = reaching;
                for (int c = 0; c < set.features(); c++) {
                    int feature = c;
                    cells[t * set.features() + c] = centred(
                            IntStream.of(reaching)
                                    .mapToDouble(i -> values.value(i, step, feature))
                                    .toArray(),
                            reaching,
                            groups);
                }
            }
            return new Values(rows, cells, scores, groups);
        }

        /** {@return whether so many series reach a cell's step that its correlation means something} */
        boolean isReachedByEnough(int cell) {
            int features = cells.length / rows.length;
            return rows[cell / features].length >= Math.min(ENOUGH, scores.length);
        }

        /** {@return Cov(x, s) / Var(s) of each cell} */
        double[] pattern(double... ofSeries) {
            int features = cells.length / rows.length;
            double[] pattern = new double[cells.length];
            for (int t = 0; t < rows.length; t++) {
                double[] s = centred(
                        IntStream.of(rows[t]).mapToDouble(i -> ofSeries[i]).toArray(), rows[t], groups);
                double variance = product(s, s);
                for (int cell = t * features; cell < (t + 1) * features; cell++) {
                    pattern[cell] =
                            rows[t].length < 2 || variance == 0 ? Double.NaN : product(cells[cell], s) / variance;
                }
            }
            return pattern;
        }

        /** {@return the absolute correlation of each cell with the scores; 0 of a constant cell} */
        double[] correlations(double... ofSeries) {
            int features = cells.length / rows.length;
            double[] sizes = new double[cells.length];
            for (int t = 0; t < rows.length; t++) {
                double[] s = centred(
                        IntStream.of(rows[t]).mapToDouble(i -> ofSeries[i]).toArray(), rows[t], groups);
                double variance = product(s, s);
                for (int cell = t * features; cell < (t + 1) * features; cell++) {
                    double scale = Math.sqrt(variance * product(cells[cell], cells[cell]));
                    sizes[cell] = scale == 0 ? 0 : Math.abs(product(cells[cell], s)) / scale;
                }
            }
            return sizes;
        }

        /** {@return correlations as Fisher's z, whose spread by chance does not depend on how many series reach a cell} */
        double[] comparable(double... sizes) {
            int features = cells.length / rows.length;
            int[] free = Arrays.stream(rows)
                    .mapToInt(reaching -> reaching.length
                            - (int) Arrays.stream(reaching)
                                    .map(i -> groups[i])
                                    .distinct()
                                    .count())
                    .toArray();
            double[] compared = new double[sizes.length];
            for (int cell = 0; cell < sizes.length; cell++) {
                double size = Math.min(sizes[cell], MOST_ALIKE);
                double z = 0.5 * Math.log((1 + size) / (1 - size));
                compared[cell] = z * Math.sqrt(Math.max(1, free[cell / features] - 2));
            }
            return compared;
        }

        /** {@return the scores, those of each group in another order} */
        double[] permuted(Random random) {
            return Arrays.stream(MixedGroups.permutation(groups, random))
                    .mapToDouble(i -> scores[i])
                    .toArray();
        }
    }

    private static double score(double[] logits, int target) {
        double others = 0;
        for (int k = 0; k < logits.length; k++) {
            others += k == target ? 0 : logits[k];
        }
        return logits[target] - (logits.length == 1 ? 0 : others / (logits.length - 1));
    }

    /** Centres the values of series within their groups, in place. */
    private static double[] centred(double[] values, int[] rows, int... groups) {
        Map<Integer, double[]> sums = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            double[] sum = sums.computeIfAbsent(groups[rows[i]], group -> new double[2]);
            sum[0] += values[i];
            sum[1]++;
        }
        for (int i = 0; i < values.length; i++) {
            double[] sum = sums.getOrDefault(groups[rows[i]], new double[2]);
            values[i] -= sum[0] / sum[1];
        }
        return values;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
