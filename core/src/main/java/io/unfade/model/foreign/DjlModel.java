package io.unfade.model.foreign;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.engine.BlockNetwork;
import io.unfade.engine.Gradients;
import io.unfade.engine.ScriptedNetwork;
import io.unfade.model.Batch;
import io.unfade.model.Derivatives;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.InputLayout;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Softmax;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A classifier that a program has as a model or block of the Deep Java Library (DJL), with its PyTorch engine: from series
 * in one of three layouts to {@code (B, K)}, in evaluation mode. Differentiable.
 *
 * <p>The weights are copied, so the block may be trained further or closed, and gets no gradients. The first series that
 * are computed show whether the block gives them the same outputs again, and next to another series; a block that does not is
 * refused, since a map of a series would depend on others. A script that a DJL model holds is copied as a whole; its gradients
 * are refused where layers act only in training, as in {@link io.unfade.model.Models#open files of TorchScript}. Owns native memory until closed.
 * Thread-safe if the block's forward pass is.
 */
public final class DjlModel implements DifferentiableModel {
    /** Sums over a batch may be taken in another order than those of a single series. */
    private static final double SAME = 1e-4;

    /** From a series to another one that no layer confuses with it. */
    private static final double OTHER_SCALE = -1.7;

    private static final double OTHER_SHIFT = 0.9;

    private final Network network;
    private final InputLayout layout;
    private final Signature stated;
    private final io.unfade.model.Model outputs;
    private boolean alone;
    private boolean deterministic;

    /**
     * A copy of a network.
     *
     * @param predict gives the outputs
     * @param recorded gives them where a gradient is computed
     * @param script the network if it is a script; else null
     */
    private record Network(
            Supplier<NDManager> scopes,
            Function<NDList, NDArray> predict,
            Function<NDList, NDArray> recorded,
            @Nullable ScriptedNetwork script,
            Runnable end) {
        static Network of(ScriptedNetwork script) {
            return new Network(
                    script::newScope,
                    list -> script.forward(list, false),
                    list -> script.forward(list, true),
                    script,
                    script::close);
        }

        static Network of(BlockNetwork block) {
            return new Network(block::newScope, block::forward, block::forward, null, block::close);
        }
    }

    private DjlModel(Network network, Signature signature, InputLayout layout) {
        this.network = network;
        this.layout = layout;
        stated = signature;
        outputs = io.unfade.model.Model.of(signature, this::compute);
    }

    /**
     * {@return the model of a DJL model, such as a {@code ZooModel}; see {@link #of(Block, Signature, InputLayout)}} The
     * DJL model's translators are not used.
     */
    public static DjlModel of(Model model, Signature signature, InputLayout layout) throws IOException {
        return of(model.getBlock(), signature, layout);
    }

    /**
     * {@return the model of a block}
     *
     * @param block with weights; it takes series and, if the signature says that it masks the padding, their int64
     *     lengths {@code (B)} as a second array
     * @param signature sizes, names, standardisation and precision, and the one output that the block gives: logits or
     *     probabilities. From logits, probabilities and log-odds are computed.
     * @param layout of the series that the block reads
     * @throws IllegalArgumentException if the block has no weights yet, or of another precision
     * @throws IOException if a script cannot be copied
     */
    public static DjlModel of(Block block, Signature signature, InputLayout layout) throws IOException {
        Require.argument(
                signature.outputs().size() == 1 && !signature.outputs().contains(Output.LOG_ODDS),
                "a block gives logits or probabilities, but the signature names %s",
                signature.outputs());
        if (ScriptedNetwork.isScript(block)) {
            return new DjlModel(Network.of(ScriptedNetwork.copyOf(block)), signature, layout);
        }
        BlockNetwork network = BlockNetwork.of(block);
        DataType own = signature.precision() == Precision.DOUBLE ? DataType.FLOAT64 : DataType.FLOAT32;
        DataType type = network.type(own);
        if (type != own) {
            network.close();
            throw new IllegalArgumentException("the weights of the DJL block are " + type
                    + ", but the signature says precision " + signature.precision());
        }
        return new DjlModel(Network.of(network), signature, layout);
    }

    @Override
    public Signature signature() {
        return outputs.signature();
    }

    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        return outputs.outputs(inputs, output);
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        signature().checkGives(output);
        checkAlone(inputs);
        checkDeterministic(inputs);
        try (NDManager scope = network.scopes().get()) {
            Softmax softmax = stated.outputs().contains(Output.LOGIT) ? Softmax.PLAIN : null;
            Derivative found = Derivatives.of(
                    array(scope, inputs),
                    output,
                    seed,
                    softmax,
                    x -> checked(network.recorded().apply(list(x, inputs)), inputs));
            return new Derivative(found.outputs(), layout.restored(found.gradient(), inputs));
        }
    }

    private double[][] compute(Inputs inputs) {
        checkAlone(inputs);
        return predict(inputs);
    }

    private double[][] predict(Inputs inputs) {
        try (NDManager scope = network.scopes().get()) {
            return Gradients.without(() ->
                    TrainedModel.rows(checked(network.predict().apply(list(array(scope, inputs), inputs)), inputs)));
        }
    }

    private NDArray checked(NDArray y, Inputs inputs) {
        Require.argument(
                y.getShape().equals(new Shape(inputs.count(), stated.classes())),
                "the DJL block must give outputs of shape (%d, %d), one for each series and class, but gives %s",
                inputs.count(),
                stated.classes(),
                y.getShape());
        return y;
    }

    /** {@return the series as the block reads them; a leaf} */
    private NDArray array(NDManager scope, Inputs inputs) {
        Shape shape = new Shape(layout.shape(inputs.count(), inputs.steps(), inputs.features()));
        return Batch.array(scope, layout.arranged(inputs), shape, stated.precision());
    }

    private NDList list(NDArray x, Inputs inputs) {
        if (!stated.masksPadding()) {
            return new NDList(x);
        }
        long[] lengths = Arrays.stream(inputs.lengths()).asLongStream().toArray();
        return new NDList(x, x.getManager().create(lengths));
    }

    /** Checks once that a series has the same outputs alone, again, and next to another one. */
    private synchronized void checkAlone(Inputs inputs) {
        if (alone) {
            return;
        }
        Inputs first = inputs.first(inputs.lengths()[0], 0);
        Inputs both = Inputs.joined(List.of(
                first,
                first.with(Arrays.stream(first.values())
                        .map(value -> OTHER_SCALE * value + OTHER_SHIFT)
                        .toArray())));
        double[] expected = predict(first)[0];
        checkSame(
                expected,
                predict(first)[0],
                "when it reads the same series again; layers such as dropout must not" + " act when it predicts");
        checkSame(
                expected,
                predict(both)[0],
                "for a series next to another one in a batch; each must have outputs of" + " its own");
        alone = true;
    }

    private static void checkSame(double[] expected, double[] found, String when) {
        for (int k = 0; k < expected.length; k++) {
            Require.argument(
                    !(Math.abs(expected[k] - found[k]) > SAME * (1 + Math.abs(expected[k]))),
                    "the DJL block gives other outputs %s",
                    when);
        }
    }

    private synchronized void checkDeterministic(Inputs inputs) {
        ScriptedNetwork script = network.script();
        if (!deterministic && script != null) {
            TrainingMode.check(script, "the script of the DJL model", scope -> list(array(scope, inputs), inputs));
        }
        deterministic = true;
    }

    /** Releases the copy of the weights, not the block. */
    @Override
    public void close() {
        network.end().run();
    }
}
