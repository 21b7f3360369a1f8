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
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.io.SeriesFiles;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.engine.InPlace;
import io.unfade.engine.MachineMemory;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Classifier;
import io.unfade.nn.ClassifierStream;
import io.unfade.nn.Initialization;
import io.unfade.nn.Softmax;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A classifier with its weights, standardisation and provenance. Owns native memory until closed. An ensemble is one
 * model too: its logits are the mean of its members'.
 *
 * <p>Predictions and gradients are computed in evaluation mode: no dropout, a function of the input only. Thread-safe,
 * except during training.
 */
public final class TrainedModel implements RecurrentModel {
    /** Weights, gradients and the two moments of Adam. */
    private static final int COPIES_IN_TRAINING = 4;

    private final NDManager manager;
    private final ParameterStore store;
    private final Standardizer standardizer;
    private final Classifier network;
    private final DataType type;
    private ModelDescription description;
    private @Nullable ObjectNode provenance;
    private @Nullable String fileHash;

    private TrainedModel(ModelDescription description, Standardizer standardizer, Precision precision) {
        Require.argument(
                description.standardization() == standardizer.kind(),
                "the description says standardization %s, but %s was given",
                description.standardization().key(),
                standardizer.kind().key());
        this.description = description;
        this.standardizer = standardizer;
        network = new Classifier(description.spec());
        manager = EngineRuntime.newManager();
        store = new ParameterStore(manager, false);
        type = precision == Precision.DOUBLE ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    /**
     * Creates a model with initial weights.
     *
     * @param precision of weights and arithmetic
     * @param seed of the initial weights
     * @throws IllegalArgumentException if weights, their gradients and the two moments of Adam need more memory than the
     *     machine has
     */
    public static TrainedModel initialize(
            ModelDescription description, Standardizer standardizer, Precision precision, long seed) {
        TrainedModel model = new TrainedModel(description, standardizer, precision);
        try {
            model.checkMemory();
        } catch (IllegalArgumentException e) {
            model.close();
            throw e;
        }
        Initialization.apply(model.network, model.manager, model.type, seed);
        model.fillStore();
        return model;
    }

    /**
     * Creates a model with given weights.
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

    private void checkMemory() {
        double count = 0;
        for (String name : network.weights().keySet()) {
            double size = 1;
            for (long axis : network.shape(name).getShape()) {
                size *= axis;
            }
            count += size;
        }
        MachineMemory.require(
                String.format(Locale.ROOT, "to train the %,.0f weights of this model takes", count),
                COPIES_IN_TRAINING * type.getNumOfBytes() * count);
    }

    /** Pre-populates the parameter store, because its lazy lookup is not thread-safe. */
    private void fillStore() {
        network.weights().values().forEach(weight -> store.getValue(weight, manager.getDevice(), false));
    }

    /**
     * {@return the SHA-256 of the description and weights, as in {@link ModelFolder#hash}; empty if the model was not
     * read from a folder}
     */
    @Override
    public Optional<String> fileHash() {
        return Optional.ofNullable(fileHash);
    }

    void setFileHash(String hash) {
        fileHash = hash;
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

    /** {@return the store of the network's weights} */
    public ParameterStore store() {
        return store;
    }

    /** {@return the precision of weights and arithmetic} */
    public Precision precision() {
        return type == DataType.FLOAT64 ? Precision.DOUBLE : Precision.SINGLE;
    }

    /** {@return the provenance of the model, a free-form JSON object; null if unknown} */
    public @Nullable ObjectNode provenance() {
        return provenance;
    }

    /** Sets the provenance of the model. */
    public void setProvenance(@Nullable ObjectNode provenance) {
        this.provenance = provenance;
    }

    /** {@return the arrays of the weights that are learnt by their gradients; they belong to the model} */
    public NDList parameters() {
        return new NDList(network.learntWeights().values().stream()
                .map(Parameter::getArray)
                .toList());
    }

    /** {@return copies of the weights by name} */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        network.weights().forEach((name, parameter) -> copies.put(name, Tensor.of(parameter.getArray())));
        return copies;
    }

    /** Overwrites the weights with copies from {@link #weights}. */
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

    /**
     * Sets the temperature of the probabilities, see {@link io.unfade.metric.TemperatureScaling}; logits and predicted
     * classes stay.
     *
     * @throws IllegalArgumentException if it is out of the range of {@link io.unfade.math.Temperature}
     */
    public void setTemperature(double temperature) {
        description = description.withTemperature(temperature);
        fileHash = null;
    }

    /**
     * Sets the level of the noise under which the model was trained, see {@link #noiseLevel}.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public void setNoiseLevel(double level) {
        description = description.withNoiseLevel(level);
        fileHash = null;
    }

    /** {@return a scope for native memory on the model's device; the caller closes it before the model} */
    public NDManager newScope() {
        EngineRuntime.settleThread();
        return manager.newSubManager();
    }

    /**
     * {@return the series of a file, read like the training series: with the same handling of missing values and time
     * axis}; for other options, start from {@link ModelDescription#readOptions}
     *
     * @param file the file, with its format in the name
     * @throws IllegalArgumentException if the name has no known format
     * @throws io.unfade.check.MalformedFileException if the content violates the format
     * @throws IOException if reading fails
     */
    public SeriesSet read(Path file) throws IOException {
        return SeriesFiles.read(file, description.readOptions(file));
    }

    @Override
    public Signature signature() {
        return description.signature(standardizer, precision());
    }

    @Override
    public Optional<ReadingRule> reading() {
        return Optional.ofNullable(description.reading());
    }

    @Override
    public double noiseLevel() {
        return description.noiseLevel();
    }

    @Override
    public ModelSpec spec() {
        return description.spec();
    }

    @Override
    public double temperature() {
        return description.temperature();
    }

    @Override
    public Tensor weight(String name) {
        return Tensor.of(network.weight(name).getArray());
    }

    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        try (NDManager scope = newScope()) {
            Batch batch = Batch.of(scope, inputs, precision());
            double[][] rows = rows(Gradients.without(() -> chosen(logits(batch.inputs()), output)));
            return output == Output.LOG_ODDS ? Derivatives.logOdds(softmax(), rows) : rows;
        }
    }

    @Override
    public double[][][] outputsOfPrefixes(Inputs inputs, int first, Output output) {
        try (NDManager scope = newScope()) {
            NDList list = Batch.of(scope, inputs, precision()).inputs();
            Tensor logits = Tensor.of(Gradients.without(() -> logitsOfPrefixes(list)));
            return new PrefixLogits(logits, inputs, spec(), softmax()).outputs(first, output);
        }
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        try (NDManager scope = newScope()) {
            Batch batch = Batch.of(scope, inputs, precision());
            return Derivatives.of(batch.x(), output, seed, softmax(), x -> logits(batch.inputs(x)));
        }
    }

    @Override
    public double[][] lastLayerInputs(Inputs inputs) {
        Require.argument(spec().members() == 1, "each of several members has layers of its own");
        try (NDManager scope = newScope()) {
            Batch batch = Batch.of(scope, inputs, precision());
            return rows(Gradients.without(() -> network.lastLayerInputs(store, batch.inputs()))
                    .squeeze(0));
        }
    }

    /**
     * {@return the logits of all prefixes {@code (B, T', K)}, as {@link #logits}, at the places of {@link
     * Classifier#logitsOfPrefixes}, which says when it fails}
     */
    public NDArray logitsOfPrefixes(NDList inputs) {
        return members().mean(inputs, repeated -> network.logitsOfPrefixes(store, repeated));
    }

    private NDArray chosen(NDArray logits, Output output) {
        return output == Output.PROBABILITY ? softmax().of(logits) : logits;
    }

    /** {@return from logits to probabilities} */
    public Softmax softmax() {
        return new Softmax(temperature());
    }

    private Members members() {
        return new Members(spec().members());
    }

    @Override
    public boolean resumes() {
        return network.resumes();
    }

    @Override
    public KeptPrefix start(int series) {
        return NetworkPrefix.start(this, series);
    }

    /**
     * {@return logits {@code (B, K)} in evaluation mode, on the manager of the batch: the mean over the members}
     * Recorded for gradients if the caller computes one.
     */
    public NDArray logits(NDList inputs) {
        return members()
                .mean(
                        inputs,
                        repeated -> network.forward(store, repeated, false).head());
    }

    /** As in {@link RecurrentModel}; its level of noise is that of the ensemble, the geometric mean over the members. */
    @Override
    public TrainedModel member(int index) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        weights().forEach((name, tensor) -> own.put(name, tensor.part(index, spec().members())));
        return of(description.withMembers(1), standardizer, precision(), own);
    }

    /**
     * {@return a stream that reads the raw steps of one series as they arrive, in constant memory, with a copy of the
     * current weights and the current temperature; independent of the engine and of this model}
     *
     * @throws IllegalStateException if the network is bidirectional, or standardises per series or group, which needs
     *     all steps
     */
    public SeriesStream stream() {
        if (standardizer.kind() == Standardization.PER_SERIES || standardizer.kind() == Standardization.PER_GROUP) {
            throw new IllegalStateException(
                    "a model with " + standardizer.kind().key()
                            + " standardization cannot take a series step by step: mean and scale are not known before"
                            + " its last step");
        }
        List<ClassifierStream> streams = new ArrayList<>();
        for (int i = 0; i < spec().members(); i++) {
            try (TrainedModel member = member(i)) {
                streams.add(member.network.stream());
            }
        }
        return new SeriesStream(description.stepwiseMarks(), standardizer, streams, softmax(), fileHash);
    }

    /** {@return the rows of a matrix} */
    public static double[][] rows(NDArray matrix) {
        return Tensor.of(matrix).rows();
    }

    @Override
    public void close() {
        manager.close();
    }
}
