package io.unfade.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.source.ReadOptions;
import io.unfade.model.tensor.Safetensors;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ModelFolderRoundTripTest {
    /** Float32 weights and arithmetic against float64 arithmetic on the same weights. */
    private static final double SINGLE = 1e-6;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void load_everyArchitecture_isWhatWasSaved(Precision precision) throws IOException {
        SeriesSet set = TestModels.grouped(TestModels.equalSeries(precision, 1, 4, 6));
        List<ModelSpec> specs = TestModels.everySpec();
        for (int i = 0; i < specs.size(); i++) {
            Standardization kind = List.of(Standardization.values()).get(i % Standardization.values().length);
            Standardizer standardizer = Standardizer.fit(kind, set);
            ModelDescription description = new ModelDescription(
                    specs.get(i), kind, i % 2 == 0 ? null : List.of("a", "b", "ä\"\n"), i % 5 == 0 ? features() : null);
            try (TrainedModel model = TrainedModel.initialize(description, standardizer, precision, i)) {
                assertRoundTrip(model, set, folder.resolve("m" + i));
            }
        }
    }

    private static void assertRoundTrip(TrainedModel model, SeriesSet set, Path path) throws IOException {
        ModelFolder.save(model, path);
        try (TrainedModel loaded = ModelFolder.load(path)) {
            assertThat(loaded.description()).isEqualTo(model.description());
            assertThat(ModelFolder.describe(path)).isEqualTo(model.description());
            assertThat(ModelFolder.origin(path)).isEqualTo(loaded.provenance());
            assertThat(loaded.standardizer()).isEqualTo(model.standardizer());
            assertThat(loaded.precision()).isEqualTo(model.precision());
            assertThat(loaded.weights()).isEqualTo(model.weights());
            assertThat(loaded.probabilities(set, 3)).isDeepEqualTo(model.probabilities(set, 3));
        }
    }

    private static List<String> features() {
        return List.of("f 0", "Δ", "", "x/y", "f4");
    }

    @Test
    void save_preparation_isKeptAsWhatThereIsOfIt() throws IOException {
        Preparation part = new Preparation(2.5, Preparation.Differences.NONE, 1);
        try (TrainedModel plain = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1);
                TrainedModel clipping =
                        TestModels.initialized(TestModels.lstm(null, 0).withPreparation(part), Precision.SINGLE, 1)) {
            ModelFolder.save(plain, folder.resolve("plain"));
            ModelFolder.save(clipping, folder.resolve("clipping"));
            assertThat(folder.resolve("plain/model.json")).content().doesNotContain("preparation");
            assertThat(folder.resolve("clipping/model.json"))
                    .content()
                    .containsPattern("\"preparation\" : \\{\\s*\"clip\" : 2.5\\s*},");
        }
    }

    @Test
    void save_provenance_isKept() throws IOException {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1)) {
            ObjectNode provenance = Provenance.ofRead(7, "train --data x.npz", List.of());
            model.setProvenance(provenance);
            ModelFolder.save(model, folder.resolve("m"));
            try (TrainedModel loaded = ModelFolder.load(folder.resolve("m"))) {
                assertThat(Objects.requireNonNull(loaded.provenance()).toString())
                        .isEqualTo(provenance.toString())
                        .contains("\"seed\":7");
            }
            Files.delete(folder.resolve("m/provenance.json"));
            try (TrainedModel loaded = ModelFolder.load(folder.resolve("m"))) {
                assertThat(loaded.provenance()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gru", "lstm", "rnn"})
    void load_folderWrittenByHand_givesTheProbabilitiesOfAnIndependentForwardPass(String name)
            throws IOException, URISyntaxException {
        Path file = resource("handwritten/" + name + ".npz");
        SeriesSet set = SeriesFiles.read(file, ReadOptions.defaults());
        try (TrainedModel model = ModelFolder.load(resource("handwritten/" + name));
                NpzFile npz = NpzFile.open(file)) {
            double[] expected = npz.array("probabilities").toDoubles();
            double[][] actual = model.probabilities(set, 2);
            assertThat(actual)
                    .hasDimensions(
                            npz.array("probabilities").shape()[0],
                            npz.array("probabilities").shape()[1]);
            assertThat(Arrays.stream(actual).flatMapToDouble(Arrays::stream).toArray())
                    .containsExactly(expected, within(SINGLE));
            assertThat(model.precision()).isEqualTo(Precision.SINGLE);
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(ModelFolderRoundTripTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    @Test
    void save_largestArchitecture_namesAndShapesAreThoseOfTheFormat() throws IOException {
        int features = TestModels.FEATURES;
        ModelSpec spec = TestModels.spec(Cell.LSTM, 2, true, HopPooling.CONCAT, ReadoutKind.SELF_ATTENTION, 0.1);
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("attention.w1.weight", "[4, 5]");
        expected.put("attention.w1.bias", "[4]");
        expected.put("attention.w2.weight", "[2, 4]");
        expected.put("attention.w2.bias", "[2]");
        for (String end : List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse")) {
            expected.put("rnn.weight_ih" + end, end.startsWith("_l0") ? "[12, 10]" : "[12, 6]");
            expected.put("rnn.weight_hh" + end, "[12, 3]");
            expected.put("rnn.bias_ih" + end, "[12]");
            expected.put("rnn.bias_hh" + end, "[12]");
        }
        expected.put("readout.w1.weight", "[3, 6]");
        expected.put("readout.w2.weight", "[2, 3]");
        expected.put("head.weight", "[3, 12]");
        expected.put("head.bias", "[3]");
        expected.put("standardizer.mean", "[7, 5]");
        expected.put("standardizer.scale", "[7, 5]");

        assertThat(shapes(spec, Standardization.PER_CELL)).isEqualTo(expected);
        assertThat(shapes(spec, Standardization.PER_FEATURE))
                .containsEntry("standardizer.mean", "[" + features + "]")
                .containsEntry("standardizer.scale", "[" + features + "]");
        assertThat(shapes(spec, Standardization.NONE)).doesNotContainKey("standardizer.mean");
        assertThat(shapes(spec, Standardization.PER_SERIES)).doesNotContainKey("standardizer.mean");
    }

    @Test
    void save_plainCells_namesAndShapesAreThoseOfTheFormat() throws IOException {
        assertThat(shapes(TestModels.spec(Cell.GRU, 1, false, null, ReadoutKind.MAX, 0), Standardization.NONE))
                .isEqualTo(Map.of(
                        "rnn.weight_ih_l0", "[9, 5]",
                        "rnn.weight_hh_l0", "[9, 3]",
                        "rnn.bias_ih_l0", "[9]",
                        "rnn.bias_hh_l0", "[9]",
                        "head.weight", "[3, 3]",
                        "head.bias", "[3]"));
        assertThat(shapes(TestModels.spec(Cell.GRU, 1, true, null, ReadoutKind.CONJUNCTIVE, 0), Standardization.NONE))
                .containsEntry("readout.w1.weight", "[3, 6]")
                .containsEntry("readout.w1.bias", "[3]")
                .containsEntry("readout.w2.weight", "[1, 3]")
                .containsEntry("readout.w2.bias", "[1]")
                .containsEntry("head.weight", "[3, 6]")
                .containsEntry("head.bias", "[3]");
        assertThat(shapes(
                        TestModels.spec(Cell.RNN, 1, false, HopPooling.MEAN, ReadoutKind.LAST, 0),
                        Standardization.NONE))
                .containsEntry("rnn.weight_ih_l0", "[3, 5]")
                .containsEntry("rnn.weight_hh_l0", "[3, 3]");
    }

    private Map<String, String> shapes(ModelSpec spec, Standardization kind) throws IOException {
        SeriesSet set = TestModels.equalSeries(Precision.SINGLE, 1, 4, 7);
        Path path = folder.resolve("m");
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(spec, kind), Standardizer.fit(kind, set), Precision.SINGLE, 3)) {
            ModelFolder.save(model, path);
        }
        Map<String, String> shapes = new LinkedHashMap<>();
        Safetensors.read(path.resolve("weights.safetensors"))
                .tensors()
                .forEach((name, tensor) -> shapes.put(name, Arrays.toString(tensor.shape())));
        return shapes;
    }
}
