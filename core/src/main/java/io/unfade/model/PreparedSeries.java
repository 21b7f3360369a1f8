package io.unfade.model;

import ai.djl.ndarray.NDManager;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Series prepared for a model: classes and features matched with the model's, and a standardizer for each series.
 * Created by {@link Model#prepare} once per set, so no result depends on the division into batches. Immutable;
 * thread-safe.
 */
public final class PreparedSeries {
    private final Signature signature;
    private final SeriesSet set;
    private final int[] order;
    private final boolean sameOrder;
    private final SeriesSet ordered;
    private final Standardizer standardizer;
    private final IntFunction<Standardizer> ofSeries;

    /** Prepares series that already have the model's class indices. */
    public PreparedSeries(Signature signature, SeriesSet set, Standardizer standardizer) {
        this.signature = signature;
        this.set = set;
        this.standardizer = standardizer;
        order = signature.featureOrder(set);
        sameOrder = IntStream.range(0, order.length).allMatch(c -> order[c] == c);
        ordered = sameOrder ? set : set.withFeatures(order);
        ofSeries = standardizer.forSeriesOf(ordered);
    }

    /** {@return prepared series that are already standardised and have the model's class indices} */
    static PreparedSeries standardized(Signature signature, SeriesSet set) {
        return new PreparedSeries(signature, set, Standardizer.none());
    }

    /** {@return the series, not standardised, with the model's class indices and the set's own order of features} */
    public SeriesSet set() {
        return set;
    }

    /** {@return the series, not standardised, with the model's class indices and the model's order of features} */
    public SeriesSet ordered() {
        return ordered;
    }

    /** {@return the series, standardised, with the model's class indices and the set's own order of features; copies} */
    public SeriesSet standardized() {
        SeriesSet standardized = standardizer.apply(ordered);
        return sameOrder ? standardized : standardized.withFeatures(featuresOfModel());
    }

    /**
     * {@return the given series as the network reads them: standardised, features in the model's order, truncated to
     * the longest of them}
     *
     * @param scope owns the arrays
     * @param rows indices of series
     * @throws IllegalArgumentException if they would exceed 2 GiB, or a standardised value is NaN or out of range; the
     *     message names series, step and feature
     */
    public Batch batch(NDManager scope, int... rows) {
        return Batch.of(scope, ordered, ofSeries, signature.precision(), rows);
    }

    /**
     * {@return the given series as in {@link #batch}, on the Java heap}
     *
     * @param rows indices of series
     * @throws IllegalArgumentException as {@link #batch} does
     */
    public Inputs inputs(int... rows) {
        return Batch.inputs(ordered, ofSeries, signature.precision(), rows);
    }

    /** {@return series from {@link #inputs}, or changed ones, in the engine's memory, owned by the scope} */
    public Batch batch(NDManager scope, Inputs inputs) {
        return Batch.of(scope, inputs, signature.precision());
    }

    /**
     * {@return the indices of all series, divided into batches that the model can compute}
     *
     * @param batchSize series at a time, at least 1
     */
    public List<int[]> batches(int batchSize) {
        Require.argument(batchSize >= 1, "batch size must be at least 1, but was %d", batchSize);
        if (signature.masksPadding()) {
            return Batch.evenRows(set.count(), batchSize);
        }
        List<int[]> batches = new ArrayList<>();
        IntStream.range(0, set.count())
                .boxed()
                .collect(Collectors.groupingBy(set::length, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(rows -> {
                    for (int from = 0; from < rows.size(); from += batchSize) {
                        batches.add(rows.subList(from, Math.min(rows.size(), from + batchSize)).stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
                    }
                });
        return batches;
    }

    /**
     * Checks the outputs of a batch.
     *
     * @param outputs {@code [B][K]}
     * @param rows indices of the B series
     * @throws IllegalArgumentException if an output is NaN; the message names the series and its largest value
     */
    public void checkOutputs(double[][] outputs, int... rows) {
        for (int b = 0; b < rows.length; b++) {
            if (!Arrays.stream(outputs[b]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(notComputed(rows[b]));
            }
        }
    }

    /**
     * Checks the values of all series, as is done for each batch when it is created.
     *
     * @throws IllegalArgumentException if a standardised value is NaN or larger than {@link
     *     io.unfade.data.Precision#limit}; the message names series, step and feature
     */
    public void checkValues() {
        Batch.check(ordered, ofSeries, signature.precision());
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
     * {@return values of a batch in the set's own order of features}
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

    /** {@return for each feature of the set, which of the model's it is} */
    public int[] featuresOfModel() {
        int[] inverse = new int[order.length];
        for (int c = 0; c < order.length; c++) {
            inverse[order[c]] = c;
        }
        return inverse;
    }
}
