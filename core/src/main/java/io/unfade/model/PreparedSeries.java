package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Series made ready for a model: classes and features matched with the model's, and what shifts and scales each series.
 * {@link TrainedModel#prepare} makes it, once for a set, so that no result depends on how the set is cut into batches.
 * Immutable; safe to share between threads.
 */
public final class PreparedSeries {
    private final TrainedModel model;
    private final SeriesSet set;
    private final int[] order;
    private final boolean sameOrder;
    private final SeriesSet ordered;
    private final Standardizer standardizer;
    private final IntFunction<Standardizer> ofSeries;

    /** Of series whose class indices are the model's already. */
    PreparedSeries(TrainedModel model, SeriesSet set, Standardizer standardizer) {
        this.model = model;
        this.set = set;
        this.standardizer = standardizer;
        order = model.description().featureOrder(set);
        sameOrder = IntStream.range(0, order.length).allMatch(c -> order[c] == c);
        ordered = sameOrder ? set : set.withFeatures(order);
        ofSeries = standardizer.forSeriesOf(ordered);
    }

    /** {@return the series, not standardised, with the model's class indices and the set's own order of features} */
    public SeriesSet set() {
        return set;
    }

    /** {@return the series, standardised, with the model's class indices and the set's own order of features; copies} */
    public SeriesSet standardized() {
        SeriesSet standardized = standardizer.apply(ordered);
        return sameOrder ? standardized : standardized.withFeatures(inverse());
    }

    /**
     * {@return the named series as the network wants them: standardised, features in the model's order, cut to the longest of
     * them}
     *
     * @param scope owns the arrays
     * @param rows indices of series
     * @throws IllegalArgumentException if they would take more than 2 GiB, or a standardised value is not a number or too
     *     large to compute with; the message names series, step and feature
     */
    public Batch batch(NDManager scope, int... rows) {
        return Batch.of(scope, ordered, ofSeries, model.precision(), rows);
    }

    /**
     * {@return the outputs of a batch, by series}
     *
     * @param outputs {@code (B, K)}
     * @param rows indices of the B series
     * @throws IllegalArgumentException if an output is not a number; the message names the series and its largest value
     */
    public double[][] outputs(NDArray outputs, int... rows) {
        double[][] values = TrainedModel.rows(outputs);
        for (int b = 0; b < rows.length; b++) {
            if (!Arrays.stream(values[b]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(notComputed(rows[b]));
            }
        }
        return values;
    }

    /**
     * Checks that the values of all series can be computed with, as each batch is checked when it is made.
     *
     * @throws IllegalArgumentException if a standardised value is not a number or larger than {@link
     *     io.unfade.data.Precision#limit}; the message names series, step and feature
     */
    public void checkValues() {
        Batch.check(ordered, ofSeries, model.precision());
    }

    private String notComputed(int row) {
        double[] cells = new double[ordered.steps() * ordered.features()];
        ordered.copySeries(row, cells, 0);
        ofSeries.apply(row).applyTo(cells, 0, ordered.length(row));
        int largest = 0;
        for (int cell = 1; cell < ordered.length(row) * ordered.features(); cell++) {
            largest = Math.abs(cells[cell]) > Math.abs(cells[largest]) ? cell : largest;
        }
        return String.format(
                Locale.ROOT,
                "series %d ('%s'): the model's output is not a number; the largest standardized value is %s, at step %d of"
                        + " feature '%s'. Correct it, or train with another standardization",
                row,
                ordered.ids().get(row),
                cells[largest],
                largest / ordered.features(),
                ordered.featureNames().get(largest % ordered.features()));
    }

    /**
     * {@return numbers of a batch in the set's own order of features}
     *
     * @param values {@code (..., C)}, row-major, in the model's order; not changed
     */
    public double[] inOrderOfSet(double[] values) {
        if (sameOrder) {
            return values;
        }
        double[] moved = new double[values.length];
        for (int first = 0; first < values.length; first += order.length) {
            for (int c = 0; c < order.length; c++) {
                moved[first + order[c]] = values[first + c];
            }
        }
        return moved;
    }

    private int[] inverse() {
        int[] inverse = new int[order.length];
        for (int c = 0; c < order.length; c++) {
            inverse[order[c]] = c;
        }
        return inverse;
    }
}
