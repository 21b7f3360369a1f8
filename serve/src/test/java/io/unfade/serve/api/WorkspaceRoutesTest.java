package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.FileHash;
import io.unfade.data.io.SeriesFiles;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.serve.workspace.Fixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Items over the wire. */
class WorkspaceRoutesTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Server server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        folder = temporary.toRealPath();
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
        wire = new Wire(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private JsonNode item(String name) throws Exception {
        for (JsonNode item : wire.json("api/v1/items").path("items")) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError(name + " is not there");
    }

    private JsonNode links() throws Exception {
        JsonNode links = wire.json("api/v1/items").path("links");
        for (int i = 0; i < 50 && links.isEmpty(); i++) {
            Thread.sleep(50); // hashes are taken in the background
            links = wire.json("api/v1/items").path("links");
        }
        return links;
    }

    @Test
    void items_ofEachKind_areKnownByTheirContent() throws Exception {
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        SeriesFiles.write(Fixtures.series(), folder.resolve("long.csv"));
        Fixtures.writeModel(folder.resolve("runs/model"), folder.resolve("train.npz"));
        Fixtures.writeMaps(folder.resolve("maps.npz"), "0", "0");
        Files.writeString(folder.resolve("predictions.csv"), "id,predicted,p_a,p_b\n0,a,1,0\n");
        Files.writeString(folder.resolve("events.tsv"), "onset\tduration\ttrial_type\n0\t1\trest\n");
        Files.writeString(folder.resolve("report.html"), "<html></html>");
        Files.createDirectories(folder.resolve("report_files"));
        Files.writeString(folder.resolve("report_files/1.svg"), "<svg/>");
        Files.writeString(folder.resolve("broken.npz"), "no archive");
        Files.writeString(folder.resolve("model.checkpoint"), "state");
        Files.writeString(folder.resolve(".hidden.npz"), "x");
        Files.createDirectories(folder.resolve("fold"));
        Files.writeString(folder.resolve("fold/cross-validation.json"), "{}");
        JsonNode items = wire.json("api/v1/items").path("items");
        assertThat(items)
                .extracting(item ->
                        item.path("name").asText() + " " + item.path("kind").asText())
                .containsExactly(
                        "broken.npz data",
                        "events.tsv other",
                        "fold run",
                        "long.csv data",
                        "maps.npz maps",
                        "predictions.csv predictions",
                        "report.html report",
                        "runs/model model",
                        "train.npz data");
        assertThat(item("train.npz").path("title").asText())
                .isEqualTo("5 series of 1 to 4 steps, 3 features, 2 classes");
        assertThat(item("train.npz").path("about").path("hasReference").asBoolean())
                .isTrue();
        assertThat(item("long.csv").path("about").path("classes").asInt()).isEqualTo(2);
        assertThat(item("maps.npz").path("title").asText())
                .isEqualTo("gradient of 5 series of 1 to 4 steps, 3 features");
        assertThat(item("runs/model").path("about").path("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(item("runs/model").path("title").asText())
                .contains("LSTM", "hidden size 8", "3 features, 2 classes");
        assertThat(item("broken.npz").path("problem").asText())
                .startsWith("broken.npz: is not a .npz file")
                .doesNotContain(folder.toString());
    }

    @Test
    void links_tellWhatCameOfWhat_andWhatIsAnotherOneNow() throws Exception {
        Path data = folder.resolve("train.npz");
        SeriesFiles.write(Fixtures.series(), data);
        String model = Fixtures.writeModel(folder.resolve("model"), data);
        Fixtures.writeMaps(folder.resolve("maps.npz"), model, FileHash.sha256(data));
        assertThat(links())
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder(
                        "{\"from\":\"train.npz\",\"to\":\"model\",\"how\":\"trained on\",\"stale\":false}",
                        "{\"from\":\"model\",\"to\":\"maps.npz\",\"how\":\"explains\",\"stale\":false}",
                        "{\"from\":\"train.npz\",\"to\":\"maps.npz\",\"how\":\"of data\",\"stale\":false}");
        JsonNode summary = wire.json("api/v1/maps?name=maps.npz&what=summary");
        assertThat(summary.path("data").asText()).isEqualTo("train.npz");
        assertThat(summary.path("model").asText()).isEqualTo("model");

        SeriesFiles.write(Fixtures.series().select(0, 1, 4), data);
        assertThat(links())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.path("stale").asBoolean())
                        .as(link.toString())
                        .isEqualTo(link.path("from").asText().equals("train.npz")));
    }

    @Test
    void items_ofHostileNamesAndTexts_areOnlyText() throws Exception {
        Files.writeString(folder.resolve("<img src=x onerror=alert(1)>.csv"), "x");
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        HttpResponse<byte[]> items = wire.get("api/v1/items");
        assertThat(items.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(text(items)).doesNotContain("<img");
        assertThat(Wire.json(items).path("note").asText()).endsWith(": 1.");
        JsonNode info = wire.json("api/v1/item?name=train.npz");
        assertThat(info.path("info").path("classes").has("<b>task</b>")).isTrue();
    }

    @Test
    void item_tellsWhatInfoSays() throws Exception {
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        Fixtures.writeModel(folder.resolve("model"), folder.resolve("train.npz"));
        JsonNode data = wire.json("api/v1/item?name=train.npz");
        assertThat(data.path("item").path("kind").asText()).isEqualTo("data");
        assertThat(data.path("info").path("series").asInt()).isEqualTo(5);
        assertThat(data.path("text").asText()).startsWith("train.npz\n5 series x 1 to 4 time steps x 3 features");
        JsonNode model = wire.json("api/v1/item?name=model");
        assertThat(model.path("info").path("model").path("hidden").asInt()).isEqualTo(8);
        assertThat(model.path("info").path("files"))
                .extracting(file -> file.path("name").asText())
                .contains("model/model.json", "model/weights.safetensors");
        assertThat(wire.get("api/v1/item?name=none").statusCode()).isEqualTo(404);
        assertThat(wire.get("api/v1/item").statusCode()).isEqualTo(400);
    }

    @Test
    void item_ofABrokenFile_saysWhatIsWrong() throws Exception {
        Files.writeString(folder.resolve("broken.csv"), "id,time,a\nx,0,1\nx,1,oops\n");
        JsonNode broken = wire.json("api/v1/item?name=broken.csv");
        assertThat(broken.path("text").asText())
                .isEqualTo("broken.csv, line 3, column 'a': expected a number, but found 'oops'");
    }

    @Test
    void thumbnail_isASmallPicture() throws Exception {
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        Fixtures.writeMaps(folder.resolve("maps.npz"), "0", "0");
        Files.writeString(folder.resolve("report.html"), "x");
        for (String name : new String[] {"train.npz", "maps.npz"}) {
            HttpResponse<byte[]> picture = wire.get("api/v1/thumbnail?name=" + name);
            assertThat(picture.headers().firstValue("content-type")).hasValue("image/png");
            var image = ImageIO.read(new ByteArrayInputStream(picture.body()));
            assertThat(image.getWidth()).isBetween(80, 400);
        }
        assertThat(wire.get("api/v1/thumbnail?name=report.html").statusCode()).isEqualTo(404);
    }

    @Test
    void delete_removesItemsButNotFoldersOfOthers() throws Exception {
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        Fixtures.writeModel(folder.resolve("runs/model"), folder.resolve("train.npz"));
        Files.writeString(folder.resolve("r.html"), "x");
        Files.createDirectories(folder.resolve("r_files"));
        Files.writeString(folder.resolve("r_files/1.svg"), "x");
        assertThat(wire.send("DELETE", "api/v1/item?name=runs", null).statusCode())
                .isEqualTo(409);
        for (String name : new String[] {"runs/model", "runs", "r.html", "train.npz"}) {
            assertThat(wire.send("DELETE", "api/v1/item?name=" + name, null).statusCode())
                    .as(name)
                    .isEqualTo(204);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly(".unfade");
        }
        assertThat(wire.send("DELETE", "api/v1/item?name=train.npz", null).statusCode())
                .isEqualTo(404);
        assertThat(wire.send("DELETE", "api/v1/item?name=.unfade", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void items_areLookedIntoAgainOnceTheyHaveChanged() throws Exception {
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        assertThat(item("train.npz").path("about").path("count").asInt()).isEqualTo(5);
        SeriesFiles.write(Fixtures.series().select(0, 1), folder.resolve("train.npz"));
        assertThat(item("train.npz").path("about").path("count").asInt()).isEqualTo(2);
        Files.delete(folder.resolve("train.npz"));
        assertThat(wire.json("api/v1/items").path("items")).isEmpty();
    }

    @Test
    void about_namesTheFolderWithoutItsPlace() throws Exception {
        HttpResponse<byte[]> about = wire.get("api/v1/about");
        assertThat(text(about)).doesNotContain(String.valueOf(folder.getParent()));
        assertThat(Wire.json(about).path("folder").asText())
                .isEqualTo(folder.getFileName().toString());
        assertThat(Wire.json(about).path("tokenNeeded").asBoolean()).isFalse();
    }

    @Test
    void examples_areRequestsThatCanBeRun() throws Exception {
        assertThat(wire.json("api/v1/examples"))
                .extracting(example -> example.path("name").asText())
                .containsExactly("boxes", "vowels", "brain");
        assertThat(wire.post("api/v1/examples/none", "").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> taken = wire.post("api/v1/examples/vowels", "");
        assertThat(taken.statusCode()).isEqualTo(202);
        JsonNode ids = Wire.json(taken);
        assertThat(ids).hasSize(2);
        assertThat(item("example-vowels/train.npz").path("title").asText())
                .isEqualTo("200 series of 7 to 29 steps, 12 features, 5 classes");
        for (int i = ids.size() - 1; i >= 0; i--) {
            wire.send("DELETE", "api/v1/jobs/" + ids.get(i).asText(), null);
        }
    }
}
