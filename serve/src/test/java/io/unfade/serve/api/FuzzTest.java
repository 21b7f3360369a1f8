package io.unfade.serve.api;

import io.unfade.data.io.SeriesFiles;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.workspace.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that nobody means: none may be the server's failure, or change what lies outside of the workspace. */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("unfade.fuzz", 3000);
    private static final long SEED = 20261130;
    private static final long MOST_GROWTH = 48; // a leak of 1 kB a request would be 80 of 100,000

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO");
    private static final List<String> PATHS = List.of(
            "/api/v1/about",
            "/api/v1/items",
            "/api/v1/item",
            "/api/v1/thumbnail",
            "/api/v1/files/",
            "/api/v1/files/train.npz",
            "/api/v1/data",
            "/api/v1/maps",
            "/api/v1/examples",
            "/api/v1/examples/none",
            "/api/v1/commands",
            "/api/v1/commands/check",
            "/api/v1/methods",
            "/api/v1/jobs",
            "/api/v1/jobs/none",
            "/api/v1/models",
            "/api/v1/predict",
            "/api/v1/explain",
            "/api/v1/stream",
            "/api/v1/events",
            "/api/v1/session",
            "/health",
            "/ready",
            "/metrics",
            "/openapi.yaml",
            "/api",
            "/web/app.js",
            "/lib/preact.js",
            "/");
    private static final List<String> NAMES = List.of(
            "train.npz",
            "maps.npz",
            "model",
            "sub",
            "none.npz",
            "..",
            "../x",
            "%2e%2e%2fx",
            "",
            ".",
            "/etc/passwd",
            "%00",
            "%ff",
            "%",
            "a%0d%0ab",
            "%C3%A9",
            "link",
            "link/outside.txt",
            "a".repeat(300),
            "<b>",
            "broken.npz",
            ".unfade/hashes.json",
            "..%5c..%5cx",
            "con",
            "model/model.json",
            "train.npz/x",
            "%F0%9F%98%80");
    private static final List<String> WHATS =
            List.of("summary", "values", "mean", "reference", "distractor", "none", "", "%00");
    private static final List<String> NUMBERS =
            List.of("0", "1", "4", "5", "-1", "99999999999", "x", "", "1e3", "2147483647");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"command\": \"train\"}",
            "{\"command\": \"none\"}",
            "{\"command\": 3}",
            "{\"command\": \"info\", \"data\": \"../x\"}",
            "{\"command\": \"info\", \"data\": \"none.npz\", \"more\": {\"a\": [1, {}]}}",
            "{\"series\": [[[1, 2, 3]]]}",
            "{\"series\": [[[1, 2], [3]], [[1e999]]]}",
            "{\"series\": \"x\", \"method\": 1}",
            "{\"a\": ",
            "[".repeat(3000),
            "\u0000\u0001\u0002",
            "id,time,a\nx,0,1\n",
            "9".repeat(2000));
    private static final List<String> HEADERS = List.of(
            "",
            "If-None-Match: *",
            "Range: bytes=0-",
            "Range: bytes=5-1",
            "Range: x",
            "Accept: text/html",
            "X-Shape: 1,2,3",
            "Content-Type: application/json",
            "Content-Type: application/octet-stream",
            "Accept-Encoding: gzip");

    @TempDir
    Path temporary;

    private final Random random = new Random(SEED);

    @Test
    void requests_atRandom_areNeverTheServersFailure() throws Exception {
        Path folder = Files.createDirectories(temporary.toRealPath().resolve("inside"));
        Files.writeString(temporary.resolve("outside.txt"), "secret");
        SeriesFiles.write(Fixtures.series(), folder.resolve("train.npz"));
        Fixtures.writeMaps(folder.resolve("maps.npz"), "0", "0");
        Fixtures.writeModel(folder.resolve("model"), folder.resolve("train.npz"));
        Files.writeString(folder.resolve("broken.npz"), "x");
        Files.createSymbolicLink(folder.resolve("link"), temporary);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        try (Server server =
                Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null).withUploadLimit(4000))) {
            long warm = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i == REQUESTS / 5) {
                    warm = usedMemory();
                }
                String head = head(server.port());
                String body = pick(BODIES);
                int status = status(server.port(), head, body);
                assertThat(status).as(i + ": " + head + body).isBetween(200, 499);
                statuses.merge(status, 1, Integer::sum);
            }
            long grown = (usedMemory() - warm) >> 20;
            assertThat(grown).as("MB by which the heap has grown").isLessThan(MOST_GROWTH);
            System.err.println(REQUESTS + " requests: " + statuses + ", the heap has grown by " + grown + " MB");
        }
        assertThat(statuses).as("of many kinds").containsKeys(200, 201, 204, 400, 404, 405, 409, 422);
        try (Stream<Path> outside = Files.list(temporary)) {
            assertThat(outside)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("inside", "outside.txt");
        }
        assertThat(temporary.resolve("outside.txt")).hasContent("secret");
    }

    private static long usedMemory() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String head(int port) {
        String path = pick(PATHS);
        if (path.endsWith("files/")) {
            path += pick(NAMES);
        } else if (random.nextInt(8) == 0) {
            path += "/" + pick(NAMES);
        }
        StringBuilder query = new StringBuilder();
        append(query, "name", NAMES);
        append(query, "what", WHATS);
        append(query, "series", NUMBERS);
        append(query, "model", NAMES);
        append(query, "standardized", NAMES);
        append(query, "class", NUMBERS);
        append(query, "view", NUMBERS);
        String method = pick(METHODS);
        String header = pick(HEADERS);
        return method + " " + path + query + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n"
                + (header.isEmpty() ? "" : header + "\r\n");
    }

    private void append(StringBuilder query, String name, List<String> values) {
        if (random.nextInt(3) > 0) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(pick(values));
        }
    }

    /** {@return the status of the answer; 400 if the server hangs up on what is no HTTP} */
    private static int status(int port, String head, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((head + "Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1)).readLine();
            return line == null ? 400 : Integer.parseInt(line.split(" ", -1)[1]);
        }
    }
}
