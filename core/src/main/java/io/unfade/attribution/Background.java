package io.unfade.attribution;

import io.unfade.model.Inputs;
import io.unfade.model.PreparedSeries;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Series of the training distribution, as the model reads them, from which methods take uninformative inputs. On the
 * heap. Immutable, and keeps what methods compute from it once; thread-safe.
 *
 * <p>A series that is too short is continued by the mean at each step over those that reach it, and after the longest
 * by the mean of each feature over all cells.
 */
public final class Background {
    private static final int UNKNOWN = -1;

    private final double[][] series;
    private final int[] labels;
    private final double[] means;
    private final double[] meansOfFeatures;
    private final Map<Object, Object> computed = new ConcurrentHashMap<>();

    /**
     * A background of series that a model can read.
     *
     * @param inputs at least one series
     * @param labels the class of each, by the model's index; none if unknown
     */
    public static Background of(Inputs inputs, int... labels) {
        double[][] series = new double[inputs.count()][];
        Arrays.setAll(
                series, i -> Arrays.copyOfRange(inputs.values(), inputs.offset(i), inputs.offset(i) + inputs.cells(i)));
        return new Background(series, inputs.features(), labels);
    }

    /** {@return a background of all series of a set, prepared for a model} */
    public static Background of(PreparedSeries prepared) {
        double[][] series = new double[prepared.set().count()][];
        Arrays.setAll(series, i -> prepared.inputs(i).values());
        int[] labels = new int[prepared.set().hasLabels() ? series.length : 0];
        Arrays.setAll(labels, i -> prepared.set().label(i));
        return new Background(series, prepared.set().features(), labels);
    }

    private Background(double[][] series, int features, int... labels) {
        this.series = series;
        this.labels = labels.clone();
        int longest =
                Arrays.stream(series).mapToInt(cells -> cells.length).max().orElseThrow();
        means = new double[longest];
        meansOfFeatures = new double[features];
        int[] counts = new int[longest];
        int[] ofFeatures = new int[features];
        for (double[] cells : series) {
            for (int i = 0; i < cells.length; i++) {
                means[i] += cells[i];
                counts[i]++;
                meansOfFeatures[i % features] += cells[i];
                ofFeatures[i % features]++;
            }
        }
        Arrays.setAll(means, i -> means[i] / counts[i]);
        Arrays.setAll(meansOfFeatures, c -> meansOfFeatures[c] / ofFeatures[c]);
    }

    /** {@return the number of series} */
    public int count() {
        return series.length;
    }

    /** {@return the number of cells of the longest series} */
    public int cells() {
        return means.length;
    }

    /**
     * {@return what a method computes of this background for all series that it explains, kept from the first time}
     *
     * @param type of the value, which its users do not change
     * @param key by which it is found again: the method, and whatever else it depends on
     * @param compute makes it; does not ask for other such values
     */
    public <T> T once(Class<T> type, List<Object> key, Supplier<T> compute) {
        return type.cast(computed.computeIfAbsent(key, any -> compute.get()));
    }

    /** {@return whether the classes of the series are known} */
    public boolean hasLabels() {
        return labels.length > 0;
    }

    /** {@return the class of a series, by the model's index; -1 if unknown} */
    public int label(int index) {
        return hasLabels() ? labels[index] : UNKNOWN;
    }

    /** {@return a cell of a series, row-major (time, feature); of any step} */
    public double cell(int index, int cell) {
        return cell < series[index].length ? series[index][cell] : mean(cell);
    }

    /** {@return the mean of a cell over the series that reach it} */
    double mean(int cell) {
        return cell < means.length ? means[cell] : meansOfFeatures[cell % meansOfFeatures.length];
    }

    /**
     * Copies the first cells of a series, row-major (time, feature), into an array.
     *
     * @param cells how many; may be more than the series has
     * @param target receives them
     * @param offset where in the target
     */
    public void copy(int index, int cells, double[] target, int offset) {
        for (int cell = 0; cell < cells; cell++) {
            target[offset + cell] = cell(index, cell);
        }
    }
}
