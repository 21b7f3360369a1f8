package io.unfade.faithfulness;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.math.Vectors;
import io.unfade.metric.Classification;
import io.unfade.model.Model;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The accuracy of a model as more and more of the most salient cells are removed from its input. It falls steeply for
 * maps that find the cells the model relies on; the maps may be those of another model.
 *
 * <p>Of the n real cells of a series, the round(q n) of largest |saliency| are removed: set to 0 in the network's
 * input, which is the mean if the model standardises, else plain 0. Mean and scale remain those of the whole series.
 * Ties are removed in the order time, feature.
 *
 * <p>Cost: one pass over the set per fraction. Thread-safe.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019; the poster
 * </ol>
 *
 * Differs from the paper: its filling of removed cells is not published.
 *
 * @param fractions the q; owned by this record, not to be changed
 * @param accuracies of the model without these cells, 0..1, one per q; owned by this record, not to be changed
 */
public record RemovalCurve(double[] fractions, double[] accuracies) {
    /**
     * {@return the curve of a model and some maps}
     *
     * @param model in evaluation mode
     * @param set labelled; fits the model
     * @param maps one for each series of the set, from this model or another
     * @param batchSize series at a time, at least 1; limits the native memory
     * @param fractions each 0..1
     * @throws IllegalArgumentException if set, model and maps do not match, or a fraction is out of range
     */
    public static RemovalCurve of(Model model, SeriesSet set, SaliencyMaps maps, int batchSize, double... fractions) {
        maps.checkBelongTo(set);
        return of(model, set, batchSize, fractions, i -> Vectors.descending(maps.absolute(i)));
    }

    /**
     * {@return the curve for randomly removed cells, for comparison; cells of a smaller fraction are a subset of those
     * of a larger}
     *
     * @param seed of the choice of cells; each series has its own stream, derived from its id, so its cells do not
     *     depend on the other series or their order
     * @throws IllegalArgumentException if the set does not fit the model, or a fraction is out of range
     */
    public static RemovalCurve random(Model model, SeriesSet set, long seed, int batchSize, double... fractions) {
        return of(model, set, batchSize, fractions, i -> {
            Random random = new Random(Seeds.derive(seed, set.ids().get(i)));
            return Vectors.descending(
                    random.doubles((long) set.length(i) * set.features()).toArray());
        });
    }

    private static RemovalCurve of(
            Model model, SeriesSet set, int batchSize, double[] fractions, IntFunction<int[]> ranking) {
        Require.argument(set.hasLabels(), "the accuracy needs labels, but the series have none");
        for (double fraction : fractions) {
            Require.argument(fraction >= 0 && fraction <= 1, "a fraction must be 0..1, but was %s", fraction);
        }
        SeriesSet intact = model.prepareLabelled(set).standardized();
        int[][] order = IntStream.range(0, set.count()).mapToObj(ranking).toArray(int[][]::new);
        int[] labels = IntStream.range(0, set.count()).map(intact::label).toArray();
        double[] accuracies = Arrays.stream(fractions)
                .map(q -> Classification.of(
                                model.probabilities(model.prepareStandardized(without(intact, order, q)), batchSize),
                                labels)
                        .accuracy())
                .toArray();
        return new RemovalCurve(fractions.clone(), accuracies);
    }

    private static SeriesSet without(SeriesSet set, int[][] order, double fraction) {
        int features = set.features();
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < order.length; i++) {
            long count = Math.round(fraction * order[i].length);
            for (int k = 0; k < count; k++) {
                int cell = order[i][k];
                builder.cell(i, cell / features, cell % features, 0);
            }
        }
        return builder.build();
    }
}
