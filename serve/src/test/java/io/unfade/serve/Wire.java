package io.unfade.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.base.Json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client of a server, as programs see it. */
public final class Wire {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final String address;

    private final HttpClient client = HttpClient.newHttpClient();

    public Wire(Server server) {
        address = server.address();
    }

    /** An event of a stream. */
    public record Event(String name, String id, JsonNode data) {}

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    public HttpResponse<byte[]> post(String path, Object json) throws Exception {
        return send("POST", path, json.toString().getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    public static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }

    public JsonNode json(String path) throws Exception {
        return json(get(path));
    }

    /** {@return the job of a request, which must be taken} */
    public String submit(ObjectNode request) throws Exception {
        HttpResponse<byte[]> response = post("api/v1/jobs", request);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return json(response).path("id").asText();
    }

    /** {@return a job once something holds of it} */
    public JsonNode await(String job, Predicate<JsonNode> what) throws Exception {
        long until = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < until) {
            JsonNode json = json("api/v1/jobs/" + job);
            if (what.test(json)) {
                return json;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the job never got there: " + json("api/v1/jobs/" + job));
    }

    public JsonNode awaitEnd(String job) throws Exception {
        return await(
                job,
                json -> !List.of("waiting", "running")
                        .contains(json.path("state").asText()));
    }

    /** {@return the events of a stream until one is the last that is wanted, or the stream ends} */
    public List<Event> events(String path, String lastId, Predicate<Event> last) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST)
                .header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode());
        }
        List<Event> events = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring("id:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()).strip());
                } else if (line.isEmpty() && data.length() > 0) {
                    events.add(new Event(name, id, Json.MAPPER.readTree(data.toString())));
                    data.setLength(0);
                    if (last.test(events.get(events.size() - 1))) {
                        break;
                    }
                }
            }
        }
        return events;
    }
}
