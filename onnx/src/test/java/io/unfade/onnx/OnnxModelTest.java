package io.unfade.onnx;

import io.unfade.TestModels;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Kind;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzFile;
import io.unfade.faithfulness.RemovalCurve;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.onnx.export.OnnxExport;
import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OnnxModelTest {
    private static final double FLOAT_OP = 1e-5;

    /** Of the largest cell: differences of outputs that are rounded in single precision. */
    private static final double ROUNDED_MAPS = 1e-3;

    @TempDir
    private Path folder;

    private static void check(Model model, SeriesSet set, Output output, int batchSize, double[][] expected) {
        double[][] found = model.outputs(model.prepare(set), output, batchSize);
        assertThat(found.length).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(FLOAT_OP));
        }
    }

    private static SeriesSet golden(double[] values, int[] labels, int... shape) {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, shape[0], shape[1], shape[2]);
        for (int i = 0; i < values.length; i++) {
            builder.cell(i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2], values[i]);
        }
        return builder.labels(labels, List.of("0", "1", "2")).build();
    }

    @Test
    void explain_exportedLstm_isCaptumsAblationOfTheOriginal() throws IOException {
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("attributions_lstm.npz"));
                Model model = Models.open(Fixtures.file("lstm.onnx"))) {
            double[] x = golden.array("x").toDoubles();
            int[] targets = Arrays.stream(golden.array("target").toDoubles())
                    .mapToInt(target -> (int) target)
                    .toArray();
            SeriesSet set = golden(x, targets, golden.array("x").shape());
            check(
                    model,
                    set,
                    Output.PROBABILITY,
                    4,
                    Fixtures.rows(golden.array("prob").toDoubles(), 3));
            for (Map.Entry<String, Map<String, String>> method : Map.of(
                            "prob_feature_ablation", Map.of("groups", "cell"),
                            "prob_occlusion_1xN", Map.of("groups", "step"))
                    .entrySet()) {
                SaliencyMaps maps = Explainer.explain(
                        model,
                        set,
                        Attributions.of("ablation", method.getValue()),
                        new Explainer.Request(new Target.Label(), Output.PROBABILITY, 3, 0),
                        Progress.NONE);
                double[] expected = golden.array(method.getKey()).toDoubles();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(maps.value(i / 120, i / 6 % 20, i % 6)).isEqualTo(expected[i], within(FLOAT_OP));
                }
            }
            assertThat(RemovalCurve.random(model, set, 0, 2, 0.5).accuracies()).hasSize(1);
        }
    }

    @Test
    void outputs_graphThatReadsLengths_takesUnequalSeriesInOneBatch() throws IOException {
        SeriesSet set = Fixtures.series();
        for (String name : List.of("lengths.onnx", "lengths_fixed.onnx")) { // int64; int32 and always 10 steps
            try (Model model = Models.open(Fixtures.file(name))) {
                check(model, set, Output.LOGIT, 5, Fixtures.expected("lengths_y"));
                check(model, set, Output.LOGIT, 2, Fixtures.expected("lengths_y"));
                assertThat(model.prepare(set).batches(5)).hasSize(1);
            }
        }
    }

    @Test
    void hasOtherAxes_asManyStepsAsFeatures_areOtherOnlyIfSeriesDoNotFit() {
        long[] square = {-1, 6, 6};
        OnnxGraph plain = new OnnxGraph("x", Precision.SINGLE, square, InputLayout.TIME_FEATURE, null, false, "y");
        OnnxGraph padded = new OnnxGraph("x", Precision.SINGLE, square, InputLayout.TIME_FEATURE, "n", true, "y");
        assertThat(plain.hasOtherAxes(6, 6)).isFalse();
        assertThat(plain.hasOtherAxes(4, 6)).isTrue();
        assertThat(padded.hasOtherAxes(4, 6)).isFalse();
        assertThat(padded.hasOtherAxes(100, 6)).isTrue();
        assertThat(padded.hasOtherAxes(6, 5)).isTrue();
    }

    @Test
    void outputs_fixedBatch_areOfAsManySeriesAsThereAre() throws IOException {
        try (Model model = Models.open(Fixtures.file("fixed.onnx"))) { // of 4
            for (int batchSize : new int[] {1, 4, 5, 64}) {
                check(model, Fixtures.whole(), Output.LOGIT, batchSize, Fixtures.expected("fixed_y"));
            }
            assertThat(model.signature().precision()).isEqualTo(Precision.SINGLE);
        }
    }

    @Test
    void outputs_featureTime_areThoseOfTheTurnedSeries() throws IOException {
        try (Model model = Models.open(Fixtures.file("convolution.onnx"), InputLayout.FEATURE_TIME)) {
            check(model, Fixtures.whole(), Output.LOGIT, 5, Fixtures.expected("convolution_y"));
        }
    }

    @Test
    void outputs_flatInDoublePrecisionNextToALabel_areTheProbabilities() throws IOException {
        try (Model model = Models.open(Fixtures.file("flat.onnx"), InputLayout.FLAT)) {
            check(model, Fixtures.whole(), Output.PROBABILITY, 2, Fixtures.expected("flat_y"));
            assertThat(model.signature().outputs()).containsExactly(Output.PROBABILITY);
            assertThat(model.signature().precision()).isEqualTo(Precision.DOUBLE);
        }
    }

    @Test
    void outputs_severalOfClasses_areTheLogits() throws IOException {
        try (Model model = Models.open(Fixtures.file("named.onnx"))) {
            check(model, Fixtures.whole(), Output.LOGIT, 5, Fixtures.expected("two_y"));
            assertThat(model.signature().allClassNames()).containsExactly("a", "b", "c"); // of the file's metadata
            assertThat(model.signature().names().ofFeatures()).containsExactly("x", "y", "z");
        }
    }

    @Test
    void explain_everyMethodOfPredictions_isThatOfTheExportedModel() throws IOException {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, 6, 2, 6, 4, 5).toBuilder()
                .labels(new int[] {0, 1, 2, 0, 1}, List.of("0", "1", "2"))
                .build();
        Path file = folder.resolve("exported.onnx");
        ModelSpec spec = TestModels.spec(Cell.LSTM, 1, false, HopPooling.CONCAT, ReadoutKind.LAST, 0);
        // a file that standardises has baselines of raw series
        try (TrainedModel trained = TestModels.initialized(spec, Precision.SINGLE, 5)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                OnnxExport.write(trained, out);
            }
            try (Model exported = Models.open(file)) {
                List<String> names = Attributions.kinds().stream()
                        .map(Kind::key)
                        .filter(name ->
                                Explainer.needs(Attributions.of(name, Map.of())).equals("predictions"))
                        .toList();
                assertThat(names).contains("occlusion", "ablation", "permutation", "shapley-sampling", "win-it");
                for (String name : names) {
                    assertSameMaps(name, maps(exported, set, name), maps(trained, set, name));
                }
            }
        }
    }

    private static SaliencyMaps maps(Model model, SeriesSet set, String name) {
        return Explainer.explain(
                model,
                set,
                Attributions.of(name, Map.of()),
                new Explainer.Request(new Target.Predicted(), new Contrast.None(), Output.LOGIT, 2, 0, set),
                Progress.NONE);
    }

    private static void assertSameMaps(String name, SaliencyMaps found, SaliencyMaps expected) {
        for (int i = 0; i < expected.count(); i++) {
            assertThat(found.target(i)).as(name).isEqualTo(expected.target(i));
            double largest = Arrays.stream(expected.absolute(i)).max().orElseThrow();
            assertThat(largest).as(name).isPositive();
            for (int cell = 0; cell < expected.length(i) * expected.features(); cell++) {
                int t = cell / expected.features();
                int c = cell % expected.features();
                assertThat(found.value(i, t, c))
                        .as(name)
                        .isEqualTo(expected.value(i, t, c), within(ROUNDED_MAPS * largest));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "two.onnx||has several outputs that could be those of the classes, first, second; name one of them",
                "maps.onnx|FLAT|gives its probabilities as a sequence of maps; export it so that it gives an array",
                "mask.onnx||has an input 'mask' (FLOAT (?, ?)) that is neither the series",
                "flat.onnx||reads series as (?, 30), so modelLayout must be flat, all features of a step side by side, but is time-feature",
                "fixed.onnx|FLAT|reads series as (4, 10, 3), so modelLayout must be time-feature or feature-time, but is flat",
            })
    void open_graphThatIsNoClassifierOfSeries_isRefused(String name, InputLayout layout, String problem) {
        assertThatThrownBy(() -> Models.open(Fixtures.file(name), layout))
                .hasMessageContaining(name + ": " + problem)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dropout.onnx||gives other outputs when it reads the same series again",
                "fixed.onnx|FEATURE_TIME|reads series as (4, 10, 3), but with layout feature-time these are (?, 3, 10); with layout time-feature they would fit",
                "convolution.onnx||reads series as (?, 3, ?), but with layout time-feature these are (?, 10, 3); with layout feature-time they would fit",
                "lstm.onnx||reads series as (?, ?, 6), but with layout time-feature these are (?, 10, 3)",
            })
    void prepare_seriesThatDoNotFit_areRefused(String name, InputLayout layout, String problem) throws IOException {
        SeriesSet set = Fixtures.whole();
        try (Model model = Models.open(Fixtures.file(name), layout)) {
            assertThatThrownBy(() -> model.prepare(set))
                    .hasMessageContaining(name + ": " + problem)
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void prepare_otherNumbersOfSteps_areRefusedWhereTheFileFixesThem() throws IOException {
        SeriesSet set = Fixtures.series();
        try (Model fixed = Models.open(Fixtures.file("fixed.onnx"));
                Model flat = Models.open(Fixtures.file("flat.onnx"), InputLayout.FLAT)) {
            assertThatThrownBy(() -> fixed.prepare(set))
                    .hasMessageContaining("fixed.onnx: reads series of exactly 10 steps, but series '1' has 7;");
            assertThatThrownBy(() -> flat.prepare(set))
                    .hasMessageContaining("flat.onnx: reads 30 values of a series, but series '1' has 7 steps of 3");
        }
    }

    @Test
    void doubts_softmaxOfSoftmax_isNamed() throws IOException {
        try (Model model = Models.open(Fixtures.file("twice.onnx"))) {
            check(model, Fixtures.whole(), Output.PROBABILITY, 5, Fixtures.expected("twice_y"));
            assertThat(model.doubts()).singleElement().asString().contains("as if a softmax had been applied twice");
        }
    }

    @Test
    void open_malformedFile_isRefusedInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.file("lstm.onnx"));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Models.open(cut))
                .hasMessageContaining("cut.onnx: is not ONNX that ONNX Runtime 1.29.0 can open: ")
                .message()
                .hasLineCount(1);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        Path unknown = Files.write(
                folder.resolve("unknown.onnx"),
                text.replace("Softmax", "Hardmux").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Models.open(unknown))
                .hasMessageContaining("unknown.onnx: is not ONNX that ONNX Runtime 1.29.0 can open: ")
                .hasMessageContaining("Hardmux")
                .message()
                .hasLineCount(1);
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> Models.open(empty))
                .hasMessageEndingWith("can open: ModelProto does not have a graph.");
    }
}
