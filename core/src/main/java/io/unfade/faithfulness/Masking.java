package io.unfade.faithfulness;

import io.unfade.attribution.Background;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Parallel;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of series whose cells are replaced one after another in the order of a map: whether the map names the
 * cells that the model uses. Nothing about the truth is needed. Everything depends on what cells are replaced with: the order
 * of two methods may turn with it, so a number without its fill says nothing.
 *
 * <p>The output is the probability of the class that the map explains. Cells are ranked by |saliency|, equal ones in the
 * order time, feature; the maps may be those of another model, or controls. Thread-safe.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>W. Samek, A. Binder, G. Montavon, S. Lapuschkin, K.-R. Müller: Evaluating the Visualization of What a Deep Neural
 *       Network Has Learned, 2017, arXiv 1509.06321 (deletion in the order of relevance).
 *   <li>V. Petsiuk, A. Das, K. Saenko: RISE, BMVC 2018, arXiv 1806.07421 (areas of deletion and insertion).
 *   <li>J. DeYoung et al.: ERASER, ACL 2020, arXiv 1911.03429 (comprehensiveness and sufficiency).
 *   <li>H. Jang, C. Kim, E. Yang: TIMING, ICML 2025, arXiv 2506.05035 (cumulative prediction difference and preservation).
 * </ol>
 *
 * @param model in evaluation mode
 * @param set the series that were explained; fits the model
 * @param maps one for each series of the set
 * @param fill what cells are replaced with
 * @param background series of the training distribution that fit the model; null if the fill needs none
 * @param seed of what is drawn
 * @param batchSize variants of a series at a time, at least 1
 */
public record Masking(
        Model model,
        SeriesSet set,
        SaliencyMaps maps,
        Baseline fill,
        @Nullable SeriesSet background,
        long seed,
        int batchSize) {
    /** Checks that all fit together. */
    public Masking {
        maps.checkBelongTo(set);
        Require.argument(batchSize >= 1, "batch size must be at least 1, but was %d", batchSize);
        Require.argument(Baseline.SERIES.contains(fill), "cells cannot be replaced with the baseline '%s'", fill.key());
        Require.argument(
                background != null || !fill.needsBackground(),
                "the fill '%s' needs a background: series of the training distribution",
                fill.key());
    }

    /** Work on one series. */
    private interface OfSeries {
        void of(int series, CellOrder order);
    }

    /**
     * {@return what is left of the output without the most salient cells, and with nothing but them}
     *
     * <p>Cost: one pass over the set for each fraction and kind.
     *
     * @param fractions of the cells, each 0..1, ascending
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public MaskingCurves curves(Progress progress, double... fractions) {
        for (int q = 0; q < fractions.length; q++) {
            Require.argument(
                    fractions[q] >= 0 && fractions[q] <= 1 && (q == 0 || fractions[q] > fractions[q - 1]),
                    "fractions must ascend within 0..1, but were %s",
                    Arrays.toString(fractions));
        }
        double[] intact = new double[set.count()];
        double[][] deletion = new double[set.count()][];
        double[][] insertion = new double[set.count()][];
        forEach(progress, (i, order) -> {
            int[] counts = Arrays.stream(fractions)
                    .mapToInt(q -> (int) Math.round(q * order.cells()))
                    .toArray();
            intact[i] = ofTarget(i, probabilities(order.without(0)))[0];
            deletion[i] = ofTarget(i, probabilities(order.without(counts)));
            insertion[i] = ofTarget(i, probabilities(order.only(counts)));
        });
        return new MaskingCurves(fractions.clone(), intact, deletion, insertion);
    }

    /**
     * {@return the cumulative prediction difference (CPD) of each series: the sum over its K most salient cells, replaced one
     * after another, of |p - p'|, summed over the classes; the larger, the more the map's first cells move the prediction}
     *
     * <p>The published code divides by the number of classes. Cost: K passes over the set.
     *
     * @param cells K, at least 1; all cells of a series that has fewer
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public double[] cumulativeDifference(Progress progress, int cells) {
        return differences(progress, cells, false);
    }

    /**
     * {@return the cumulative prediction preservation (CPP) of each series: as {@link #cumulativeDifference}, of its K least
     * salient cells; the smaller, the less they move the prediction}
     *
     * @param cells K, at least 1; all cells of a series that has fewer
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public double[] cumulativePreservation(Progress progress, int cells) {
        return differences(progress, cells, true);
    }

    private double[] differences(Progress progress, int cells, boolean ascending) {
        Require.argument(cells >= 1, "the number of cells must be at least 1, but was %d", cells);
        double[] sums = new double[set.count()];
        forEach(progress, (i, order) -> {
            CellOrder taken = ascending ? order.reversed() : order;
            int last = Math.min(cells, taken.cells());
            double[] before = probabilities(taken.without(0))[0];
            for (int from = 1; from <= last; from += batchSize) {
                int to = Math.min(last, from + batchSize - 1);
                int[] counts = IntStream.rangeClosed(from, to).toArray();
                for (double[] after : probabilities(taken.without(counts))) {
                    for (int k = 0; k < after.length; k++) {
                        sums[i] += Math.abs(after[k] - before[k]);
                    }
                    before = after;
                }
            }
        });
        return sums;
    }

    private double[] ofTarget(int series, double[][] probabilities) {
        return Arrays.stream(probabilities)
                .mapToDouble(row -> row[maps.target(series)])
                .toArray();
    }

    private double[][] probabilities(Inputs inputs) {
        return model.outputs(inputs, Output.PROBABILITY);
    }

    private void forEach(Progress progress, OfSeries work) {
        PreparedSeries prepared = model.prepare(set);
        Background drawn =
                background == null || !fill.needsBackground() ? null : Background.of(model.prepare(background));
        int[] features = prepared.featuresOfModel();
        Parallel.forEach(IntStream.range(0, set.count()).boxed().toList(), i -> {
            progress.check();
            Inputs whole = prepared.inputs(i);
            double[] filled = fill.of(model, whole, List.of(set.ids().get(i)), new int[] {maps.target(i)}, seed, drawn);
            work.of(i, CellOrder.of(whole, filled, maps.absolute(i), features));
        });
    }
}
