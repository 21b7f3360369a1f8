package io.unfade.model.foreign;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzFile;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.InputLayout;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Scripts of {@code testing/foreign/make_models.py}, and what PyTorch computes with them. */
class TorchScriptModelTest {
    private static final double FLOAT_OP = 1e-5;

    @TempDir
    private Path folder;

    static Path file(String name) {
        URL url = Objects.requireNonNull(TorchScriptModelTest.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static SeriesSet series() throws IOException {
        return SeriesFiles.read(file("series.npz"));
    }

    static double[][] expected(String name) throws IOException {
        try (NpzFile all = NpzFile.open(file("series.npz"))) {
            double[] values = all.array(name).toDoubles();
            int classes = all.array(name).shape()[1];
            return IntStream.range(0, values.length / classes)
                    .mapToObj(i -> Arrays.copyOfRange(values, i * classes, (i + 1) * classes))
                    .toArray(double[][]::new);
        }
    }

    static void check(Model model, SeriesSet set, int batchSize, double[][] expected) {
        double[][] found = model.outputs(model.prepare(set), Output.LOGIT, batchSize);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(FLOAT_OP));
        }
    }

    /** {@return the script as its own file, next to which there may be others} */
    private Path copy(String name) throws IOException {
        return Files.copy(file(name), folder.resolve(name));
    }

    @Test
    void outputs_scriptThatReadsLengths_takesUnequalSeriesInOneBatch() throws IOException {
        SeriesSet set = series();
        try (Model model = Models.open(file("lengths.pt"))) {
            check(model, set, 5, expected("lengths_y"));
            check(model, set, 2, expected("lengths_y"));
            assertThat(model.signature().masksPadding()).isTrue();
            assertThat(model.prepare(set).batches(5)).hasSize(1);
        }
    }

    @Test
    void outputs_scriptWithoutLengths_takesSeriesOfOneLengthAtATime() throws IOException {
        SeriesSet set = series();
        try (Model model = Models.open(file("convolution.pt"), InputLayout.FEATURE_TIME)) {
            assertThat(model.prepare(set).batches(5).stream().map(rows -> rows.length))
                    .containsExactly(1, 1, 1, 2);
        }
    }

    @Test
    void outputs_featureTimeLayout_areThoseOfTheTurnedSeries() throws IOException {
        SeriesSet whole =
                series().toBuilder().lengths(new int[] {10, 10, 10, 10, 10}).build();
        try (Model model = Models.open(file("convolution.pt"), InputLayout.FEATURE_TIME)) {
            check(model, whole, 5, expected("convolution_y"));
        }
        Path script = copy("convolution.pt");
        Files.writeString(folder.resolve("convolution.json"), "{\"layout\": \"feature-time\"}");
        try (Model model = Models.open(script)) {
            check(model, whole, 2, expected("convolution_y"));
        }
        try (Model model = Models.open(script, InputLayout.TIME_FEATURE)) { // what is given wins
            assertThatThrownBy(() -> model.prepare(whole))
                    .hasMessageContaining("the script cannot compute with these series: ")
                    .hasMessageContaining("to have 3 channels")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void derivative_layoutAndLengths_isThatOfEachCell() throws IOException {
        try (Model turned = Models.open(file("convolution.pt"), InputLayout.FEATURE_TIME);
                Model unequal = Models.open(file("lengths.pt"))) {
            for (Model model : List.of(turned, unequal)) {
                PreparedSeries prepared = model.prepare(series());
                for (int[] rows : prepared.batches(5)) {
                    checkDerivative((DifferentiableModel) model, prepared.inputs(rows));
                }
            }
        }
    }

    private static void checkDerivative(DifferentiableModel model, Inputs inputs) {
        double step = 1e-2; // float32: smaller ones drown in rounding
        double[] gradient = model.derivative(inputs, Output.LOGIT, probabilities -> ofClass(inputs.count(), 1))
                .gradient();
        for (int b = 0; b < inputs.count(); b++) {
            for (int cell = 0; cell < inputs.steps() * inputs.features(); cell++) {
                int place = inputs.offset(b) + cell;
                double slope = (moved(model, inputs, place, step)[b][1] - moved(model, inputs, place, -step)[b][1])
                        / (2 * step);
                assertThat(gradient[place]).isEqualTo(cell < inputs.cells(b) ? slope : 0, within(2e-3));
            }
        }
    }

    private static double[][] ofClass(int count, int k) {
        double[][] seed = new double[count][3];
        Arrays.stream(seed).forEach(row -> row[k] = 1);
        return seed;
    }

    private static double[][] moved(Model model, Inputs inputs, int cell, double step) {
        double[] values = inputs.values().clone();
        values[cell] += step;
        return model.outputs(inputs.with(values), Output.LOGIT);
    }

    @Test
    void open_scriptThatNeedsSomethingElse_isRefusedInOneLine() {
        assertThatThrownBy(() -> Models.open(file("mask.pt")))
                .hasMessageContaining("mask.pt: forward must take the series")
                .hasMessageContaining("but also needs mask;");
    }

    @Test
    void prepare_scriptInTrainingMode_isRefusedWithTheCause() throws IOException {
        try (Model model = Models.open(file("dropout.pt"))) {
            SeriesSet set = series();
            assertThatThrownBy(() -> model.prepare(set))
                    .hasMessageContaining(
                            "dropout.pt: gives other outputs when it reads the same series again; probably"
                                    + " layers such as dropout were left in training mode");
        }
    }

    @Test
    void doubts_softmaxOfSoftmax_isNamed() throws IOException {
        SeriesSet whole =
                series().toBuilder().lengths(new int[] {10, 10, 10, 10, 10}).build();
        try (Model twice = Models.open(file("twice.pt"));
                Model once = Models.open(file("lengths.pt"))) {
            twice.prepare(whole);
            assertThat(twice.signature().outputs()).containsExactly(Output.PROBABILITY);
            assertThat(twice.doubts()).singleElement().asString().contains("first 5 series lie in 0.212 to 0.576");
            once.prepare(whole);
            assertThat(once.doubts()).isEmpty();
        }
        assertThat(DoubleSoftmax.isLikely(new double[][] {{0.5, 0.5}, {0.4, 0.6}, {0.3, 0.7}, {0.2, 0.8}}))
                .isFalse();
        assertThat(DoubleSoftmax.isLikely(new double[][] {{0.5, 0.5}, {0.4, 0.6}, {0.3, 0.7}}))
                .isFalse();
        double[][] weak = new double[40][];
        Arrays.setAll(weak, i -> new double[] {0.3 + i * 0.01, 0.7 - i * 0.01});
        assertThat(DoubleSoftmax.isLikely(Arrays.copyOf(weak, 20))).isFalse();
        assertThat(DoubleSoftmax.isLikely(weak)).isTrue();
    }
}
