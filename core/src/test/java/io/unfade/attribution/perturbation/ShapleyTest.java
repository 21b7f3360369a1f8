package io.unfade.attribution.perturbation;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Background;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.GoldenNetworks;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ShapleyTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final double TOLERANCE = 1e-12;
    private static final Grouping CELLS = Grouping.of(Grouping.By.CELL);
    private static final Grouping STEPS = Grouping.of(Grouping.By.STEP);
    private static final Grouping FEATURES = Grouping.of(Grouping.By.FEATURE);

    private static TrainedModel network(Golden golden, String name) throws IOException {
        return TestModels.of(
                name.equals("lstm")
                        ? GoldenNetworks.plain(golden, Cell.LSTM, ModelSpec.Readout.of(ReadoutKind.LAST), "lstm.")
                        : GoldenNetworks.inputCell(golden, "ica.", HopPooling.MEAN));
    }

    /** One series of the reference numbers at a time, with its baseline as the only series of the background. */
    private static double[] explained(TrainedModel model, Golden golden, Attribution method) throws IOException {
        double[] maps = new double[27];
        for (int b = 0; b < 3; b++) {
            Background background = Background.of(inputs(golden, "baseline", b));
            Problem problem = Problem.of(model, inputs(golden, "x", b), Output.PROBABILITY, List.of("s" + b), 0, (int)
                            golden.longs("target")[b])
                    .with(background);
            System.arraycopy(method.attribute(problem).values(), 0, maps, 9 * b, 9);
        }
        return maps;
    }

    private static Inputs inputs(Golden golden, String array, int series) throws IOException {
        double[] values = Arrays.copyOfRange(golden.doubles(array), 9 * series, 9 * series + 9);
        return new Inputs(values, new int[] {3}, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "ica"})
    void attribute_cellsAndSteps_matchTheEnumerationOfReference(String name) throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden("attributions_shapley_tiny.npz", manager, DataType.FLOAT64);
                TrainedModel model = network(golden, name)) {
            double[] cells = golden.doubles(name + "_shapley");
            double[] fromBaseline = golden.doubles(name + "_shapley_baseline");
            for (Attribution method :
                    List.of(new Shapley(CELLS, Baseline.ZERO), new KernelShap(CELLS, 510, Baseline.ZERO))) {
                assertThat(explained(model, golden, method)).containsExactly(cells, within(TOLERANCE));
            }
            for (Attribution method : List.of(
                    new Shapley(CELLS, Baseline.TRAINING_MEAN), new KernelShap(CELLS, 510, Baseline.TRAINING_MEAN))) {
                assertThat(explained(model, golden, method)).containsExactly(fromBaseline, within(TOLERANCE));
            }
            double[] steps = golden.doubles(name + "_shapley_time");
            double[] shares = new double[27];
            Arrays.setAll(shares, cell -> steps[cell / 3] / 3);
            assertThat(explained(model, golden, new Shapley(STEPS, Baseline.ZERO)))
                    .containsExactly(shares, within(TOLERANCE));
            double[] sampled = explained(model, golden, new ShapleySampling(CELLS, 4000, Baseline.ZERO));
            assertThat(sampled).containsExactly(cells, within(2e-3)).isNotEqualTo(cells);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_features_matchCaptum(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            double[] features = golden.numbers("prob_shapley_features");
            double[] shares = new double[4 * 20 * 6];
            Arrays.setAll(shares, cell -> features[cell / 120 * 6 + cell % 6] / 20);
            Problem problem = golden.of(Output.PROBABILITY);
            assertThat(new Shapley(FEATURES, Baseline.ZERO).attribute(problem).values())
                    .containsExactly(shares, within(TOLERANCE));
            assertThat(new KernelShap(FEATURES, 62, Baseline.ZERO)
                            .attribute(problem)
                            .values())
                    .containsExactly(shares, within(TOLERANCE));
        }
    }

    /** All products of two cells, with random weights, and each cell. */
    private static Problem pairs(int... lengths) {
        double[] weights = new Random(1).doubles(14 * 14, -1, 1).toArray();
        Model model = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    double x = inputs.values()[inputs.offset(b) + i];
                    outputs[b][1] += x;
                    for (int j = 0; j < i; j++) {
                        outputs[b][1] += weights[14 * i + j] * x * inputs.values()[inputs.offset(b) + j];
                    }
                }
            }
            return outputs;
        });
        double[] values = new double[lengths.length * 14];
        Random random = new Random(2);
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < 2 * lengths[b]; i++) {
                values[14 * b + i] = random.nextGaussian();
            }
        }
        List<String> ids =
                Arrays.stream(lengths).mapToObj(length -> "of" + length).toList();
        int[] targets = new int[lengths.length];
        Arrays.fill(targets, 1);
        return Problem.of(model, new Inputs(values, lengths, 7, 2), Output.LOGIT, ids, 5, targets);
    }

    @Test
    void sampled_gamesOfPairs_areExactWithOrdersAndTheirReverses() {
        Problem problem = pairs(7, 1, 4);
        double[] exact = new Shapley(STEPS, Baseline.MEAN).attribute(problem).values();
        Attribution.Explained sampled = new ShapleySampling(STEPS, 2, Baseline.MEAN).attribute(problem);
        assertThat(sampled.values()).containsExactly(exact, within(TOLERANCE));
        assertThat(sampled.gaps()).containsExactly(new double[3], within(TOLERANCE));
        Attribution.Explained fitted = new KernelShap(STEPS, 60, Baseline.MEAN).attribute(problem);
        assertThat(fitted.values()).containsExactly(exact, within(TOLERANCE));
        assertThat(fitted.gaps()).containsExactly(new double[3], within(TOLERANCE));
        assertThat(new ShapleySampling(STEPS, 1, Baseline.MEAN)
                        .attribute(problem)
                        .values()[0])
                .isNotCloseTo(exact[0], within(1e-3));
    }

    @Test
    void kernelShap_tooFewCoalitionsForOneSolution_staysComplete() {
        Problem problem = pairs(7);
        Attribution.Explained fitted = new KernelShap(CELLS, 4, Baseline.ZERO).attribute(problem);
        assertThat(Arrays.stream(fitted.values()).sum()).isEqualTo(problem.values()[0], within(TOLERANCE));
        assertThat(fitted.gaps()).containsExactly(new double[1], within(TOLERANCE));
    }

    @Test
    void sampled_series_areAsAloneInWhateverBatch() {
        double[] together = new KernelShap(CELLS, 30, Baseline.ZERO)
                .attribute(pairs(7, 2, 4))
                .values();
        double[] alone =
                new KernelShap(CELLS, 30, Baseline.ZERO).attribute(pairs(7)).values();
        assertThat(Arrays.copyOf(together, 14)).containsExactly(alone, within(TOLERANCE));
        assertThat(Coalitions.count(4, 30)).isEqualTo(14);
        assertThat(Coalitions.count(14, 30)).isEqualTo(30);
        assertThat(Coalitions.count(200, 30)).isEqualTo(30);
    }

    @Test
    void drawnCoalitions_comeWithComplements_andInProportionToTheKernel() {
        Coalitions drawn = Coalitions.of(5, 20, new Random(3));
        Coalitions many = Coalitions.of(40, 40_000, new Random(3));
        assertThat(drawn.count()).isEqualTo(20);
        for (int k = 0; k < 20; k += 2) {
            for (int player = 0; player < 5; player++) {
                assertThat(drawn.has(k, player)).isNotEqualTo(drawn.has(k + 1, player));
            }
        }
        int[] ofSizes = new int[41];
        int[] ofPlayers = new int[40];
        for (int k = 0; k < many.count(); k++) {
            int size = 0;
            for (int player = 0; player < 40; player++) {
                size += many.has(k, player) ? 1 : 0;
                ofPlayers[player] += many.has(k, player) ? 1 : 0;
            }
            ofSizes[size]++;
        }
        double sum = 0;
        for (int size = 1; size < 40; size++) {
            sum += 1.0 / size / (40 - size);
        }
        for (int size = 1; size < 40; size++) {
            double expected = 40_000 / sum / size / (40 - size);
            assertThat((double) ofSizes[size]).isEqualTo(expected, within(6 * Math.sqrt(expected)));
        }
        assertThat(ofPlayers).containsOnly(20_000);
    }

    @Test
    void check_tooManyGroups_namesWhatIsRight() {
        assertThatThrownBy(() -> new Shapley(CELLS, Baseline.ZERO).check(new Extent(20, 6)))
                .hasMessage("shapley: 20 steps x 6 features make 120 groups 'cell', but all coalitions are computed for"
                        + " at most 12; use fewer groups, such as segments or larger blocks, or shapley-sampling or"
                        + " kernel-shap, which draw coalitions");
        assertThatCode(() -> new Shapley(Grouping.segments(12), Baseline.ZERO).check(new Extent(20, 6)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Shapley(Grouping.segments(13), Baseline.ZERO).check(new Extent(20, 6)))
                .hasMessageContaining("13 groups 'segments'");
        assertThatThrownBy(() -> new KernelShap(CELLS, 100, Baseline.ZERO).check(new Extent(20, 6)))
                .hasMessage("kernel-shap: 100 coalitions are too few for 120 groups; samples must be at least 960, or"
                        + " groups larger");
        assertThatCode(() -> new KernelShap(CELLS, 6, Baseline.ZERO).check(new Extent(3, 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new KernelShap(CELLS, 7, Baseline.ZERO)).hasMessageContaining("even number");
        assertThatThrownBy(() -> new ShapleySampling(CELLS, 0, Baseline.ZERO))
                .hasMessageContaining("samples must be in");
    }
}
