package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.tensor.Safetensors;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Damaged model folders: the right exception, with the file and the key or tensor in its message. */
class ModelFolderBrokenTest {
    static final String JSON = "model.json";
    static final String WEIGHTS = "weights.safetensors";

    @TempDir
    Path folder;

    @BeforeEach
    void saveValidModel() throws IOException {
        saveValidModel(folder);
    }

    /** Writes a model with all kinds of parts. */
    static void saveValidModel(Path folder) throws IOException {
        SeriesSet set = TestModels.equalSeries(Precision.SINGLE, 1, 4, 3);
        Standardization kind = Standardization.PER_FEATURE;
        ModelDescription description = TestModels.describe(
                TestModels.spec(Cell.GRU, 1, false, HopPooling.MEAN, ReadoutKind.SELF_ATTENTION, 0.1), kind);
        try (TrainedModel model =
                TrainedModel.initialize(description, Standardizer.fit(kind, set), Precision.SINGLE, 1)) {
            ModelFolder.save(model, folder);
        }
    }

    private void assertMalformed(String... parts) {
        assertThatThrownBy(() -> ModelFolder.load(folder).close())
                .isInstanceOf(MalformedFileException.class)
                .message()
                .startsWith(folder.toString())
                .contains(parts)
                .doesNotContain("\n");
    }

    private String json() throws IOException {
        return Files.readString(folder.resolve(JSON));
    }

    private void replaceJson(String regex, String by) throws IOException {
        String before = json();
        String after = before.replaceFirst(regex, by);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(folder.resolve(JSON), after);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, WEIGHTS})
    void load_fileMissing_namesIt(String name) throws IOException {
        Files.delete(folder.resolve(name));
        assertThatThrownBy(() -> ModelFolder.load(folder).close())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(name);
        Files.createDirectory(folder.resolve(name));
        assertThatThrownBy(() -> ModelFolder.load(folder).close())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(name);
    }

    @Test
    void load_folderMissing_namesTheFile() {
        assertThatThrownBy(() -> ModelFolder.load(folder.resolve("none")).close())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, WEIGHTS, "provenance.json"})
    void load_fileCutOffAnywhere_isMalformed(String name) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        int step = Math.max(1, whole.length / 60);
        for (int length = 0; length < whole.length - 1; length += step) {
            Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
            assertMalformed(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "7", "\"text\"", "{", "{}x", "{} {}", "{\"a\":1,\"a\":2}"})
    void load_notAJsonObject_isMalformed(String content) throws IOException {
        String intact = json();
        Files.writeString(folder.resolve(JSON), content);
        assertMalformed(JSON);
        Files.writeString(folder.resolve(JSON), intact);
        Files.writeString(folder.resolve("provenance.json"), content);
        assertMalformed("provenance.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "provenance.json"})
    void load_notUtf8_isMalformed(String name) throws IOException {
        Files.write(folder.resolve(name), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        assertMalformed(name, "UTF-8");
    }

    @Test
    void load_deeplyNestedJson_isMalformed() throws IOException {
        Files.writeString(folder.resolve(JSON), "[".repeat(200_000));
        assertMalformed(JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format",
                "cell",
                "layers",
                "bidirectional",
                "hidden",
                "attention",
                "readout",
                "features",
                "classes",
                "dropout",
                "standardization",
                "classNames",
                "featureNames"
            })
    void load_keyMissingOrOfWrongType_namesIt(String key) throws IOException {
        String intact = json();
        replaceJson("\"" + key + "\" : ", "\"" + key + "x\" : ");
        assertMalformed(JSON, "'" + key + "x'", "is not a key");
        Files.writeString(folder.resolve(JSON), intact);
        replaceJson("\"" + key + "\" : (\\{[^}]*\\}|[^,\\n]+),?", "");
        String cut = json().replaceFirst(",\\s*\\}\\s*$", "}");
        Files.writeString(folder.resolve(JSON), cut);
        assertMalformed(JSON, "key '" + key + "'");
        Files.writeString(folder.resolve(JSON), intact);
        replaceJson("\"" + key + "\" : (\\{[^}]*\\}|[^,\\n]+)", "\"" + key + "\" : [1.5]");
        assertMalformed(JSON, "key '" + key + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "format|\"unfade-model/2\"|'format'",
                "cell|\"LSTM\"|cell must be",
                "layers|0|layers",
                "layers|2|'rnn.weight_ih_l1'",
                "layers|2000000000|'rnn.weight_ih_l1'",
                "layers|3000000000|'layers'",
                "layers|1.0|'layers'",
                "layers|\"1\"|'layers'",
                "hidden|0|hidden",
                "hidden|-3|hidden",
                "hidden|2000000000|hidden (2000000000)",
                "hidden|200000000|'rnn.weight_ih_l0'",
                "kind|\"both\"|'attention.kind'",
                "hops|0|hops",
                "hops|null|'attention.hops'",
                "hops|1073741824|features (5) or hops",
                "width|-1|width",
                "hopPooling|\"sum\"|hopPooling",
                "readout|\"first\"|readout must be",
                "readout|\"last\"|readoutHops",
                "readout|\"conjunctive\"|no readoutHops",
                "readoutHops|0|readoutHops",
                "readoutHops|2000000000|hops are too large",
                "readoutWidth|0|readoutWidth",
                "features|6|shape",
                "features|0|features",
                "classes|1|classes",
                "classes|4|'head.weight'",
                "dropout|1|dropout",
                "dropout|-0.1|dropout",
                "dropout|1e999|dropout",
                "dropout|NaN|JSON",
                "standardization|\"none\"|'standardizer.",
                "standardization|\"per-cell\"|'standardizer.mean'",
                "standardization|\"zscore\"|standardization",
                "classNames|[\"a\"]|classNames",
                "classNames|[\"a\", 2, null]|'classNames'",
                "featureNames|[]|featureNames"
            })
    void load_valueOutOfRange_namesTheKeyOrTensor(String key, String value, String named) throws IOException {
        replaceJson("\"" + key + "\" : [^,\\n}]+", "\"" + key + "\" : " + value.replace("\"", "\\\""));
        assertMalformed(named);
    }

    @Test
    void load_duplicateKey_namesIt() throws IOException {
        replaceJson("\"hidden\" : 3", "\"hidden\" : 3, \"hidden\" : 4");
        assertMalformed(JSON, "hidden");
    }

    @Test
    void load_unknownAttentionKey_namesIt() throws IOException {
        replaceJson("\"hops\"", "\"heads\" : 1, \"hops\"");
        assertMalformed(JSON, "attention.heads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"positions\" : 2|'attention.period'",
                "\"period\" : 9|'attention.positions'",
                "\"positions\" : 2.5, \"period\" : 9|'attention.positions'",
                "\"positions\" : 0, \"period\" : 9|must be in 1..9, its period, but were 0",
                "\"positions\" : 10, \"period\" : 9|must be in 1..9, its period, but were 10",
                "\"positions\" : 2, \"period\" : 0|the period of the position code",
                "\"positions\" : 2, \"period\" : 9|'attention.wp.weight'"
            })
    void load_positionsIncompleteOrOutOfRange_namesThem(String keys, String named) throws IOException {
        replaceJson("\"hops\"", keys.replace("\"", "\\\"") + ", \"hops\"");
        assertMalformed(named);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 100_000_000})
    void load_headerLengthWrong_isMalformed(long length) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        Files.write(folder.resolve(WEIGHTS), bytes);
        assertMalformed(WEIGHTS);
    }

    /** Rewrites the header of the weights file. */
    private void replaceHeader(String regex, String by) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String before = new String(bytes, 8, length, StandardCharsets.UTF_8);
        String after = before.replaceFirst(regex, by);
        assertThat(after).isNotEqualTo(before);
        byte[] header = after.getBytes(StandardCharsets.UTF_8);
        Files.write(
                folder.resolve(WEIGHTS),
                ByteBuffer.allocate(8 + header.length + bytes.length - 8 - length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .put(bytes, 8 + length, bytes.length - 8 - length)
                        .array());
    }

    /** The entry of head.bias reads {"dtype":"F32","shape":[3],"data_offsets":[a,b]}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "F32|BF16",
                "F32|I64",
                "F32|F64",
                "\"F32\"|7",
                "\"dtype\":\"F32\",|~~",
                "\\[3\\]|[4]",
                "\\[3\\]|[-3]",
                "\\[3\\]|[2147483647,2147483647,2147483647]",
                "\\[3\\]|[9223372036854775807]",
                "\\[3\\]|[9223372036854775808]",
                "\\[3\\]|[4294967299]",
                "\\[3\\]|[1,3]",
                "\\[3\\]|[3.0]",
                "\\[3\\]|[\"3\"]",
                "\\[3\\]|[true,3]",
                "\\[3\\]|[null]",
                "\\[3\\]|{\"a\":3}",
                "\\[3\\]|\"3\"",
                "\\[3\\]|3",
                "\"shape\":\\[3\\],|~~",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[$1]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[$2,$1]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[-4,8]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[$1,$20]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[4294967296,4294967308]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[\"$1\",\"$2\"]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":[0,12]",
                "\"data_offsets\":\\[(\\d+),(\\d+)\\]|\"data_offsets\":{}",
                ",\"data_offsets\":\\[(\\d+),(\\d+)\\]|~~"
            })
    void load_tensorEntryWrong_namesTheTensor(String regex, String by) throws IOException {
        replaceHeader("(\"head.bias\":\\{[^}]*?)" + shifted(regex), "$1" + shifted(by));
        assertMalformed(WEIGHTS, "tensor 'head.bias'");
    }

    /** Group 1 is taken by the preceding text. */
    private static String shifted(String text) {
        return text.replace("$2", "\u0000").replace("$1", "$2").replace("\u0000", "$3");
    }

    @Test
    void load_duplicateTensor_namesIt() throws IOException {
        replaceHeader("(\"head.bias\":\\{[^}]*\\})", "$1,$1");
        assertMalformed(WEIGHTS, "head.bias");
    }

    @Test
    void load_textBehindTheHeader_isMalformed() throws IOException {
        replaceHeader("\\}\\s*$", "}{}");
        assertMalformed(WEIGHTS, "header");
    }

    @Test
    void load_bytesBehindTheLastTensor_areRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(bytes, bytes.length + 4));
        assertMalformed(WEIGHTS, "belong to no tensor");
    }

    @Test
    void load_tensorMissingExtraOrMisshapen_namesIt() throws IOException {
        replaceTensors(tensors -> tensors.remove("rnn.bias_hh_l0"));
        assertMalformed(WEIGHTS, "'rnn.bias_hh_l0'", "is missing");
        saveValidModel();
        replaceTensors(tensors -> tensors.put("rnn.bias_hh_l1", Tensor.of(new double[9], 9)));
        assertMalformed(WEIGHTS, "'rnn.bias_hh_l1'", "not part of the model");
        saveValidModel();
        replaceTensors(tensors -> tensors.put("rnn.bias_hh_l0", Tensor.of(new double[9], 3, 3)));
        assertMalformed(WEIGHTS, "'rnn.bias_hh_l0'", "[9]", "[3, 3]");
        saveValidModel();
        replaceTensors(tensors -> tensors.put("standardizer.mean", Tensor.of(new double[4], 4)));
        assertMalformed(WEIGHTS, "'standardizer.mean'", "[5]", "[4]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39})
    void load_weightNotFinite_namesTheTensor(double value) throws IOException {
        replaceTensors(tensors -> tensors.put("head.bias", Tensor.of(new double[] {0, value, 0}, 3)));
        assertMalformed(WEIGHTS, "'head.bias'", "not finite");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY})
    void load_scaleNotPositive_namesTheTensor(double value) throws IOException {
        replaceTensors(tensors -> tensors.put("standardizer.scale", Tensor.of(new double[] {1, 1, value, 1, 1}, 5)));
        assertMalformed(WEIGHTS, "'standardizer.scale'");
    }

    private interface Change {
        void apply(Map<String, Tensor> tensors);
    }

    private void replaceTensors(Change change) throws IOException {
        Path file = folder.resolve(WEIGHTS);
        Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file).tensors());
        change.apply(tensors);
        try (var out = Files.newOutputStream(file)) {
            new Safetensors(tensors, Map.of()).write(out);
        }
    }
}
