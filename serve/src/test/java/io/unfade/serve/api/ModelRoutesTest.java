package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.generate.Generate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What models answer over the wire is what the library says. */
class ModelRoutesTest {
    private static final int SERIES = 3;
    private static final String BYTES = "application/octet-stream";

    @TempDir
    static Path folder;

    private static Server server;
    private static Wire wire;
    private static SeriesSet series;

    @BeforeAll
    static void start() throws IOException {
        Path data = folder.resolve("data");
        new Generate("small-box", data)
                .with("samples", 30)
                .with("testSamples", 10)
                .run(Progress.NONE);
        train("model", 0);
        series = SeriesFiles.read(data.resolve("test.npz")).select(0, 1, 2);
        server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null));
        wire = new Wire(server);
    }

    private static void train(String out, long seed) throws IOException {
        new Train(folder.resolve("data/train.npz"), folder.resolve(out))
                .with("optimization.epochs", 1)
                .with("ensemble.members", 2)
                .with("architecture.hidden", 4)
                .with("overwrite", true)
                .with("seed", seed)
                .run(Progress.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode body() {
        ObjectNode json = RequestJson.newObject();
        ArrayNode all = json.putArray("series");
        for (int i = 0; i < SERIES; i++) {
            ArrayNode one = all.addArray();
            for (int t = 0; t < series.length(i); t++) {
                ArrayNode step = one.addArray();
                for (int c = 0; c < series.features(); c++) {
                    step.add(series.value(i, t, c)); // as a double, which says what the float is
                }
            }
        }
        return json;
    }

    private static byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * SERIES * series.steps() * series.features())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SERIES; i++) {
            for (int t = 0; t < series.steps(); t++) {
                for (int c = 0; c < series.features(); c++) {
                    bytes.putFloat((float) series.value(i, t, c));
                }
            }
        }
        return bytes.array();
    }

    private static String shape() {
        return SERIES + "," + series.steps() + "," + series.features();
    }

    @Test
    void models_areThoseOfTheWorkspace() throws Exception {
        JsonNode models = wire.json("api/v1/models").path("models");
        assertThat(models).extracting(model -> model.path("name").asText()).contains("model");
        assertThat(models.get(0).path("features").asInt()).isEqualTo(series.features());
        assertThat(models.get(0).path("description").asText()).isNotEmpty();
    }

    @Test
    void predict_jsonAndBytes_areTheLibrarysNumbersBitForBit() throws Exception {
        JsonNode json = Wire.json(wire.post("api/v1/predict?model=model", body()));
        JsonNode binary = Wire.json(
                wire.send("POST", "api/v1/predict?model=model", bytes(), "Content-Type", BYTES, "X-Shape", shape()));
        try (TrainedModel model = ModelFolder.load(folder.resolve("model"))) {
            double[][] expected = model.probabilities(series, 64);
            for (JsonNode answer : List.of(json, binary)) {
                assertThat(answer.path("classes"))
                        .extracting(JsonNode::asText)
                        .isEqualTo(model.signature().allClassNames());
                for (int i = 0; i < SERIES; i++) {
                    JsonNode one = answer.path("predictions").get(i);
                    for (int k = 0; k < expected[i].length; k++) {
                        assertThat(one.path("probabilities").get(k).doubleValue())
                                .isEqualTo(expected[i][k]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gradient", "integrated-gradients", "expected-gradients"})
    void explain_jsonAndBytes_areTheUseCasesMapsBitForBit(String method) throws Exception {
        ObjectNode body = body();
        String query = "api/v1/explain?model=model";
        Explain usual = new Explain(folder.resolve("model"), folder.resolve("data/test.npz"), folder.resolve("s.npz"));
        Explain use = (Explain)
                usual.with("reading.series", "0:3").with("explanation.method", method.isEmpty() ? null : method);
        if (!method.isEmpty()) {
            body.put("method", method);
            query += "&method=" + method;
        }
        if (method.equals("gradient")) {
            use = (Explain) use.with("explanation.output", "probability");
            body.put("output", "probability");
            query += "&output=probability";
        }
        if (method.equals("integrated-gradients")) {
            use = (Explain) use.with("explanation.set", Map.of("steps", "3"));
            body.putObject("set").put("steps", 3);
            query += "&set=steps%3D3";
        }
        if (method.equals("expected-gradients")) {
            use = (Explain) use.with("explanation.background", folder.resolve("data/train.npz"));
            body.put("background", "data/train.npz");
            query += "&background=data%2Ftrain.npz";
        }
        SaliencyMaps expected = use.run(Progress.NONE).value();
        Files.delete(folder.resolve("s.npz"));

        JsonNode json = Wire.json(wire.post("api/v1/explain?model=model", body));
        HttpResponse<byte[]> binary =
                wire.send("POST", query, bytes(), "Content-Type", BYTES, "X-Shape", shape(), "Accept", BYTES);
        assertThat(json.path("method").asText()).isEqualTo(expected.origin().method());
        assertThat(binary.headers().firstValue("X-Shape")).hasValue(shape());
        assertThat(binary.headers().firstValue("X-Class").orElseThrow().split(",", -1))
                .hasSize(SERIES);
        ByteBuffer maps = ByteBuffer.wrap(binary.body()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SERIES; i++) {
            for (int t = 0; t < series.steps(); t++) {
                for (int c = 0; c < series.features(); c++) {
                    float cell = (float) expected.value(i, t, c);
                    assertThat(maps.getFloat()).isEqualTo(cell);
                    assertThat(json.path("maps").get(i).get(t).get(c).floatValue())
                            .isEqualTo(cell);
                }
            }
        }
    }

    @Test
    void predict_shorterSeriesInBytes_endWhereOnlyNaNFollows() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int cells = series.steps() * series.features();
        for (int i = 10 * series.features(); i < cells; i++) {
            bytes.putFloat(4 * i, Float.NaN);
        }
        JsonNode binary = Wire.json(wire.send(
                "POST", "api/v1/predict?model=model", bytes.array(), "Content-Type", BYTES, "X-Shape", shape()));
        try (TrainedModel model = ModelFolder.load(folder.resolve("model"))) {
            double[] expected = model.probabilities(series.select(0).first(10), 64)[0];
            JsonNode found = binary.path("predictions").get(0).path("probabilities");
            for (int k = 0; k < expected.length; k++) {
                assertThat(found.get(k).doubleValue()).isEqualTo(expected[k], within(1e-6));
            }
        }
    }

    @Test
    void predict_modelThatWasReplaced_isReadAgain() throws Exception {
        train("other", 1);
        JsonNode before = Wire.json(wire.post("api/v1/predict?model=other", body()));
        assertThat(Wire.json(wire.post("api/v1/predict?model=other", body()))).isEqualTo(before);
        train("other", 2);
        JsonNode after = Wire.json(wire.post("api/v1/predict?model=other", body()));
        assertThat(after).isNotEqualTo(before);
        try (TrainedModel model = ModelFolder.load(folder.resolve("other"))) {
            assertThat(after.path("predictions")
                            .get(0)
                            .path("probabilities")
                            .get(0)
                            .doubleValue())
                    .isEqualTo(model.probabilities(series, 64)[0][0]);
        }
        assertThat(wire.send("DELETE", "api/v1/item?name=other", null).statusCode())
                .isIn(204, 404, 405);
    }

    @Test
    void predict_moreModelsThanAreKept_closesTheOldestAndStillAnswers() throws Exception {
        for (int i = 0; i < 6; i++) {
            Path copy = Files.createDirectories(folder.resolve("copies/m" + i));
            for (String file : List.of("model.json", "weights.safetensors", "provenance.json")) {
                Files.copy(
                        folder.resolve("model").resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        JsonNode first = Wire.json(wire.post("api/v1/predict?model=copies/m0", body()));
        for (int i = 1; i < 6; i++) {
            assertThat(Wire.json(wire.post("api/v1/predict?model=copies/m" + i, body())))
                    .isEqualTo(first);
        }
        assertThat(Wire.json(wire.post("api/v1/predict?model=copies/m0", body())))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"series\": 1}",
                "{\"series\": []}",
                "{\"series\": [[]]}",
                "{\"series\": [[[]]]}",
                "{\"series\": [[[1, 2], [1]]]}",
                "{\"series\": [[[1, 2]], [[1]]]}",
                "{\"series\": [[[1, 2, 3]]]}",
                "{\"series\": [[[NaN, 1]]]}",
                "{\"series\": [[[1, \"2\"]]]}",
                "{\"series\": [[[1, [2]]]]}",
                "{\"series\": [[[1e999, 2]]]}",
                "{\"series\": [[1, 2]]}",
                "{\"series\": [[[1, 2]]",
                "{\"serie\": [[[1, 2]]]}",
                "{\"series\": [[[1, 2]]], \"set\": [1]}",
                "{\"series\": [[[1, 2]]], \"target\": 3}",
                "[]",
                ""
            })
    void predict_bodiesThatAreWrong_areBadRequestsInWords(String body) throws Exception {
        for (String path : List.of("api/v1/predict?model=model", "api/v1/explain?model=model")) {
            HttpResponse<byte[]> refused = wire.post(path, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(Wire.json(refused).path("error").asText()).isNotEmpty().doesNotContain("Exception");
        }
    }

    @Test
    void predict_missingValue_isRefusedWithItsPlace() throws Exception {
        ObjectNode body = body();
        ((ArrayNode) body.path("series").get(1).get(4)).setNull(2);
        HttpResponse<byte[]> refused = wire.post("api/v1/predict?model=model", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).path("error").asText())
                .contains("series 1")
                .contains("step 4, feature 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2",
                "0,1,1",
                "-1,2,3",
                "1,2,3,4",
                "999999999,999999999,999999999",
                "2000000,1,5",
                "x",
                "3,100,1"
            })
    void predict_shapesThatAreWrong_areRefusedBeforeAnythingIsMade(String shape) throws Exception {
        HttpResponse<byte[]> refused =
                wire.send("POST", "api/v1/predict?model=model", new byte[40], "Content-Type", BYTES, "X-Shape", shape);
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void predict_bodyThatIsTooLarge_isRefused() throws Exception {
        HttpResponse<byte[]> refused = wire.send(
                "POST",
                "api/v1/predict?model=model",
                new byte[65 << 20],
                "Content-Type",
                BYTES,
                "X-Shape",
                "17,1000,1000");
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "data", "data/test.npz", "../model", "%2e%2e%2fmodel", ""})
    void predict_namesThatAreNoModels_areRefused(String name) throws Exception {
        HttpResponse<byte[]> refused = wire.post("api/v1/predict?model=" + name, body());
        assertThat(refused.statusCode()).isIn(400, 404);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                .doesNotContain(folder.toRealPath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method=none",
                "set=window%3D5",
                "target=noclass",
                "target=label",
                "method=occlusion&set=window",
                "output=none",
                "method=expected-gradients",
                "background=data/test.npz",
                "method=expected-gradients&background=../x"
            })
    void explain_choicesThatAreWrong_areBadRequests(String choice) throws Exception {
        HttpResponse<byte[]> refused = wire.send(
                "POST", "api/v1/explain?model=model&" + choice, bytes(), "Content-Type", BYTES, "X-Shape", shape());
        assertThat(refused.statusCode())
                .as(new String(refused.body(), StandardCharsets.UTF_8))
                .isEqualTo(400);
    }
}
