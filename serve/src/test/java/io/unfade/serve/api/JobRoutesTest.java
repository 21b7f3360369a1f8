package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.workflow.base.RequestJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs over the wire. */
class JobRoutesTest {
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

    private static ObjectNode request(String command) {
        return RequestJson.newObject().put("command", command);
    }

    private String generate() throws Exception {
        return wire.submit(request("generate")
                .put("name", "small-box")
                .put("out", "data")
                .put("samples", 40)
                .put("testSamples", 20));
    }

    private static ObjectNode training(int epochs) {
        ObjectNode request = request("train").put("data", "data/train.npz").put("out", "model");
        request.putObject("architecture").put("hidden", 4);
        request.putObject("ensemble").put("members", 1);
        request.putObject("optimization").put("epochs", epochs);
        return request;
    }

    @Test
    void job_trainingOfTwoEpochs_tellsItsEventsAndWritesItsModel() throws Exception {
        String data = generate();
        String id = wire.submit(training(2));
        List<Wire.Event> events = wire.events(
                "api/v1/jobs/" + id + "/events", null, event -> event.name().equals("end"));
        JsonNode made = wire.awaitEnd(data);
        assertThat(made.path("state").asText()).as(made.toString()).isEqualTo("done");
        assertThat(made.path("outputs")).extracting(JsonNode::asText).contains("data/train.npz", "data/test.npz");
        JsonNode end = events.get(events.size() - 1).data();
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("done");
        assertThat(end.path("outputs")).extracting(JsonNode::asText).containsExactly("model");
        assertThat(end.path("commandLine").asText()).startsWith("unfade train --data data/train.npz --out model");
        assertThat(end.path("text").asText())
                .isNotEmpty()
                .doesNotContain(folder.toRealPath().toString());
        List<JsonNode> steps = events.stream()
                .filter(event -> event.name().equals("step"))
                .map(Wire.Event::data)
                .toList();
        assertThat(steps).extracting(step -> step.path("epoch").asInt()).containsExactly(1, 2);
        JsonNode whole = wire.json("api/v1/jobs/" + id);
        assertThat(whole.path("result").path("model").asText()).isEqualTo("model");
        assertThat(whole.toString()).doesNotContain(folder.toRealPath().toString());
        for (JsonNode step : steps) {
            String loss = String.format(
                    Locale.ROOT, "loss %.4f", step.path("values").path("loss").asDouble(-1));
            assertThat(step.path("text").asText()).contains(loss);
        }
        assertThat(folder.resolve("model/model.json")).exists();

        // what a client that lost its connection gets: all that came later, and nothing twice
        Wire.Event first = events.stream()
                .filter(event -> event.name().equals("step"))
                .findFirst()
                .orElseThrow();
        List<Wire.Event> rest = wire.events(
                "api/v1/jobs/" + id + "/events",
                first.id(),
                event -> event.name().equals("end"));
        assertThat(rest.stream().filter(event -> event.name().equals("step")).map(Wire.Event::data))
                .containsExactly(steps.get(1));
        String last = events.get(events.size() - 1).id();
        assertThat(wire.get("api/v1/jobs/" + id + "/events", "Accept", "text/event-stream", "Last-Event-ID", last)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void delete_runningTraining_cancelsItAndKeepsItsCheckpoint() throws Exception {
        wire.awaitEnd(generate());
        String id = wire.submit(training(100_000));
        wire.events("api/v1/jobs/" + id + "/events", null, event -> event.name().equals("step"));
        assertThat(wire.send("DELETE", "api/v1/jobs/" + id, null).statusCode()).isEqualTo(202);
        JsonNode end = wire.awaitEnd(id);
        assertThat(end.path("state").asText()).isEqualTo("cancelled");
        assertThat(end.path("text").asText())
                .contains("--resume")
                .doesNotContain(folder.toRealPath().toString());
        assertThat(folder.resolve("model.checkpoint")).exists();
        assertThat(folder.resolve("model")).doesNotExist();
        assertThat(wire.send("DELETE", "api/v1/jobs/" + id, null).statusCode()).isEqualTo(204);
        assertThat(wire.get("api/v1/jobs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void close_inMidTraining_isTakenUpByTheNextServer() throws Exception {
        wire.awaitEnd(generate());
        String id = wire.submit(training(100_000));
        String waiting = generateElsewhere();
        wire.events("api/v1/jobs/" + id + "/events", null, event -> event.name().equals("step"));
        server.close();
        String kept = Files.readString(folder.resolve(".unfade/jobs/" + id + ".json"));
        assertThat(kept).contains("\"interrupted\"");
        start();
        JsonNode again = wire.await(id, json -> json.path("state").asText().equals("running"));
        assertThat(again.path("request").path("resume").asBoolean()).isTrue();
        assertThat(again.path("request").path("data").asText()).isEqualTo("data/train.npz");
        assertThat(again.path("commandLine").asText()).contains("--resume");
        List<Wire.Event> events = wire.events(
                "api/v1/jobs/" + id + "/events",
                null,
                event -> event.name().equals("step")
                        && event.data().path("epoch").asInt() > 1);
        assertThat(events.get(events.size() - 1).data().path("epoch").asInt()).isGreaterThan(1);
        wire.send("DELETE", "api/v1/jobs/" + id, null);
        assertThat(wire.awaitEnd(waiting).path("state").asText()).isEqualTo("done");
    }

    private String generateElsewhere() throws Exception {
        return wire.submit(request("generate")
                .put("name", "small-box")
                .put("out", "other")
                .put("samples", 20)
                .put("testSamples", 10));
    }

    @Test
    void close_inMidJobThatKeepsNothing_isMarkedInterrupted() throws Exception {
        wire.awaitEnd(generate());
        ObjectNode request = request("cross-validate").put("data", "data/train.npz");
        request.putObject("optimization").put("epochs", 100_000);
        String id = wire.submit(request);
        wire.await(id, json -> json.path("state").asText().equals("running"));
        server.close();
        start();
        JsonNode job = wire.json("api/v1/jobs/" + id);
        assertThat(job.path("state").asText()).isEqualTo("interrupted");
        assertThat(job.path("error").asText()).contains("the server ended");
    }

    @Test
    void submit_oneMoreThanMayWait_isToldToTryLater() throws Exception {
        wire.awaitEnd(generate());
        String running = wire.submit(training(100_000));
        wire.await(running, json -> json.path("state").asText().equals("running"));
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            waiting.add(generateElsewhere());
        }
        assertThat(wire.json("api/v1/jobs/" + waiting.get(15)).path("position").asInt())
                .isEqualTo(16);
        HttpResponse<byte[]> refused = wire.post("api/v1/jobs", request("info").put("data", "data/train.npz"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(wire.send("DELETE", "api/v1/jobs/" + waiting.get(0), null).statusCode())
                .isEqualTo(202);
        assertThat(wire.json("api/v1/jobs/" + waiting.get(0)).path("state").asText())
                .isEqualTo("cancelled");
        assertThat(wire.json("api/v1/jobs/" + waiting.get(15)).path("position").asInt())
                .isEqualTo(15);
        for (String id : waiting) {
            wire.send("DELETE", "api/v1/jobs/" + id, null);
        }
        wire.send("DELETE", "api/v1/jobs/" + running, null);
        wire.awaitEnd(running);
    }

    @Test
    void events_ofAll_reachTwoClients() throws Exception {
        List<Thread> clients = new ArrayList<>();
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ready = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Thread client = new Thread(() -> {
                try {
                    ready.countDown();
                    List<Wire.Event> events = wire.events(
                            "api/v1/events", null, event -> event.name().equals("items"));
                    ended.add(events.get(events.size() - 2).data().path("state").asText());
                } catch (Exception e) {
                    ended.add(e.toString());
                }
            });
            client.start();
            clients.add(client);
        }
        ready.await();
        Thread.sleep(1000); // until both listen
        generate();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(ended).containsExactly("done", "done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.npz",
                "/etc/passwd",
                "a/../../x",
                "..",
                ".",
                ".unfade/jobs",
                "a//b",
                "a\\b",
                "",
                "a\u0000b",
                "C:x",
                "~/x"
            })
    void submit_namesThatLeadOut_areRefusedWithTheirSetting(String name) throws Exception {
        for (String setting : List.of("data", "out", "validation")) {
            ObjectNode request = training(1).put(setting, name);
            HttpResponse<byte[]> refused = wire.post("api/v1/jobs", request);
            assertThat(refused.statusCode()).as(setting).isEqualTo(400);
            assertThat(Wire.json(refused).path("setting").asText()).isEqualTo(setting);
            assertThat(wire.post("api/v1/commands/check", request).statusCode()).isEqualTo(400);
        }
        ObjectNode several = request("compare").put("data", "data.npz");
        several.putArray("maps").add("a.npz").add(name);
        assertThat(wire.post("api/v1/jobs", several).statusCode()).isEqualTo(400);
        assertThat(wire.json("api/v1/jobs").path("jobs")).isEmpty();
    }

    @Test
    void submit_linkThatLeadsOut_isRefused(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("secret.csv"), "a,b\n1,2\n");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.createSymbolicLink(folder.resolve("file.csv"), outside.resolve("secret.csv"));
        for (String name : List.of("link/secret.csv", "file.csv", "link/new.csv")) {
            ObjectNode request = request("convert").put("data", name).put("out", "x.npz");
            assertThat(wire.post("api/v1/jobs", request).statusCode())
                    .as(name)
                    .isGreaterThanOrEqualTo(400)
                    .isLessThan(500);
            ObjectNode writing = request("convert").put("data", "x.npz").put("out", name);
            assertThat(wire.post("api/v1/jobs", writing).statusCode())
                    .as(name)
                    .isGreaterThanOrEqualTo(400)
                    .isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.tsv", "/etc/passwd", "link/secret.tsv"})
    void job_tableThatNamesFilesOutside_isRefused(String name, @TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("secret.tsv"), "a\tb\n1\t2\n");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.writeString(folder.resolve("runs.tsv"), "bold\n" + name + "\n");
        ObjectNode request = request("fmri-prepare").put("out", "x.npz");
        request.putObject("runs").put("runs", "runs.tsv");
        JsonNode end = wire.awaitEnd(wire.submit(request));
        assertThat(end.path("state").asText()).isEqualTo("failed");
        assertThat(end.path("error").asText()).contains("is not in the workspace");
    }

    @Test
    void start_secondServerOverTheSameFolder_isRefused() {
        assertThatThrownBy(() -> Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is served already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"command\": 1}",
                "{\"command\": \"none\"}",
                "{\"command\": \"train\", \"data\": 5, \"out\": \"m\"}",
                "{\"command\": \"train\", \"data\": \"d\", \"out\": \"m\", \"architecture\": 3}",
                "{\"command\": \"train\", \"data\": \"d\", \"out\": \"m\", \"seed\": 1.5}",
                "{\"command\": \"train\", \"data\": \"d\", \"out\": \"m\", \"other\": 1}",
                "{\"command\": \"compare\", \"data\": \"d\", \"maps\": [[\"../x\"]]}",
                "{\"command\": \"train\", \"data\": [\"d\"], \"out\": {\"a\": 1}}"
            })
    void submit_bodiesOfWrongKinds_areBadRequests(String body) throws Exception {
        for (String path : List.of("api/v1/jobs", "api/v1/commands/check")) {
            HttpResponse<byte[]> refused = wire.post(path, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(Wire.json(refused).path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void check_ofARightRequest_isItsCommandLine() throws Exception {
        ObjectNode request = request("info").put("data", "odd name.npz");
        JsonNode answer = Wire.json(wire.post("api/v1/commands/check", request));
        assertThat(answer.path("commandLine").asText()).isEqualTo("unfade info 'odd name.npz'");
    }

    @Test
    void check_valuesThatNameNoFile_stayAsTheyAre() throws Exception {
        JsonNode share =
                Wire.json(wire.post("api/v1/commands/check", training(1).put("validation", "0.3")));
        assertThat(share.path("commandLine").asText()).contains("--validation 0.3");
        ObjectNode brain = request("fmri-prepare").put("out", "x.npz");
        brain.putObject("runs").putArray("bold").add("a.nii.gz");
        brain.putObject("regions").put("mask", "auto");
        JsonNode auto = Wire.json(wire.post("api/v1/commands/check", brain));
        assertThat(auto.path("commandLine").asText()).contains("--mask auto");
    }

    @Test
    void check_ofAWrongValue_namesItsSetting() throws Exception {
        ObjectNode request =
                request("explain").put("model", "m").put("data", "d.npz").put("out", "s.npz");
        request.putObject("explanation").put("batchSize", 0);
        JsonNode answer = Wire.json(wire.post("api/v1/commands/check", request));
        assertThat(answer.path("setting").asText()).isEqualTo("explanation.batchSize");
        assertThat(answer.path("error").asText()).contains("--batch-size");
        ObjectNode missing = request("train").put("data", "d.npz");
        assertThat(Wire.json(wire.post("api/v1/commands/check", missing))
                        .path("setting")
                        .asText())
                .isEqualTo("out");
    }

    @Test
    void job_thatFails_saysWhyWithoutThePlaceOfTheWorkspace() throws Exception {
        JsonNode end = wire.awaitEnd(wire.submit(request("info").put("data", "none.npz")));
        assertThat(end.path("state").asText()).isEqualTo("failed");
        assertThat(end.path("error").asText())
                .contains("none.npz")
                .doesNotContain(folder.toRealPath().toString());
        assertThat(new String(wire.get("api/v1/jobs/" + end.path("id").asText()).body(), StandardCharsets.UTF_8))
                .doesNotContain(folder.toRealPath().toString());
    }
}
