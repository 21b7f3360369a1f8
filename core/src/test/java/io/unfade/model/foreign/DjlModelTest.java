package io.unfade.model.foreign;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.InputLayout;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DjlModelTest {
    private static final int STEPS = 6;
    private static final int FEATURES = 3;
    private static final int CLASSES = 2;
    private static final int SERIES = 4;
    private static final double SINGLE = 2e-5;
    private static final double DOUBLE = 1e-8;
    private static final double RULE = 1e-5;
    private static final double STEP = 1e-5;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = EngineRuntime.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Signature signature(Precision precision, Output output) {
        Signature any = Signature.of(FEATURES, CLASSES, output);
        return new Signature(FEATURES, CLASSES, any.names(), any.standardizer(), precision, EnumSet.of(output), false);
    }

    private static SeriesSet series() {
        Random random = new Random(5);
        double[] values = random.doubles(SERIES * STEPS * FEATURES, -1.5, 1.5).toArray();
        SeriesBuilder set = SeriesSet.builder(Precision.DOUBLE, SERIES, STEPS, FEATURES);
        for (int cell = 0; cell < values.length; cell++) {
            int row = cell / (STEPS * FEATURES);
            set.cell(row, cell / FEATURES % STEPS, cell % FEATURES, values[cell]);
        }
        return set.build();
    }

    private static double[] values(SeriesSet set, int row) {
        double[] values = new double[STEPS * FEATURES];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = set.value(row, cell / FEATURES, cell % FEATURES);
        }
        return values;
    }

    /** {@return a block with weights of all kinds, also in its biases} */
    private Block initialized(SequentialBlock block, DataType type, Shape input) {
        block.initialize(manager, type, input);
        Random random = new Random(9);
        for (Parameter parameter : block.getParameters().values()) {
            NDArray old = parameter.getArray();
            double[] weights = random.doubles(old.size(), -0.7, 0.7).toArray();
            old.set(manager.create(weights, old.getShape()).toType(type, false).toByteBuffer());
        }
        return block;
    }

    private Block lstm() {
        SequentialBlock block = new SequentialBlock()
                .add(LSTM.builder().setStateSize(4).setNumLayers(1).build())
                .add(Blocks.batchFlattenBlock())
                .add(Dropout.builder().optRate(0.5f).build())
                .add(Linear.builder().setUnits(CLASSES).build());
        return initialized(block, DataType.FLOAT32, new Shape(1, STEPS, FEATURES));
    }

    private static double[] weight(Block block, String end) {
        NDArray array = block.getParameters().stream()
                .filter(pair -> pair.getKey().endsWith(end))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getArray();
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    private static PlainLstm plain(Block lstm) {
        return new PlainLstm(
                weight(lstm, "l_0_i2h_WEIGHT"),
                weight(lstm, "l_0_h2h_WEIGHT"),
                weight(lstm, "l_0_i2h_BIAS"),
                weight(lstm, "l_0_h2h_BIAS"),
                weight(lstm, "Linear_weight"),
                weight(lstm, "Linear_bias"));
    }

    private Block linear() {
        SequentialBlock block = new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(new LambdaBlock(list -> new NDList(list.head().tanh())))
                .add(Linear.builder().setUnits(CLASSES).build());
        return initialized(block, DataType.FLOAT64, new Shape(1, STEPS * FEATURES));
    }

    private static double[] product(double[] weights, double[] bias, double[] x) {
        double[] y = bias.clone();
        for (int i = 0; i < weights.length; i++) {
            y[i / x.length] += weights[i] * x[i % x.length];
        }
        return y;
    }

    private static Function<double[], double[]> plainLinear(Block block) {
        double[] first = weight(block, "01Linear_weight");
        double[] firstBias = weight(block, "01Linear_bias");
        double[] second = weight(block, "03Linear_weight");
        double[] secondBias = weight(block, "03Linear_bias");
        return x -> {
            double[] hidden = product(first, firstBias, x);
            for (int j = 0; j < hidden.length; j++) {
                hidden[j] = Math.tanh(hidden[j]);
            }
            return product(second, secondBias, hidden);
        };
    }

    @Test
    void explain_lstmBlock_isThatOfItsDefinition() throws IOException {
        Block block = lstm();
        PlainLstm plain = plain(block);
        try (DjlModel model = DjlModel.of(block, signature(Precision.SINGLE, Output.LOGIT), InputLayout.TIME_FEATURE)) {
            check(model, x -> plain.logits(x, FEATURES), SINGLE);
        }
    }

    @Test
    void explain_flatBlockInDoublePrecision_isThatOfItsDefinition() throws IOException {
        Block block = linear();
        try (DjlModel model = DjlModel.of(block, signature(Precision.DOUBLE, Output.LOGIT), InputLayout.FLAT)) {
            check(model, plainLinear(block), DOUBLE);
        }
    }

    private static void check(DjlModel model, Function<double[], double[]> plain, double tolerance) {
        SeriesSet set = series();
        double[][] logits = model.outputs(model.prepare(set), Output.LOGIT, 3);
        SaliencyMaps gradient = maps(model, set, new Gradient());
        SaliencyMaps integrated = maps(model, set, new IntegratedGradients(30, Baseline.ZERO));
        SaliencyMaps occlusion = maps(model, set, new Occlusion(2, 0, 2, 1, Baseline.ZERO));
        for (int row = 0; row < SERIES; row++) {
            double[] x = values(set, row);
            assertThat(logits[row]).containsExactly(plain.apply(x), within(tolerance));
            for (int cell = 0; cell < x.length; cell++) {
                int t = cell / FEATURES;
                int c = cell % FEATURES;
                assertThat(gradient.value(row, t, c)).isEqualTo(slope(plain, x, cell), within(tolerance));
                assertThat(integrated.value(row, t, c)).isEqualTo(integral(plain, x, cell), within(tolerance + RULE));
                assertThat(occlusion.value(row, t, c)).isEqualTo(loss(plain, x, t / 2), within(tolerance));
            }
        }
    }

    private static SaliencyMaps maps(DjlModel model, SeriesSet set, Attribution method) {
        return Explainer.explain(
                model, set, method, new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 3, 0), Progress.NONE);
    }

    private static double slope(Function<double[], double[]> plain, double[] x, int cell) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[cell] += STEP;
        down[cell] -= STEP;
        return (plain.apply(up)[1] - plain.apply(down)[1]) / (2 * STEP);
    }

    /** {@return integrated gradients from 0, by the midpoint rule} */
    private static double integral(Function<double[], double[]> plain, double[] x, int cell) {
        int nodes = 300;
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double[] at = x.clone();
            for (int j = 0; j < at.length; j++) {
                at[j] *= (i + 0.5) / nodes;
            }
            sum += slope(plain, at, cell) / nodes;
        }
        return sum * x[cell];
    }

    /** {@return what the output loses without two steps} */
    private static double loss(Function<double[], double[]> plain, double[] x, int window) {
        double[] without = x.clone();
        for (int cell = window * 2 * FEATURES; cell < (window + 1) * 2 * FEATURES; cell++) {
            without[cell] = 0;
        }
        return plain.apply(x)[1] - plain.apply(without)[1];
    }

    @Test
    void of_blockThatIsTrained_keepsItsWeightsAndGivesNoGradientsBack() throws IOException {
        Block block = linear();
        Parameter weight = block.getParameters().get(0).getValue();
        weight.getArray().setRequiresGradient(true);
        SeriesSet set = series();
        try (DjlModel model = DjlModel.of(block, signature(Precision.DOUBLE, Output.LOGIT), InputLayout.FLAT)) {
            double[][] before = model.outputs(model.prepare(set), Output.LOGIT, SERIES);
            maps(model, set, new Gradient());
            assertThat(weight.getArray()
                            .getGradient()
                            .toType(DataType.FLOAT32, false)
                            .toFloatArray())
                    .containsOnly(0);
            weight.getArray().setRequiresGradient(false);
            weight.getArray().addi(1);
            assertThat(model.outputs(model.prepare(set), Output.LOGIT, SERIES)).isDeepEqualTo(before);
        }
    }

    @Test
    void outputs_scriptOfADjlModel_areThoseOfItsFile() throws Exception {
        Path file = TorchScriptModelTest.file("convolution.pt");
        SeriesSet set = TorchScriptModelTest.series().toBuilder()
                .lengths(new int[] {10, 10, 10, 10, 10})
                .build();
        DjlModel model;
        Signature signature = new Signature(
                set.features(),
                3,
                Signature.Names.UNKNOWN,
                Signature.of(1, 2, Output.LOGIT).standardizer(),
                Precision.SINGLE,
                EnumSet.of(Output.LOGIT),
                false);
        try (Model script = Model.newInstance("convolution.pt", "PyTorch")) {
            script.load(file.getParent(), "convolution.pt"); // in the form without gradients
            model = DjlModel.of(script, signature, InputLayout.FEATURE_TIME);
        }
        try (model;
                DifferentiableModel opened = (DifferentiableModel) Models.open(file, InputLayout.FEATURE_TIME)) {
            TorchScriptModelTest.check(model, set, 3, TorchScriptModelTest.expected("convolution_y"));
            PreparedSeries prepared = opened.prepare(set);
            double[][] seed = {{0, 1, 0}, {0, 1, 0}};
            assertThat(model.derivative(prepared.inputs(0, 1), Output.LOGIT, p -> seed)
                            .gradient())
                    .containsExactly(
                            opened.derivative(prepared.inputs(0, 1), Output.LOGIT, p -> seed)
                                    .gradient(),
                            within(SINGLE));
        }
    }

    @Test
    void outputs_blockThatMixesSeriesOrIsRandom_isRefused() throws IOException {
        Signature signature = signature(Precision.DOUBLE, Output.LOGIT);
        Block mixing = new LambdaBlock(list -> {
            NDArray x = list.head();
            NDArray two = x.get(":, :2");
            return new NDList(two.sub(two.mean(new int[] {0}, true)));
        });
        refused(mixing, signature, "gives other outputs for a series next to another one in a batch");
        Block random = new LambdaBlock(list -> {
            NDArray x = list.head();
            return new NDList(x.getManager().randomNormal(new Shape(x.getShape().get(0), CLASSES), DataType.FLOAT64));
        });
        refused(random, signature, "gives other outputs when it reads the same series again");
        Block wide = new LambdaBlock(list -> new NDList(list.head()));
        refused(wide, signature, "must give outputs of shape (1, 2), one for each series and class, but gives (1, 18)");
        refused(
                initialized(
                        new SequentialBlock().add(Linear.builder().setUnits(2).build()),
                        DataType.FLOAT64,
                        new Shape(1, 7)),
                signature,
                "cannot compute with series of shape (1, 18)");
    }

    private static void refused(Block block, Signature signature, String message) throws IOException {
        try (DjlModel model = DjlModel.of(block, signature, InputLayout.FLAT)) {
            SeriesSet set = series();
            assertThatThrownBy(() -> model.outputs(model.prepare(set), Output.LOGIT, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message)
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void of_blockWithoutWeightsOrOfAnotherPrecision_isRefused() {
        Block bare = Linear.builder().setUnits(CLASSES).build();
        assertThatThrownBy(() -> DjlModel.of(bare, signature(Precision.DOUBLE, Output.LOGIT), InputLayout.FLAT))
                .hasMessage("the DJL block has no weights yet: initialize or load it first");
        assertThatThrownBy(() -> DjlModel.of(linear(), signature(Precision.SINGLE, Output.LOGIT), InputLayout.FLAT))
                .hasMessage("the weights of the DJL block are float64, but the signature says precision SINGLE");
        assertThatThrownBy(() -> DjlModel.of(linear(), signature(Precision.DOUBLE, Output.LOG_ODDS), InputLayout.FLAT))
                .hasMessageContaining("a block gives logits or probabilities");
    }
}
