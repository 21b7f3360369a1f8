package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unfade.check.FileHash;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.engine.Gradients;
import io.unfade.engine.ScriptedNetwork;
import io.unfade.nn.Softmax;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A classifier in a TorchScript file: from {@code (B, T, C)} to {@code (B, K)}. It reads raw series, unless the script
 * standardises them itself, and no lengths, so a batch has series of one length only.
 *
 * <p>Such a file does not state its sizes, its precision, or whether it outputs logits or probabilities. All are
 * determined from the first series: probabilities are numbers in 0..1 that sum to 1. Its classes have no names: labels
 * are matched as in {@link Signature#align}. Feature names are those of the first series.
 */
final class TorchScriptModel implements DifferentiableModel {
    private static final double SUM_TOLERANCE = 1e-4;
    private static final double SAME = 1e-6;

    private final Path file;
    private final String hash;
    private final ScriptedNetwork network;
    private @Nullable Signature signature;
    private boolean deterministic;

    private TorchScriptModel(Path file, String hash, ScriptedNetwork network) {
        this.file = file;
        this.hash = hash;
        this.network = network;
    }

    static TorchScriptModel open(Path file) throws IOException {
        return new TorchScriptModel(file, FileHash.sha256(file), ScriptedNetwork.open(file));
    }

    @Override
    public Optional<String> fileHash() {
        return Optional.of(hash);
    }

    /** @throws IllegalStateException if no series have been prepared yet */
    @Override
    public synchronized Signature signature() {
        if (signature == null) {
            throw new IllegalStateException(file + ": a TorchScript file does not say its sizes; prepare series first");
        }
        return signature;
    }

    @Override
    public PreparedSeries prepare(SeriesSet set) {
        learnFrom(set);
        return DifferentiableModel.super.prepare(set);
    }

    @Override
    public PreparedSeries prepareLabelled(SeriesSet set) {
        learnFrom(set);
        return DifferentiableModel.super.prepareLabelled(set);
    }

    @Override
    public PreparedSeries prepareStandardized(SeriesSet set) {
        learnFrom(set);
        return DifferentiableModel.super.prepareStandardized(set);
    }

    private synchronized void learnFrom(SeriesSet set) {
        if (signature != null) {
            return;
        }
        Signature raw = Signature.of(set.features(), 1, Output.LOGIT);
        Inputs first = PreparedSeries.standardized(raw, set).inputs(0);
        Precision precision = Precision.DOUBLE;
        double[] outputs;
        try {
            outputs = first(first, precision);
        } catch (IllegalArgumentException e) {
            precision = Precision.SINGLE;
            outputs = inSingle(first, e);
        }
        Require.argument(
                outputs.length >= 2,
                "%s: gives one number for a series, but must give one for each of at least 2 classes",
                file);
        signature = new Signature(
                set.features(),
                outputs.length,
                new Signature.Names(null, Signature.isNumbered(set.featureNames()) ? null : set.featureNames()),
                Standardizer.none(),
                precision,
                areProbabilities(outputs) ? EnumSet.of(Output.PROBABILITY) : EnumSet.allOf(Output.class),
                false);
    }

    private double[] inSingle(Inputs inputs, IllegalArgumentException inDouble) {
        try {
            return first(inputs, Precision.SINGLE);
        } catch (IllegalArgumentException e) {
            // in a precision other than the script's, the engine only reports a mismatch
            throw String.valueOf(e.getMessage()).contains("dtype") ? inDouble : e;
        }
    }

    private double[] first(Inputs inputs, Precision precision) {
        try (NDManager scope = network.newScope()) {
            NDArray y = Gradients.without(
                    () -> network.forward(Batch.of(scope, inputs, precision).x(), false));
            Require.argument(
                    y.getShape().dimension() == 2 && y.getShape().get(0) == 1,
                    "%s: must give (B, K) outputs of (B, T, C) series, but gives %s of one series",
                    file,
                    y.getShape());
            return TrainedModel.rows(y)[0];
        }
    }

    private static boolean areProbabilities(double... outputs) {
        return Arrays.stream(outputs).allMatch(value -> value >= 0 && value <= 1)
                && Math.abs(Arrays.stream(outputs).sum() - 1) < SUM_TOLERANCE;
    }

    private Output given() {
        Set<Output> outputs = signature().outputs();
        return outputs.contains(Output.LOGIT) ? Output.LOGIT : Output.PROBABILITY;
    }

    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        signature().checkGives(output);
        try (NDManager scope = network.newScope()) {
            NDArray x = Batch.of(scope, inputs, signature().precision()).x();
            NDArray values = Gradients.without(() -> network.forward(x, false));
            if (output == Output.LOG_ODDS) {
                return Derivatives.logOdds(Softmax.PLAIN, TrainedModel.rows(values));
            }
            return TrainedModel.rows(output == given() ? values : Softmax.PLAIN.of(values));
        }
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        signature().checkGives(output);
        checkDeterministic(inputs);
        try (NDManager scope = network.newScope()) {
            NDArray x = Batch.of(scope, inputs, signature().precision()).x();
            Softmax softmax = given() == Output.LOGIT ? Softmax.PLAIN : null;
            return Derivatives.of(x, output, seed, softmax, input -> network.forward(input, true));
        }
    }

    /**
     * Gradients need training mode, and are right only if the script computes the same in it. This is tested on a
     * second copy, since some layers change in training mode.
     */
    private synchronized void checkDeterministic(Inputs inputs) {
        if (deterministic) {
            return;
        }
        try (ScriptedNetwork copy = ScriptedNetwork.open(file);
                NDManager scope = copy.newScope()) {
            NDArray x = Batch.of(
                            scope,
                            inputs,
                            Require.present(signature, "no series were prepared")
                                    .precision())
                    .x();
            double[][] predicted = TrainedModel.rows(Gradients.without(() -> copy.forward(x, false)));
            double[][] training = TrainedModel.rows(Gradients.without(() -> copy.forward(x, true)));
            for (int b = 0; b < predicted.length; b++) {
                for (int k = 0; k < predicted[b].length; k++) {
                    Require.argument(
                            Math.abs(predicted[b][k] - training[b][k]) <= SAME * (1 + Math.abs(predicted[b][k])),
                            "%s: has layers such as dropout or batch normalization that act in training only; save it"
                                    + " without them, so that its gradients are those of its predictions",
                            file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deterministic = true;
    }

    @Override
    public void close() {
        network.close();
    }
}
