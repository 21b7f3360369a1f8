package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.io.SeriesFiles;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.serve.workspace.Fixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Series and maps over the wire. */
class ArrayRoutesTest {
    @TempDir
    Path temporary;

    private Server server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        Path folder = temporary.toRealPath();
        SeriesFiles.write(Fixtures.series(), folder.resolve("data.npz"));
        SeriesFiles.write(Fixtures.series(), folder.resolve("data.csv"));
        Files.writeString(folder.resolve("gap.csv"), "id,time,a,b\nx,0,1,2\nx,1,,3\nx,2,5,6\ny,0,7,8\n");
        Fixtures.writeMaps(folder.resolve("maps.npz"), "0", "0");
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
        wire = new Wire(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private float[] floats(String path) throws Exception {
        HttpResponse<byte[]> response = wire.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        float[] values = new float[response.body().length / Float.BYTES];
        ByteBuffer.wrap(response.body())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"data.npz", "data.csv"})
    void data_summary_tellsOfEachSeries(String name) throws Exception {
        JsonNode summary = wire.json("api/v1/data?name=" + name + "&what=summary");
        assertThat(summary.path("count").asInt()).isEqualTo(5);
        assertThat(summary.path("steps").asInt()).isEqualTo(4);
        assertThat(summary.path("features").asInt()).isEqualTo(3);
        assertThat(summary.path("lengths").toString()).isEqualTo("[4,3,2,1,4]");
        assertThat(summary.path("featureNames").toString()).isEqualTo("[\"f0\",\"f1\",\"f2\"]");
        assertThat(summary.path("ids").toString()).isEqualTo("[\"0\",\"1\",\"2\",\"3\",\"4\"]");
        assertThat(summary.path("hasReference").asBoolean()).isEqualTo(name.endsWith("npz"));
        for (int i = 0; i < 5; i++) {
            int label = summary.path("labels").get(i).asInt();
            assertThat(summary.path("classNames").get(label).asText()).isEqualTo(i % 2 == 0 ? "rest" : "<b>task</b>");
        }
    }

    @ParameterizedTest
    @CsvSource({"data.npz,1", "data.npz,4", "data.csv,1", "data.csv,3"})
    void data_values_areThoseOfTheFile_andNaNBehindTheEnd(String name, int series) throws Exception {
        String path = "api/v1/data?name=" + name + "&what=values&series=" + series;
        assertThat(wire.get(path).headers().firstValue("X-Shape")).hasValue("4,3");
        float[] values = floats(path);
        for (int t = 0; t < 4; t++) {
            for (int c = 0; c < 3; c++) {
                float expected = t < Fixtures.length(series) ? Fixtures.value(series, t, c) : Float.NaN;
                assertThat(values[3 * t + c]).isEqualTo((Float) expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.npz", "data.csv"})
    void data_mean_isThatOfTheSeriesThatHaveTheStep(String name) throws Exception {
        float[] mean = floats("api/v1/data?name=" + name + "&what=mean");
        for (int t = 0; t < 4; t++) {
            for (int c = 0; c < 3; c++) {
                int step = t;
                int feature = c;
                double expected = IntStream.range(0, 5)
                        .filter(i -> Fixtures.length(i) > step)
                        .mapToDouble(i -> Fixtures.value(i, step, feature))
                        .average()
                        .orElseThrow();
                assertThat((double) mean[3 * t + c]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void data_missingValues_areAbsent() throws Exception {
        assertThat(floats("api/v1/data?name=gap.csv&what=values&series=0")).containsExactly(1, 2, Float.NaN, 3, 5, 6);
    }

    @Test
    void data_reference_isAByteForEachCell() throws Exception {
        byte[] marks =
                wire.get("api/v1/data?name=data.npz&what=reference&series=1").body();
        assertThat(marks).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(wire.get("api/v1/data?name=data.npz&what=distractor&series=1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void maps_summary_tellsHowTheyWereMade() throws Exception {
        JsonNode summary = wire.json("api/v1/maps?name=maps.npz&what=summary");
        assertThat(summary.path("method").asText()).isEqualTo("gradient");
        assertThat(summary.path("targets").toString()).isEqualTo("[0,1,0,1,0]");
        assertThat(summary.path("classNames").toString()).isEqualTo("[\"rest\",\"task\"]");
        assertThat(summary.path("probabilities").get(1).toString()).isEqualTo("[0.2,0.8]");
        assertThat(summary.path("details").path("output").asText()).isEqualTo("logit");
        assertThat(summary.path("data").isNull()).isTrue();
    }

    @Test
    void maps_values_areThoseOfTheFile() throws Exception {
        float[] values = floats("api/v1/maps?name=maps.npz&what=values&series=1");
        for (int cell = 0; cell < 12; cell++) {
            assertThat(values[cell]).isEqualTo((Float) (float) Fixtures.saliency(1, cell / 3, cell % 3));
        }
    }

    @ParameterizedTest
    @CsvSource({"'',-1", "&class=1,1", "&class=task,1", "&class=0,0"})
    void maps_mean_isOfAbsoluteCellsThatAreThere(String query, int target) throws Exception {
        float[] mean = floats("api/v1/maps?name=maps.npz&what=mean" + query);
        for (int cell = 0; cell < 12; cell++) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < 5; i++) {
                if ((target < 0 || i % 2 == target) && cell / 3 < Fixtures.length(i)) {
                    sum += Math.abs(Fixtures.saliency(i, cell / 3, cell % 3));
                    count++;
                }
            }
            assertThat(mean[cell]).isEqualTo((Float) (count == 0 ? Float.NaN : (float) (sum / count)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "data?name=none.npz&what=summary, 404",
        "data?name=maps.npz&what=summary, 400",
        "maps?name=data.npz&what=summary, 400",
        "maps?name=data.csv&what=summary, 400",
        "data?name=data.npz&what=values&series=5, 400",
        "data?name=data.npz&what=values&series=-1, 400",
        "data?name=data.npz&what=values&series=99999999999, 400",
        "data?name=data.npz&what=values, 400",
        "data?name=data.npz&what=other, 400",
        "data?name=data.npz, 400",
        "data?what=summary, 400",
        "maps?name=maps.npz&what=mean&class=none, 400",
        "data?name=data.npz&what=values&series=0&standardized=none, 404",
        "data?name=..%2Fdata.npz&what=summary, 400"
    })
    void wrongUse_isOneLine(String path, int status) throws Exception {
        HttpResponse<byte[]> response = wire.get("api/v1/" + path);
        assertThat(response.statusCode()).isEqualTo(status);
        String error = Wire.json(response).path("error").asText();
        assertThat(error).isNotBlank().doesNotContain("\n").doesNotContain(temporary.toString());
    }
}
