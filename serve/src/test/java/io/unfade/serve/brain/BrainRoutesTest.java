package io.unfade.serve.brain;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.FileHash;
import io.unfade.check.Progress;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.workflow.generate.GenerateTaskFmri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Brains over the wire, against the bytes of the files. */
class BrainRoutesTest {
    private static final int[] SMALL = {3, 2, 2};

    @TempDir
    Path folder;

    private Server server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null));
        wire = new Wire(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String path(String name, String what) {
        return "api/v1/brain?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&what=" + what;
    }

    private JsonNode summary(String name) throws Exception {
        return wire.json(path(name, "summary"));
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static List<String> texts(JsonNode array, String key) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.path(key).asText()));
        return texts;
    }

    @Test
    void volume_ofAnImage_isItsNumbers() throws Exception {
        float[] values = {0, 1.5f, -2, 3, Float.NaN, 5, 6, 7, 8, 9, 10.25f, -11};
        NiftiBytes.floats(folder.resolve("a.nii"), SMALL, values);

        JsonNode summary = summary("a.nii");
        HttpResponse<byte[]> volume = wire.get(path("a.nii", "volume&index=0"));

        assertThat(floats(volume.body())).containsExactly(values);
        assertThat(volume.headers().firstValue("x-shape")).hasValue("3,2,2");
        assertThat(summary.path("places").asBoolean()).isTrue();
        assertThat(summary.path("shape").toString()).isEqualTo("[3,2,2]");
        assertThat(summary.path("affine").toString())
                .isEqualTo("[[-2.0,0.0,0.0,10.0],[0.0,3.0,0.0,-20.0],[0.0,0.0,4.0,-30.0],[0,0,0,1]]");
        assertThat(summary.path("volumes").get(0).path("least").asDouble()).isEqualTo(-11);
        assertThat(summary.path("volumes").get(0).path("largest").asDouble()).isEqualTo(10.25);
        for (String none : List.of("background", "atlas", "regions", "series", "maps")) {
            assertThat(summary.path(none).isNull()).as(none).isTrue();
        }
    }

    @Test
    void volume_ofSeveral_isTheOneAskedFor() throws Exception {
        int[] stored = new int[36];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = 7 * i - 100;
        }
        NiftiBytes.shorts(folder.resolve("run.nii"), new int[] {3, 2, 2, 3}, 0.5f, stored);

        assertThat(texts(summary("run.nii").path("volumes"), "name")).containsExactly("0.0 s", "1.5 s", "3.0 s");
        for (int k = 0; k < 3; k++) {
            float[] volume =
                    floats(wire.get(path("run.nii", "volume&index=" + k)).body());
            for (int i = 0; i < 12; i++) {
                assertThat(volume[i]).isEqualTo(stored[12 * k + i] * 0.5f);
            }
        }
    }

    @Test
    void volume_thatGzipHelps_isPackedForThoseWhoTakeIt() throws Exception {
        float[] values = new float[20 * 20 * 20];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floorDiv(i, 1000);
        }
        NiftiBytes.floats(folder.resolve("a.nii"), new int[] {20, 20, 20}, values);

        HttpResponse<byte[]> plain = wire.get(path("a.nii", "volume&index=0"));
        HttpResponse<byte[]> packed = wire.get(path("a.nii", "volume&index=0"), "Accept-Encoding", "br, gzip");

        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void atlas_withATable_hasNamesAndABackground() throws Exception {
        NiftiBytes.shorts(folder.resolve("atlas.nii"), SMALL, 0, 0, 2, 2, 9, 9, 9, 0, 0, 0, 300, 0, 1);
        NiftiBytes.floats(folder.resolve("background.nii"), SMALL, new float[12]);
        Files.writeString(folder.resolve("atlas.tsv"), "index\tname\n9\tnine\n2\ttwo\n300\tthree hundred\n");
        NiftiBytes.floats(folder.resolve("background.nii.gz"), SMALL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        JsonNode summary = summary("atlas.nii");
        int[] ids = new int[12];
        HttpResponse<byte[]> atlas = wire.get(path("atlas.nii", "atlas"));
        ByteBuffer.wrap(atlas.body())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(ids);

        assertThat(ids).containsExactly(0, 2, 2, 9, 9, 9, 0, 0, 0, 300, 0, 1);
        assertThat(atlas.headers().firstValue("x-shape")).hasValue("3,2,2");
        assertThat(summary.path("regions").toString())
                .isEqualTo(
                        "[{\"id\":2,\"name\":\"two\"},{\"id\":9,\"name\":\"nine\"},{\"id\":300,\"name\":\"three hundred\"}]");
        assertThat(summary.path("unit").asText()).isEqualTo("label");
        assertThat(summary.path("background").asText()).isEqualTo("background.nii.gz");
        assertThat(floats(wire.get(path("atlas.nii", "background")).body()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    private void maps(String series, String files) throws IOException {
        Files.createDirectories(folder.resolve("maps"));
        for (int k = 1; k <= 2; k++) {
            float[] values = new float[12];
            values[k] = k / 8f;
            NiftiBytes.floats(folder.resolve("maps/c" + k + "_mean.nii.gz"), SMALL, values);
        }
        NiftiBytes.floats(folder.resolve("maps/c2_movie.nii.gz"), new int[] {3, 2, 2, 2}, new float[24]);
        Files.writeString(
                folder.resolve("maps/maps.json"),
                "{\"format\":\"unfade-maps/1\",\"series\":\"" + series + "\",\"files\":[" + files
                        + "{\"file\":\"c1_mean.nii.gz\",\"classes\":[\"one\"]},{\"file\":\"c2_mean.nii.gz\",\"classes\":[\"two\"]},"
                        + "{\"file\":\"c2_movie.nii.gz\",\"classes\":[\"two\"]}]}");
    }

    @Test
    void maps_ofClasses_areVolumesOfOneItem() throws Exception {
        String outside =
                "{\"file\":\"../../etc/passwd_mean.nii\",\"classes\":[\"x\"]},{\"file\":\"/etc/passwd\",\"classes\":[]},{\"file\":3},";
        maps("none", outside);

        JsonNode summary = summary("maps/c2_mean.nii.gz");

        assertThat(texts(summary.path("volumes"), "name")).containsExactly("one", "two");
        assertThat(summary.path("selected").asInt()).isEqualTo(1);
        assertThat(summary.path("unit").asText()).isEqualTo("saliency");
        assertThat(summary.path("series").isNull()).isTrue();
        assertThat(summary.path("note").asText()).contains("not in the workspace");
        assertThat(texts(summary.path("related"), "item")).containsExactly("maps/c2_movie.nii.gz");
        assertThat(floats(
                        wire.get(path("maps/c2_mean.nii.gz", "volume&index=0")).body())[1])
                .isEqualTo(1 / 8f);
        assertThat(floats(wire.get(path("maps/maps.json", "volume&index=1")).body())[2])
                .isEqualTo(2 / 8f);
        JsonNode movie = summary("maps/c2_movie.nii.gz");
        assertThat(movie.path("volumes")).hasSize(2);
        assertThat(movie.path("ofClass").asText()).isEqualTo("two");
        assertThat(wire.get(path("maps/c2_mean.nii.gz", "volume&index=2")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void series_thatWerePrepared_bringTheirPlacesAndMaps() throws Exception {
        new GenerateTaskFmri(folder.resolve("data"), 2, 6, 2, 1.5, false, 0).run(Progress.NONE);

        JsonNode alone = summary("data/test.npz");
        assertThat(alone.path("unit").asText()).isEqualTo("signal");
        assertThat(alone.path("background").asText()).isEqualTo("data/test.mean.nii.gz");
        assertThat(alone.path("atlas").asText()).isEqualTo("data/test.atlas.nii.gz");
        assertThat(texts(alone.path("regions"), "name"))
                .containsExactly("L-001", "L-002", "L-003", "R-001", "R-002", "R-003");
        assertThat(alone.path("time").path("step").asDouble()).isPositive();
        assertThat(alone.path("time").path("start").asDouble()).isNegative();
        assertThat(summary("data/test.fmri.json").path("series").asText()).isEqualTo("data/test.npz");
        assertThat(summary("data/test.atlas.nii.gz").path("unit").asText()).isEqualTo("label");

        maps(FileHash.sha256(folder.resolve("data/test.npz")), "");
        JsonNode explained = summary("data/test.npz");
        assertThat(texts(explained.path("volumes"), "name")).containsExactly("one", "two");
        JsonNode map = summary("maps/c1_mean.nii.gz");
        assertThat(map.path("series").asText()).isEqualTo("data/test.npz");
        assertThat(map.path("atlas").asText()).isEqualTo("data/test.atlas.nii.gz");
        assertThat(map.path("atlasShape").toString()).isEqualTo("[27,33,27]");
    }

    @Test
    void values_withoutPlaces_areSaidToBe() throws Exception {
        Files.writeString(folder.resolve("x_mean.func.gii"), "<GIFTI/>");
        assertThat(summary("x_mean.func.gii").path("places").asBoolean(true)).isFalse();
        assertThat(wire.get(path("x_mean.func.gii", "volume&index=0")).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "none.nii, summary, 404", "../a.nii, summary, 400", "/etc/passwd, summary, 400", "text.png, summary, 400",
        "folder, summary, 400", "set.npz, summary, 400", "text.nii, summary, 400", "cut.nii, volume&index=0, 400",
        "a.nii, volume, 400", "a.nii, volume&index=1, 400", "a.nii, volume&index=-1, 400", "a.nii, volume&index=x, 400",
        "a.nii, voxels, 400", "a.nii, atlas, 404", "a.nii, background, 404", "out.nii, summary, 404",
        "atlas.nii, atlas, 400", "maps/b.nii, summary, 400"
    })
    void refusals_haveTheirStatusAndOneLine(String name, String what, int status) throws Exception {
        Files.createDirectories(folder.resolve("folder"));
        Files.createDirectories(folder.resolve("maps"));
        Files.writeString(folder.resolve("text.png"), "no picture");
        Files.writeString(folder.resolve("text.nii"), "no image");
        Files.writeString(folder.resolve("set.npz"), "no archive");
        NiftiBytes.floats(folder.resolve("a.nii"), SMALL, new float[12]);
        NiftiBytes.floats(folder.resolve("cut.nii"), SMALL, new float[11]);
        NiftiBytes.shorts(folder.resolve("atlas.nii"), SMALL, 0, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        NiftiBytes.floats(folder.resolve("maps/b.nii"), SMALL, new float[12]);
        Files.writeString(folder.resolve("maps/maps.json"), "{\"format\":\"another\"}");
        Files.createSymbolicLink(folder.resolve("out.nii"), Path.of("/etc/hostname"));

        HttpResponse<byte[]> answer = wire.get(path(name, what));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Wire.json(answer).path("error").asText()).isNotEmpty().doesNotContain("\n", folder.toString());
    }

    @Test
    void volume_thatIsTooLarge_isRefusedBeforeItIsRead() throws Exception {
        int[] dims = {512, 512, 65};
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large.nii").toFile(), "rw")) {
            file.write(NiftiBytes.header(dims, NiftiBytes.INT8, 8, 0, 0).array());
            file.setLength(NiftiBytes.HEADER + 512L * 512 * 65);
        }
        for (String what : List.of("summary", "volume&index=0")) {
            HttpResponse<byte[]> answer = wire.get(path("large.nii", what));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(Wire.json(answer).path("error").asText()).contains("large.nii", "17039360", "16777216");
        }
    }
}
