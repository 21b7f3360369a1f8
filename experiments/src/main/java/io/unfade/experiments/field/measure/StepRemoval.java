package io.unfade.experiments.field.measure;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How far the logit of the explained class falls when steps are cut out of a series, more than in random order: the area over
 * the perturbation curve to random (AOPCR). The steps with the largest saliency, summed over features with its sign, go first.
 * What is left is a shorter series, so that nothing has to be put in the place of a step. With the logit l_k without the first
 * 5 k % of the steps, for one order
 *
 * <pre>{@code
 * aopc  = 1/11 sum over k = 1..10 of (l_0 - l_k)
 * aopcr = aopc of the map - mean aopc of three random orders
 * }</pre>
 *
 * <p>The larger, the more the map's first steps hold up the prediction. In units of the logit, which differ between models.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Early, G. K. C. Cheung, K. Cutajar, H. Xie, J. Kandola, N. Twomey, "Inherently Interpretable Time Series
 *       Classification via Multiple Instance Learning", ICLR 2024; the divisor as in the authors' released code
 * </ol>
 */
public final class StepRemoval {
    private static final int PARTS = 10;
    private static final double PART = 0.05;
    private static final int RANDOM_ORDERS = 3;

    private StepRemoval() {}

    /**
     * {@return the mean of AOPCR over the series; 0 for series of so few steps that none is removed}
     *
     * <p>Cost: 41 passes over the series, of falling length.
     *
     * @param model that reads series of different lengths
     * @param set the explained series
     * @param seed of the random orders, which are the same for all methods
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public static double ofMaps(Model model, SeriesSet set, SaliencyMaps maps, long seed, Progress progress) {
        maps.checkBelongTo(set);
        SeriesSet standardized = model.prepare(set).standardized();
        double sum = 0;
        for (int i = 0; i < set.count(); i++) {
            progress.check();
            sum += ofSeries(model, standardized, i, maps, new Random(Seeds.derive(seed, i)));
        }
        return sum / set.count();
    }

    private static double ofSeries(Model model, SeriesSet set, int series, SaliencyMaps maps, Random random) {
        List<List<Integer>> orders = new ArrayList<>();
        orders.add(bySaliency(maps, series));
        for (int k = 0; k < RANDOM_ORDERS; k++) {
            List<Integer> order =
                    new ArrayList<>(orders.get(0).stream().sorted().toList());
            Collections.shuffle(order, random);
            orders.add(order);
        }
        PreparedSeries prepared = model.prepareStandardized(variants(set, series, orders));
        double[] logits = Arrays.stream(model.outputs(prepared, Output.LOGIT, 1 + PARTS))
                .mapToDouble(row -> row[maps.target(series)])
                .toArray();
        double ofMap = aopc(logits, 0);
        double ofRandom = IntStream.rangeClosed(1, RANDOM_ORDERS)
                .mapToDouble(order -> aopc(logits, order))
                .average()
                .orElseThrow();
        return ofMap - ofRandom;
    }

    private static List<Integer> bySaliency(SaliencyMaps maps, int series) {
        double[] sums = ScoredMap.sums(ScoredMap.signed(maps, series), maps.features());
        return IntStream.range(0, sums.length)
                .boxed()
                .sorted(Comparator.comparingDouble(t -> -sums[t]))
                .toList();
    }

    private static double aopc(double[] logits, int order) {
        return IntStream.rangeClosed(1, PARTS)
                        .mapToDouble(part -> logits[0] - logits[order * PARTS + part])
                        .sum()
                / (1 + PARTS);
    }

    /** {@return the series itself, then for each order the series without ever more steps} */
    private static SeriesSet variants(SeriesSet set, int series, List<List<Integer>> orders) {
        int length = set.length(series);
        List<List<Integer>> kept = new ArrayList<>();
        kept.add(IntStream.range(0, length).boxed().toList());
        for (List<Integer> order : orders) {
            for (int part = 1; part <= PARTS; part++) {
                int removed = (int) Math.floor(part * PART * length + 1e-9);
                kept.add(order.subList(removed, length).stream().sorted().toList());
            }
        }
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, kept.size(), length, set.features())
                .featureNames(set.featureNames());
        for (int v = 0; v < kept.size(); v++) {
            List<Integer> steps = kept.get(v);
            for (int t = 0; t < steps.size(); t++) {
                for (int c = 0; c < set.features(); c++) {
                    builder.cell(v, t, c, set.value(series, steps.get(t), c));
                }
            }
        }
        return builder.lengths(kept.stream().mapToInt(List::size).toArray()).build();
    }
}
