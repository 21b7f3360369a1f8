package io.unfade.serve.http;

import io.javalin.Javalin;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** How failures of routes are answered, over the wire. */
class FailuresTest {
    private Javalin server;

    @BeforeEach
    void start() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "127.0.0.1";
                    new Failures(message -> message.replace("/home/someone/", "")).answer(config);
                    config.routes.get("/memory", context -> {
                        throw new OutOfMemoryError("Java heap space");
                    });
                    config.routes.get("/class", context -> {
                        throw new NoClassDefFoundError("io/unfade/None");
                    });
                    config.routes.get("/wrong", context -> {
                        throw new IllegalArgumentException("/home/someone/x.npz is empty");
                    });
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void errorOfTheMachine_isAnsweredInWords() throws Exception {
        assertAnswer("memory", 500, "there was not enough memory; ask for less, or give the server more");
        assertAnswer("class", 500, "the server failed; its log says how");
    }

    @Test
    void wrongArgument_isAnsweredWithoutPlaces() throws Exception {
        assertAnswer("wrong", 400, "x.npz is empty");
    }

    @Test
    void unknownPath_isNamed() throws Exception {
        assertAnswer("none", 404, "there is nothing at /none");
    }

    private void assertAnswer(String path, int status, String error) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.port() + "/" + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(Json.MAPPER.readTree(answer.body()).path("error").asText()).isEqualTo(error);
    }
}
