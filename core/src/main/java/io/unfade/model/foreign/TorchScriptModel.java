package io.unfade.model.foreign;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Gradients;
import io.unfade.engine.ScriptedNetwork;
import io.unfade.engine.ScriptedNetwork.Argument;
import io.unfade.model.Batch;
import io.unfade.model.Derivatives;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Softmax;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A classifier in a TorchScript file: {@code forward(x)}, or {@code forward(x, lengths)} with int64 lengths {@code
 * (B)}. Its precision is found by trial.
 */
final class TorchScriptModel extends ForeignModel implements DifferentiableModel {
    private final ScriptedNetwork network;
    private final boolean readsLengths;
    private volatile Precision precision = Precision.DOUBLE;
    private boolean deterministic;

    private TorchScriptModel(ModelFile file, ScriptedNetwork network, boolean readsLengths) {
        super(file);
        this.network = network;
        this.readsLengths = readsLengths;
    }

    static TorchScriptModel open(ModelFile file) throws IOException {
        ScriptedNetwork network = ScriptedNetwork.open(file.path());
        try {
            return new TorchScriptModel(file, network, readsLengths(file, network.arguments()));
        } catch (MalformedFileException e) {
            network.close();
            throw e;
        }
    }

    private static boolean readsLengths(ModelFile file, List<Argument> arguments) throws MalformedFileException {
        boolean lengths = arguments.size() >= 2 && isLengths(arguments.get(1));
        String others = arguments.stream()
                .skip(lengths ? 2 : 1)
                .filter(argument -> !argument.isOptional())
                .map(Argument::name)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new MalformedFileException(
                    file.path(),
                    "",
                    "forward must take the series, and may take their lengths as a second tensor whose name has 'len' in it,"
                            + " but also needs " + others + "; script a module that gives it those");
        }
        return lengths;
    }

    private static boolean isLengths(Argument argument) {
        return argument.type().startsWith("Tensor")
                && argument.name().toLowerCase(Locale.ROOT).contains("len");
    }

    @Override
    protected int statedFeatures() {
        return 0;
    }

    @Override
    protected boolean readsLengths() {
        return readsLengths;
    }

    @Override
    protected void checkFits(SeriesSet set) {
        // the file states no sizes
    }

    @Override
    protected Precision precisionFor(Inputs first) {
        precision = Precision.DOUBLE;
        try {
            compute(first);
        } catch (IllegalArgumentException inDouble) {
            precision = Precision.SINGLE;
            try {
                compute(first);
            } catch (IllegalArgumentException e) {
                // in a precision other than the script's, the engine only reports a mismatch
                throw String.valueOf(e.getMessage()).contains("dtype") ? inDouble : e;
            }
        }
        return precision;
    }

    @Override
    protected double[][] compute(Inputs inputs) {
        try (NDManager scope = network.newScope()) {
            return Gradients.without(() -> rows(list(array(scope, inputs), inputs)));
        }
    }

    private double[][] rows(NDList list) {
        NDArray y = network.forward(list, false);
        long series = list.head().getShape().get(0);
        Require.argument(
                y.getShape().dimension() == 2 && y.getShape().get(0) == series,
                "%s: must give (B, K) outputs of %s, but gives %s of %s",
                file().path(),
                switch (file().layout()) {
                    case TIME_FEATURE -> "(B, T, C) series";
                    case FEATURE_TIME -> "(B, C, T) series";
                    case FLAT -> "(B, T*C) series";
                },
                y.getShape(),
                list.head().getShape());
        return TrainedModel.rows(y);
    }

    /** {@return the series as the script reads them; a leaf} */
    private NDArray array(NDManager scope, Inputs inputs) {
        long[] shape = file().layout().shape(inputs.count(), inputs.steps(), inputs.features());
        return Batch.array(scope, file().layout().arranged(inputs), new Shape(shape), precision);
    }

    private NDList list(NDArray x, Inputs inputs) {
        if (!readsLengths) {
            return new NDList(x);
        }
        long[] lengths = Arrays.stream(inputs.lengths()).asLongStream().toArray();
        return new NDList(x, x.getManager().create(lengths));
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        signature().checkGives(output);
        checkDeterministic(inputs);
        try (NDManager scope = network.newScope()) {
            NDArray x = array(scope, inputs);
            Softmax softmax = given() == Output.LOGIT ? Softmax.PLAIN : null;
            Derivative found =
                    Derivatives.of(x, output, seed, softmax, input -> network.forward(list(input, inputs), true));
            return new Derivative(found.outputs(), file().layout().restored(found.gradient(), inputs));
        }
    }

    private synchronized void checkDeterministic(Inputs inputs) {
        if (!deterministic) {
            TrainingMode.check(network, file().path().toString(), scope -> list(array(scope, inputs), inputs));
            deterministic = true;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
