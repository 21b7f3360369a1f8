package io.unfade.serve.api;

import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.serve.workspace.Fixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that are sent and fetched, over the wire. */
class UploadTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    Path temporary;

    private Path folder;
    private Server server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(temporary.toRealPath().resolve("inside"));
        server =
                Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null).withUploadLimit(LIMIT));
        wire = new Wire(server);
    }

    @AfterEach
    void stop() throws IOException {
        try {
            assertNothingIsLeft();
        } finally {
            server.close();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        Path uploads = folder.resolve(".unfade/uploads");
        if (Files.exists(uploads)) {
            try (var left = Files.walk(uploads)) {
                assertThat(left).containsExactly(uploads);
            }
        }
    }

    private HttpResponse<byte[]> put(String name, byte[] body, String... headers) throws Exception {
        return wire.send("PUT", "api/v1/files/" + name, body, headers);
    }

    private static String error(HttpResponse<byte[]> response) throws IOException {
        return Wire.json(response).path("error").asText();
    }

    private byte[] npz() throws IOException {
        Path file = temporary.resolve("source.npz");
        SeriesFiles.write(Fixtures.series(), file);
        return Files.readAllBytes(file);
    }

    @Test
    void put_aFileOfSeries_isAnItem() throws Exception {
        byte[] bytes = npz();
        HttpResponse<byte[]> response = put("a%20b/train.npz", bytes);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(Wire.json(response).path("name").asText()).isEqualTo("a b/train.npz");
        assertThat(Wire.json(response).path("kind").asText()).isEqualTo("data");
        assertThat(folder.resolve("a b/train.npz")).hasBinaryContent(bytes);
        assertThat(wire.get("api/v1/files/a%20b/train.npz").body()).isEqualTo(bytes);
    }

    @Test
    void put_overAFile_replacesItUnlessAskedNotTo() throws Exception {
        put("note.txt", new byte[] {1});
        HttpResponse<byte[]> refused = put("note.txt", new byte[] {2}, "If-None-Match", "*");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(folder.resolve("note.txt")).hasBinaryContent(new byte[] {1});
        assertThat(put("note.txt", new byte[] {3}).statusCode()).isEqualTo(201);
        assertThat(folder.resolve("note.txt")).hasBinaryContent(new byte[] {3});
        Files.createDirectories(folder.resolve("sub"));
        assertThat(put("sub", new byte[] {3}).statusCode()).isEqualTo(409);
    }

    @Test
    void put_whatCannotBeRead_isRefusedInWordsAndTheOldFileStays() throws Exception {
        byte[] good = npz();
        put("train.npz", good);
        HttpResponse<byte[]> refused = put("train.npz", "no archive".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(error(refused)).startsWith("train.npz: is not a .npz file").doesNotContain(".unfade");
        assertThat(folder.resolve("train.npz")).hasBinaryContent(good);
        refused = put("new.csv", "id,time,a\nx,0,1\nx,1,oops\n".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(error(refused)).isEqualTo("new.csv, line 3, column 'a': expected a number, but found 'oops'");
        assertThat(folder.resolve("new.csv")).doesNotExist();
    }

    @Test
    void put_whatIsNotOfSeries_isTaken() throws Exception {
        for (String name : new String[] {"events.tsv", "predictions.csv", "y_train.npy", "notes.txt"}) {
            byte[] body = switch (name) {
                case "events.tsv" -> "onset\tduration\n0\t1\n".getBytes(StandardCharsets.UTF_8);
                case "predictions.csv" -> "id,predicted,p_a\n0,a,1\n".getBytes(StandardCharsets.UTF_8);
                case "y_train.npy" -> npy("<i4", "(2,)", new byte[8]);
                default -> new byte[0];
            };
            assertThat(put(name, body).statusCode()).as(name).isEqualTo(201);
        }
    }

    private static byte[] npy(String type, String shape, byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        out.write(data);
        return out.toByteArray();
    }

    @Test
    void put_moreThanTheLimit_isTooLarge_announcedOrNot() throws Exception {
        assertThat(put("big.bin", new byte[LIMIT + 1]).statusCode()).isEqualTo(413);
        assertThat(put("fits.bin", new byte[LIMIT]).statusCode()).isEqualTo(201);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(server.address() + "api/v1/files/big.bin"))
                .PUT(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArray(new byte[LIMIT + 1])))
                .build();
        int status = HttpClient.newHttpClient()
                .send(chunked, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(413);
        assertThat(folder.resolve("big.bin")).doesNotExist();
    }

    @Test
    void refusal_ofASlowSender_waitsForTheRestOfItsBody() throws Exception {
        String[][] refused = {
            {"PUT /api/v1/files/big.bin", "", "413"},
            {"PUT /api/v1/files/a.bin", "Origin: http://example.org\r\n", "403"},
            {"POST /api/v1/nothing", "", "404"},
            {"PUT /api/v1/jobs", "", "405"},
        };
        for (String[] row : refused) {
            String head = row[0] + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n" + row[1]
                    + "Connection: close\r\nContent-Length: " + 4 * LIMIT + "\r\n\r\n";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 4; i++) {
                    Thread.sleep(50);
                    socket.getOutputStream().write(new byte[LIMIT]);
                }
                byte[] answer = socket.getInputStream().readAllBytes();
                assertThat(new String(answer, StandardCharsets.ISO_8859_1))
                        .as(row[0])
                        .startsWith("HTTP/1.1 " + row[2])
                        .contains("{\"error\"");
            }
        }
    }

    @Test
    void put_bombs_areRefusedInWords() throws Exception {
        Path archive = temporary.resolve("bomb.npz");
        NpzWriter.write(archive, npz -> npz.floats("X", i -> 0, 4, 1000, 1000));
        byte[] zip = Files.readAllBytes(archive);
        assertThat(zip.length).isLessThan(LIMIT / 8);
        HttpResponse<byte[]> refused = put("bomb.npz", zip);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(error(refused)).isEqualTo("bomb.npz: unpacks to 16000000 bytes; at most " + LIMIT + " are taken");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("id,time,a\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        refused = put("bomb.csv.gz", bytes.toByteArray());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(error(refused))
                .isEqualTo("bomb.csv.gz: unpacks to more than " + LIMIT + " bytes, the most that is taken");
        refused = put("claim.npy", npy("<f8", "(2000, 1000, 1000)", new byte[8]));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(error(refused)).startsWith("claim.npy: ");
    }

    @Test
    void put_namesThatLeadOut_areRefused() throws Exception {
        Files.writeString(temporary.resolve("outside.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("link.txt"), temporary.resolve("outside.txt"));
        Files.createSymbolicLink(folder.resolve("out"), temporary);
        String[] names = {
            "../outside.txt",
            "%2e%2e/outside.txt",
            "..%2foutside.txt",
            "%2e%2e%2foutside.txt",
            "/outside.txt",
            "link.txt",
            "out/outside.txt",
            "out/new.txt",
            ".hidden",
            ".unfade/x",
            "a%00b",
            "a%0Ab",
            "%C3%A9.txt",
            "a%5C..%5Cb",
            "a//b",
            "a/./b",
            "a;b/..;/x"
        };
        for (String name : names) {
            String[] lines = {
                " /api/v1/files/" + name + " HTTP/1.1",
                "Host: localhost:" + server.port(),
                "Content-Length: 1",
                "Connection: close"
            };
            for (String method : new String[] {"PUT", "GET"}) {
                assertThat(raw(method + String.join("\r\n", lines) + "\r\n\r\nx"))
                        .as(method + " " + name)
                        .matches("HTTP/1.1 40[04].*");
            }
        }
        assertThat(temporary.resolve("outside.txt")).hasContent("secret");
        assertThat(temporary.resolve("new.txt")).doesNotExist();
    }

    /** {@return the first line of an answer} */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(200);
            return new String(answer, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void put_byManyAtOnce_leavesOneWholeFile() throws Exception {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bodies.add(Fixtures.noise(300_000, i));
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "api/v1/files/one.bin"))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(bodies.get(i)))
                    .header("If-None-Match", "*")
                    .build();
            all.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
        }
        List<Integer> statuses = all.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 409);
        byte[] kept = Files.readAllBytes(folder.resolve("one.bin"));
        assertThat(bodies).anySatisfy(body -> assertThat(body).isEqualTo(kept));
    }

    @Test
    void put_thatIsBrokenOff_leavesNothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "PUT /api/v1/files/half.bin HTTP/1.1\r\nHost: localhost:" + server.port()
                    + "\r\nContent-Length: 100000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[50_000]);
            socket.getOutputStream().flush();
            Path uploads = folder.resolve(".unfade/uploads");
            for (int i = 0; i < 200 && !holdsAny(uploads); i++) {
                Thread.sleep(20);
            }
            assertThat(holdsAny(uploads)).as("the file is being written").isTrue();
        }
        for (int i = 0; i < 200 && holdsAny(folder.resolve(".unfade/uploads")); i++) {
            Thread.sleep(50);
        }
        assertNothingIsLeft();
        assertThat(folder.resolve("half.bin")).doesNotExist();
    }

    private static boolean holdsAny(Path uploads) throws IOException {
        if (!Files.isDirectory(uploads)) {
            return false;
        }
        try (var entries = Files.list(uploads)) {
            return entries.findAny().isPresent();
        }
    }

    @Test
    void get_aFile_isKeptAndNotSeen_unlessAskedFor() throws Exception {
        Files.writeString(folder.resolve("page.html"), "<script>alert(1)</script>");
        HttpResponse<byte[]> kept = wire.get("api/v1/files/page.html");
        assertThat(kept.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"page.html\"");
        assertThat(kept.headers().firstValue("content-type")).hasValue("application/octet-stream");
        HttpResponse<byte[]> seen = wire.get("api/v1/files/page.html?view=1");
        assertThat(seen.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        assertThat(seen.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("sandbox allow-downloads; default-src 'none'")
                .contains("frame-ancestors 'self'")
                .doesNotContain("allow-scripts")
                .doesNotContain("script-src");
        assertThat(seen.headers().allValues("content-security-policy")).hasSize(1);
        Files.writeString(folder.resolve("a.npz"), "x");
        assertThat(wire.get("api/v1/files/a.npz?view=1").statusCode()).isEqualTo(415);
        assertThat(wire.get("api/v1/files/none").statusCode()).isEqualTo(404);
    }

    @Test
    void get_aRange_isThatPart() throws Exception {
        byte[] bytes = Fixtures.noise(100_000, 1);
        Files.write(folder.resolve("a.bin"), bytes);
        HttpResponse<byte[]> part = wire.get("api/v1/files/a.bin", "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 10-19/100000");
        assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 10, 20));
        assertThat(wire.get("api/v1/files/a.bin", "Range", "bytes=99990-").body())
                .hasSize(10);
        assertThat(wire.get("api/v1/files/a.bin", "Range", "bytes=100000-").statusCode())
                .isEqualTo(416);
        assertThat(wire.get("api/v1/files/a.bin", "Range", "lines=1-2").body()).isEqualTo(bytes);
    }
}
