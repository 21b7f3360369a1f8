package io.unfade.report.draw;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One number for every time step and feature of a series: its values, or their saliency. Immutable.
 *
 * <p>Shape {@code (T, C)}. A cell without data, such as padding, is NaN.
 */
public final class CellMap {
    private final int steps;
    private final List<String> featureNames;
    private final double[] values;

    private CellMap(int steps, List<String> featureNames, double[] values) {
        this.steps = steps;
        this.featureNames = List.copyOf(featureNames);
        this.values = values;
    }

    /** The number of a cell. */
    @FunctionalInterface
    public interface CellFunction {
        /** {@return the number at a time step and feature; NaN where there is no data} */
        double at(int time, int feature);
    }

    /**
     * {@return the map of a function}
     *
     * @param steps T, at least 1
     * @param featureNames C names, at least one
     * @param cells called once for every cell
     * @throws IllegalArgumentException if a size is below 1 or a number is infinite
     */
    public static CellMap of(int steps, List<String> featureNames, CellFunction cells) {
        int features = featureNames.size();
        Require.argument(
                steps >= 1 && features >= 1,
                "a map needs at least 1 step and 1 feature, but was (%d, %d)",
                steps,
                features);
        double[] values = new double[Math.multiplyExact(steps, features)];
        for (int time = 0; time < steps; time++) {
            for (int feature = 0; feature < features; feature++) {
                double value = cells.at(time, feature);
                Require.argument(
                        !Double.isInfinite(value), "the cell at step %d, feature %d is infinite", time, feature);
                values[time * features + feature] = value;
            }
        }
        return new CellMap(steps, featureNames, values);
    }

    /**
     * {@return the map of row-major numbers}
     *
     * @param steps T, at least 1
     * @param featureNames C names, at least one
     * @param values T*C numbers, time before feature
     * @throws IllegalArgumentException if the sizes disagree, one is below 1, or a number is infinite
     */
    public static CellMap of(int steps, List<String> featureNames, double[] values) {
        Require.argument(
                values.length == (long) steps * featureNames.size(),
                "a map of %d steps and %d features needs as many cells, but there are %d",
                steps,
                featureNames.size(),
                values.length);
        return of(steps, featureNames, (time, feature) -> values[time * featureNames.size() + feature]);
    }

    /** {@return T} */
    public int steps() {
        return steps;
    }

    /** {@return C} */
    public int features() {
        return featureNames.size();
    }

    /** {@return the C feature names} */
    public List<String> featureNames() {
        return featureNames;
    }

    /** {@return the number of a cell, NaN for no data} */
    public double value(int time, int feature) {
        Objects.checkIndex(feature, features());
        return values[time * features() + feature];
    }

    /** {@return the sorted values of all cells with data} */
    public double[] present() {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** {@return whether any cell is without data} */
    public boolean hasAbsent() {
        return Arrays.stream(values).anyMatch(Double::isNaN);
    }

    /** {@return the index of the cell with the largest magnitude, time * C + feature; -1 if there are no data} */
    public int peak() {
        int peak = -1;
        for (int i = 0; i < values.length; i++) {
            boolean higher = peak < 0 || Math.abs(values[i]) > Math.abs(values[peak]);
            peak = higher && !Double.isNaN(values[i]) ? i : peak;
        }
        return peak;
    }
}
