package io.unfade.serve.api;

import io.unfade.check.Progress;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.testing.Programs;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.generate.Generate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The programs in docs/server.md do what it says. */
class ClientsTest {
    private static final String TESTS = "the test of the Python lines in docs/server.md";

    @TempDir
    Path folder;

    @Test
    void python_getsMaps() throws IOException, InterruptedException {
        Path python = Programs.needed(TESTS, "python3");
        if (!Programs.run(python, "-c", "import numpy; print('there')").contains("there")) {
            Programs.skip(TESTS, "Python has no NumPy");
        }
        new Generate("small-box", folder.resolve("data"))
                .with("samples", 20)
                .with("testSamples", 4)
                .run(Progress.NONE);
        new Train(folder.resolve("data/train.npz"), folder.resolve("model"))
                .with("optimization.epochs", 1)
                .with("architecture.hidden", 4)
                .run(Progress.NONE);
        try (Server server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null))) {
            String lines = documented("python").replace("http://localhost:8765/", server.address());
            String printed = Programs.run(python, "-c", lines + "\nprint(maps.shape, np.isfinite(maps).all())\n");
            assertThat(printed.strip()).isEqualTo("(1, 100, 100) True");
        }
    }

    @Test
    void java_runsAJob() throws Exception {
        new Generate("small-box", folder.resolve("data")).with("samples", 10).run(Progress.NONE);
        try (Server server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null))) {
            String address = server.address();
            // begin of the snippet
            Request<?> training = new Train(Path.of("data/train.npz"), Path.of("model")).with("optimization.epochs", 2);
            HttpRequest job = HttpRequest.newBuilder(URI.create(address + "api/v1/jobs"))
                    .POST(HttpRequest.BodyPublishers.ofString(training.toJson().toString()))
                    .build();
            String answer = HttpClient.newHttpClient()
                    .send(job, HttpResponse.BodyHandlers.ofString())
                    .body(); // with its id, under which api/v1/jobs/ID tells how it stands
            // end of the snippet
            String id = Json.MAPPER.readTree(answer).path("id").asText();
            assertThat(new Wire(server).awaitEnd(id).path("state").asText()).isEqualTo("done");
        }
        Matcher code = Pattern.compile("(?s)// begin of the snippet\\R(.*?)// end of the snippet\\R")
                .matcher(Files.readString(Path.of("src/test/java/io/unfade/serve/api/ClientsTest.java")));
        assertThat(code.find()).isTrue();
        assertThat(documented("java")).isEqualTo(code.group(1).stripIndent());
    }

    private static String documented(String language) throws IOException {
        Matcher code = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(Path.of("../docs/server.md")));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }
}
