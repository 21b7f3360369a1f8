package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.engine.InPlace;
import io.unfade.nn.Classifier;
import io.unfade.nn.Initialization;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A classifier with its weights, its standardisation and where it came from. Owns native memory until closed.
 *
 * <p>Predictions and gradients are taken in evaluation mode: no dropout, a function of the input alone. Safe to use from
 * several threads, except while it is trained.
 */
public final class TrainedModel implements AutoCloseable {
    private final NDManager manager;
    private final ParameterStore store;
    private final ModelDescription description;
    private final Standardizer standardizer;
    private final Classifier network;
    private final DataType type;
    private @Nullable ObjectNode provenance;

    private TrainedModel(ModelDescription description, Standardizer standardizer, Precision precision) {
        Require.argument(
                description.standardization() == standardizer.kind(),
                "the description says standardization %s, but %s was given",
                description.standardization().label(),
                standardizer.kind().label());
        this.description = description;
        this.standardizer = standardizer;
        network = new Classifier(description.spec());
        manager = EngineRuntime.newManager();
        store = new ParameterStore(manager, false);
        type = precision == Precision.DOUBLE ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    /**
     * A model with first weights.
     *
     * @param precision of weights and arithmetic
     * @param seed of the first weights
     */
    public static TrainedModel initialize(
            ModelDescription description, Standardizer standardizer, Precision precision, long seed) {
        TrainedModel model = new TrainedModel(description, standardizer, precision);
        Initialization.apply(model.network, model.manager, model.type, seed);
        model.fillStore();
        return model;
    }

    /**
     * A model with given weights.
     *
     * @param weights a tensor for every name of the network's weights, of its shape
     * @throws IllegalArgumentException if one is missing or misshapen
     */
    public static TrainedModel of(
            ModelDescription description, Standardizer standardizer, Precision precision, Map<String, Tensor> weights) {
        TrainedModel model = new TrainedModel(description, standardizer, precision);
        try {
            for (String name : model.network.weights().keySet()) {
                Tensor tensor = Require.present(weights.get(name), "weight '%s' is missing", name);
                model.network.setWeight(name, tensor.toArray(model.manager, model.type));
            }
        } catch (IllegalArgumentException e) {
            model.close();
            throw e;
        }
        model.fillStore();
        return model;
    }

    /** Has the store know every weight from the start: its own first look at a weight is not safe from two threads. */
    private void fillStore() {
        network.weights().values().forEach(weight -> store.getValue(weight, manager.getDevice(), false));
    }

    /** {@return architecture, names and preparation} */
    public ModelDescription description() {
        return description;
    }

    /** {@return how inputs are standardised} */
    public Standardizer standardizer() {
        return standardizer;
    }

    /** {@return the network} */
    public Classifier network() {
        return network;
    }

    /** {@return the store through which the network finds its weights} */
    public ParameterStore store() {
        return store;
    }

    /** {@return the precision of weights and arithmetic} */
    public Precision precision() {
        return type == DataType.FLOAT64 ? Precision.DOUBLE : Precision.SINGLE;
    }

    /** {@return where the model came from, as a JSON object of free form; null if unknown} */
    public @Nullable ObjectNode provenance() {
        return provenance;
    }

    /** Says where the model came from. */
    public void setProvenance(@Nullable ObjectNode provenance) {
        this.provenance = provenance;
    }

    /** {@return the weights' arrays; they belong to the model} */
    public NDList parameters() {
        return new NDList(
                network.weights().values().stream().map(Parameter::getArray).toList());
    }

    /** {@return copies of the weights by name} */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        network.weights().forEach((name, parameter) -> copies.put(name, Tensor.of(parameter.getArray())));
        return copies;
    }

    /** Overwrites the weights with copies that {@link #weights} made. */
    public void restore(Map<String, Tensor> weights) {
        Gradients.without(() -> {
            try (NDManager scope = newScope()) {
                network.weights()
                        .forEach((name, parameter) -> InPlace.copy(
                                Require.present(weights.get(name), "weight '%s' is missing", name)
                                        .toArray(scope, type),
                                parameter.getArray()));
            }
            return true;
        });
    }

    /** {@return a scope for native memory on the model's device; to be closed by the caller before the model} */
    public NDManager newScope() {
        return manager.newSubManager();
    }

    /**
     * Checks that series can be given to the model.
     *
     * @throws IllegalArgumentException if they have other features, or for per-cell standardisation other steps, than
     *     the model was made for
     */
    public void checkFits(SeriesSet set) {
        int features = description.spec().features();
        Require.argument(
                set.features() == features,
                "the model was made for %d features, but the series have %d",
                features,
                set.features());
        standardizer.checkFits(set);
    }

    /**
     * {@return the named series as the network wants them: standardised, cut to the longest of them}
     *
     * @param scope owns the arrays
     * @param set must fit the model
     * @param rows indices of series
     */
    public Batch batch(NDManager scope, SeriesSet set, int... rows) {
        return Batch.of(scope, set, standardizer, precision(), rows);
    }

    /**
     * {@return logits {@code (B, K)} in evaluation mode, on the manager of the batch}; recorded for gradients where the
     * caller takes one.
     */
    public NDArray logits(NDList inputs) {
        return network.forward(store, inputs, false).head();
    }

    /**
     * The probability of every class for every series.
     *
     * @param set features must be the model's
     * @param batchSize series at a time, at least 1; bounds the native memory
     * @return {@code [n][K]}, each row sums to 1
     * @throws IllegalArgumentException if the set does not fit the model, or a series has values that it cannot compute
     *     with; the message names series, step and feature
     */
    public double[][] probabilities(SeriesSet set, int batchSize) {
        checkFits(set);
        double[][] probabilities = new double[set.count()][];
        for (int[] rows : batches(set.count(), batchSize)) {
            try (NDManager scope = newScope()) {
                NDArray values = Gradients.without(
                        () -> logits(batch(scope, set, rows).inputs()).softmax(1));
                double[][] part = checkedRows(values, set, rows);
                System.arraycopy(part, 0, probabilities, rows[0], rows.length);
            }
        }
        return probabilities;
    }

    /**
     * {@return a stream that takes the raw steps of one series as they come, in constant memory, with a copy of the present
     * weights; it needs neither the engine nor this model any more}
     *
     * @throws IllegalStateException if the network is bidirectional
     */
    public SeriesStream stream() {
        return new SeriesStream(standardizer, network.stream());
    }

    /** {@return the indices 0..count-1 in order, cut into batches} */
    public static List<int[]> batches(int count, int batchSize) {
        Require.argument(batchSize >= 1, "batch size must be at least 1, but was %d", batchSize);
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < count; from += batchSize) {
            int start = from;
            int[] rows = new int[Math.min(batchSize, count - from)];
            Arrays.setAll(rows, i -> start + i);
            batches.add(rows);
        }
        return batches;
    }

    /**
     * {@return the outputs of a batch, by series}
     *
     * @param outputs {@code (B, K)}
     * @param set where the series stand
     * @param rows indices of the B series
     * @throws IllegalArgumentException if an output is not a number; the message names the series and its largest value
     */
    public double[][] checkedRows(NDArray outputs, SeriesSet set, int... rows) {
        double[][] values = rows(outputs);
        for (int b = 0; b < rows.length; b++) {
            if (!Arrays.stream(values[b]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(notComputed(set, rows[b]));
            }
        }
        return values;
    }

    private String notComputed(SeriesSet set, int row) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(row, cells, 0);
        standardizer.applyTo(cells, 0, set.length(row));
        int largest = 0;
        for (int cell = 1; cell < set.length(row) * set.features(); cell++) {
            largest = Math.abs(cells[cell]) > Math.abs(cells[largest]) ? cell : largest;
        }
        return String.format(
                Locale.ROOT,
                "series %d ('%s'): the model's output is not a number; the largest standardized value is %s, at step %d of"
                        + " feature '%s'. Correct it, or train with another standardization",
                row,
                set.ids().get(row),
                cells[largest],
                largest / set.features(),
                set.featureNames().get(largest % set.features()));
    }

    /**
     * Checks that the values of all series can be computed with, as each batch is checked when it is made.
     *
     * @param set fits the model
     * @throws IllegalArgumentException if a standardised value is not a number or larger than {@link Precision#limit}; the
     *     message names series, step and feature
     */
    public void checkValues(SeriesSet set) {
        Batch.check(set, standardizer, precision());
    }

    /** {@return the rows of a matrix} */
    public static double[][] rows(NDArray matrix) {
        double[] values = Tensor.of(matrix).toDoubles();
        int width = (int) matrix.getShape().get(1);
        double[][] rows = new double[values.length / width][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
        return rows;
    }

    @Override
    public void close() {
        manager.close();
    }
}
