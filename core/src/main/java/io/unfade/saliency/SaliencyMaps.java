package io.unfade.saliency;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import java.util.Arrays;
import java.util.Objects;

/**
 * One signed saliency map {@code (T, C)} for each of n series, with what was explained. Axes series, time, feature, as in
 * {@link SeriesSet}. Cells behind a series' last real step are absent: NaN here and in files. Immutable; on the heap.
 */
public final class SaliencyMaps {
    private final float[] values;
    private final int steps;
    private final int features;
    private final int[] lengths;
    private final int[] targets;
    private final double[][] probabilities;
    private final Origin origin;

    /**
     * How maps came about.
     *
     * @param method name of the method
     * @param output what was explained
     */
    public record Origin(String method, Output output) {}

    private SaliencyMaps(Builder builder, Origin origin) {
        values = builder.values;
        steps = builder.steps;
        features = builder.features;
        lengths = builder.lengths;
        targets = builder.targets;
        probabilities = builder.probabilities;
        this.origin = origin;
    }

    /** {@return n} */
    public int count() {
        return lengths.length;
    }

    /** {@return T} */
    public int steps() {
        return steps;
    }

    /** {@return C} */
    public int features() {
        return features;
    }

    /** {@return K} */
    public int classCount() {
        return probabilities[0].length;
    }

    /** {@return the number of real steps of a series} */
    public int length(int series) {
        return lengths[series];
    }

    /** {@return the signed saliency of a cell; NaN where absent} */
    public double value(int series, int time, int feature) {
        Objects.checkIndex(time, steps);
        Objects.checkIndex(feature, features);
        return values[(series * steps + time) * features + feature];
    }

    /** {@return the class whose output was explained} */
    public int target(int series) {
        return targets[series];
    }

    /** {@return the probability that the model gives to a class} */
    public double probability(int series, int index) {
        return probabilities[series][index];
    }

    /** {@return the class the model finds most likely} */
    public int predicted(int series) {
        return new Target.Predicted().ofOutputs(probabilities[series]);
    }

    /** {@return how the maps came about} */
    public Origin origin() {
        return origin;
    }

    /** {@return |saliency| of the real cells of a series, row-major (time, feature), length*C of them} */
    public double[] absolute(int series) {
        double[] cells = new double[lengths[series] * features];
        int from = series * steps * features;
        Arrays.setAll(cells, i -> Math.abs((double) values[from + i]));
        return cells;
    }

    /** Puts maps together. */
    static final class Builder {
        private final float[] values;
        private final int steps;
        private final int features;
        private final int[] lengths;
        private final int[] targets;
        private final double[][] probabilities;

        Builder(SeriesSet set, int classes) {
            this(set.count(), set.steps(), set.features(), classes);
            Arrays.setAll(lengths, set::length);
        }

        Builder(int count, int steps, int features, int classes) {
            long size = (long) count * steps * features;
            Require.argument(size <= Integer.MAX_VALUE - 8, "more than 2^31 cells of saliency; explain fewer series");
            this.steps = steps;
            this.features = features;
            values = new float[(int) size];
            Arrays.fill(values, Float.NaN);
            lengths = new int[count];
            Arrays.fill(lengths, steps);
            targets = new int[count];
            probabilities = new double[count][classes];
        }

        /** Sets the map of a series from an array that holds its cells from an offset on. */
        void put(int series, double[] cells, int offset, int target, double[] outputs) {
            int size = lengths[series] * features;
            int to = series * steps * features;
            for (int i = 0; i < size; i++) {
                double value = cells[offset + i];
                Require.argument(
                        Double.isFinite(value),
                        "the saliency of series %d, step %d, feature %d is not finite",
                        series,
                        i / features,
                        i % features);
                values[to + i] = (float) value;
            }
            targets[series] = target;
            probabilities[series] = outputs.clone();
        }

        void length(int series, int length) {
            lengths[series] = length;
        }

        SaliencyMaps build(Origin origin) {
            return new SaliencyMaps(this, origin);
        }
    }
}
