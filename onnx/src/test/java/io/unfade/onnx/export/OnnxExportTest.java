package io.unfade.onnx.export;

import ai.onnxruntime.OrtException;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.Model;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Exported models in ONNX Runtime, against the models themselves. */
class OnnxExportTest {
    /** Of the largest logit, or of a probability of 1. */
    private static final double SINGLE_PRECISION = 1e-5;

    /** Where scores of several hundreds are rounded before their exponentials are taken. */
    private static final double ROUNDED_SCORES = 1e-4;

    private static final int[] LENGTHS = {9, 2, 9, 1, 5, 7, 3};
    private static final SeriesSet SERIES = TestModels.series(Precision.SINGLE, 3, LENGTHS);

    static List<ModelSpec> specs() {
        List<ModelSpec> specs = new ArrayList<>(TestModels.everySpec());
        for (ModelSpec spec : TestModels.everySpec()) {
            if (spec.stem() != null || spec.bidirectional()) {
                specs.add(spec.withMembers(3));
            }
        }
        return specs;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputs_ofEveryArchitecture_areTheModels(ModelSpec spec) throws IOException, OrtException {
        try (TrainedModel model = model(spec, Standardizer.none(), Precision.SINGLE, 1)) {
            assertSame(model, SERIES);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Standardization.class, mode = EnumSource.Mode.EXCLUDE, names = "PER_GROUP")
    void outputs_ofRawSeries_areTheModelsThatStandardizesThem(Standardization kind) throws IOException, OrtException {
        int[] equal = {9, 9, 9, 9, 9, 9};
        SeriesSet set = shifted(kind == Standardization.PER_CELL ? equal : LENGTHS);
        Standardizer standardizer = Standardizer.fit(kind, set);
        for (Precision precision : Precision.values()) {
            ModelSpec spec = TestModels.spec(Cell.GRU, 2, true, HopPooling.CONCAT_L2, ReadoutKind.MEAN, 0);
            try (TrainedModel model = model(spec, standardizer, precision, 1)) {
                assertSame(model, set);
            }
        }
    }

    /** {@return series far from 0, one feature of which is constant} */
    private static SeriesSet shifted(int... lengths) {
        SeriesSet set = TestModels.series(Precision.SINGLE, 4, lengths);
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < set.length(i); t++) {
                builder.cell(i, t, 0, 1000 + 0.01 * set.value(i, t, 0));
                builder.cell(i, t, 1, 0.1f);
            }
        }
        return builder.build();
    }

    @Test
    void probabilities_ofACalibratedModel_haveItsTemperature() throws IOException, OrtException {
        try (TrainedModel model =
                model(TestModels.lstm(HopPooling.MEAN, 0).withMembers(2), Standardizer.none(), Precision.SINGLE, 1)) {
            model.setTemperature(3.5);
            assertSame(model, SERIES);
        }
    }

    @Test
    void readBack_calibratedModel_givesEveryOutputOfTheModel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("calibrated.onnx");
        try (TrainedModel model =
                model(TestModels.lstm(HopPooling.MEAN, 0), Standardizer.none(), Precision.SINGLE, 1)) {
            model.setTemperature(0.4);
            try (OutputStream out = Files.newOutputStream(file)) {
                OnnxExport.write(model, out);
            }
            try (Model back = Models.open(file)) {
                int[] rows = IntStream.range(0, LENGTHS.length).toArray();
                for (Output output : Output.values()) {
                    double[][] expected = model.outputs(model.prepare(SERIES).inputs(rows), output);
                    double[][] found = back.outputs(back.prepare(SERIES).inputs(rows), output);
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(found[i]).containsExactly(expected[i], within(SINGLE_PRECISION));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void outputs_scoresBeyondTheRangeOfExponentials_areTheModels(HopPooling pooling) throws IOException, OrtException {
        ModelSpec spec = TestModels.lstm(pooling, 0);
        try (TrainedModel model = model(spec, Standardizer.none(), Precision.SINGLE, 30)) {
            assertSame(model, SERIES);
        }
        try (TrainedModel model = model(spec, Standardizer.none(), Precision.SINGLE, 300)) {
            assertSame(model, SERIES, ROUNDED_SCORES);
        }
    }

    @Test
    void outputs_ofALongSeries_areTheModels() throws IOException, OrtException {
        for (ReadoutKind readout : List.of(ReadoutKind.SELF_ATTENTION, ReadoutKind.CONJUNCTIVE)) {
            ModelSpec spec = TestModels.spec(Cell.LSTM, 1, false, HopPooling.MEAN, readout, 0);
            try (TrainedModel model = model(spec, Standardizer.none(), Precision.DOUBLE, 1)) {
                assertSame(model, TestModels.series(Precision.SINGLE, 5, 4000, 17));
            }
        }
    }

    @Test
    void outputs_ofOneSeriesOfOneStep_areTheModels() throws IOException, OrtException {
        for (ModelSpec spec : List.of(
                TestModels.spec(Cell.RNN, 1, true, HopPooling.CONCAT, ReadoutKind.MAX, 0),
                TestModels.lstm(null, 0).withStem(TestModels.everyStem().get(3)),
                TestModels.lstm(null, 0)
                        .withPreparation(TestModels.everyPreparation().get(4)))) {
            try (TrainedModel model = model(spec, Standardizer.none(), Precision.SINGLE, 1)) {
                assertSame(model, TestModels.series(Precision.SINGLE, 5, 1));
            }
        }
    }

    @Test
    void metadata_namesClassesFeaturesAndTheModel(@TempDir Path folder) throws IOException, OrtException {
        ModelDescription description = new ModelDescription(
                TestModels.lstm(null, 0),
                Standardization.NONE,
                List.of("a", "b \"c\"", "\u00e9"),
                List.of("v", "w", "x", "y", "z"));
        try (TrainedModel model = TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, 1)) {
            ModelFolder.save(model, folder.resolve("model"));
        }
        try (TrainedModel model = ModelFolder.load(folder.resolve("model"));
                ExportedFile file = new ExportedFile(model)) {
            assertThat(file.metadata())
                    .containsEntry("classNames", "[\"a\",\"b \\\"c\\\"\",\"\u00e9\"]")
                    .containsEntry("featureNames", "[\"v\",\"w\",\"x\",\"y\",\"z\"]")
                    .containsEntry("modelSha256", ModelFolder.hash(folder.resolve("model")))
                    .containsEntry("unfadeVersion", Provenance.version())
                    .hasSize(4);
            assertThat(file.session().getMetadata().getProducerName()).isEqualTo("unfade");
            assertThat(ExportedFile.bytes(model)).isEqualTo(ExportedFile.bytes(model));
        }
    }

    @Test
    void write_groupsAreNeeded_isRefused() {
        Standardizer standardizer = Standardizer.withoutNumbers(Standardization.PER_GROUP);
        try (TrainedModel model = model(TestModels.lstm(null, 0), standardizer, Precision.SINGLE, 1)) {
            assertThatThrownBy(() -> ExportedFile.bytes(model))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("per-group standardization needs all series of a group");
        }
    }

    @Test
    void run_otherStepsThanThoseOfTheCellsNumbers_fails() throws IOException, OrtException {
        Standardizer standardizer =
                Standardizer.fit(Standardization.PER_CELL, TestModels.equalSeries(Precision.SINGLE, 1, 4, 6));
        try (TrainedModel model = model(TestModels.lstm(null, 0), standardizer, Precision.SINGLE, 1);
                ExportedFile file = new ExportedFile(model)) {
            SeriesSet longer = TestModels.equalSeries(Precision.SINGLE, 1, 2, 7);
            assertThatThrownBy(() -> file.output("logits", longer, 0))
                    .isInstanceOf(OrtException.class)
                    .hasMessageContaining("Expected: 6");
        }
    }

    private static void assertSame(TrainedModel model, SeriesSet set) throws IOException, OrtException {
        assertSame(model, set, SINGLE_PRECISION);
    }

    private static void assertSame(TrainedModel model, SeriesSet set, double tolerance)
            throws IOException, OrtException {
        int[] all = new int[set.count()];
        Arrays.setAll(all, i -> i);
        try (ExportedFile file = new ExportedFile(model)) {
            var inputs = model.prepare(set).inputs(all);
            int padding = model.standardizer().kind() == Standardization.PER_CELL ? 0 : 4;
            assertClose(file.output("logits", set, 0), model.outputs(inputs, Output.LOGIT), tolerance);
            assertClose(
                    file.output("probabilities", set, padding), model.outputs(inputs, Output.PROBABILITY), tolerance);
        }
    }

    private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
        double largest = Arrays.stream(expected)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(tolerance * largest));
        }
    }

    /**
     * {@return a model with weights that no initialisation gives}
     *
     * @param scores factor of the attention's scores
     */
    private static TrainedModel model(ModelSpec spec, Standardizer standardizer, Precision precision, double scores) {
        Random random = new Random(7);
        ModelDescription description = TestModels.describe(spec, standardizer.kind());
        try (TrainedModel initial = TrainedModel.initialize(description, standardizer, precision, 5)) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            initial.weights().forEach((name, tensor) -> {
                double[] values = tensor.toDoubles();
                for (int i = 0; i < values.length; i++) {
                    double changed = values[i] + 0.4 * random.nextGaussian();
                    values[i] = name.endsWith("running_var") ? 0.3 + Math.abs(changed) : changed;
                    values[i] *= name.equals("attention.w2.weight") ? scores : 1;
                }
                weights.put(name, Tensor.of(values, tensor.shape()));
            });
            return TrainedModel.of(description, standardizer, precision, weights);
        }
    }
}
