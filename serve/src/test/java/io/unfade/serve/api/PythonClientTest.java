package io.unfade.serve.api;

import io.unfade.check.Progress;
import io.unfade.serve.Programs;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.workflow.Generate;
import io.unfade.workflow.Train;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines of Python in the documents do what they say. */
class PythonClientTest {
    private static final String TESTS = "the test of the Python lines in docs/server.md";

    @TempDir
    Path folder;

    @Test
    void lines_ofTheDocuments_getMaps() throws IOException, InterruptedException {
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
            String lines = documented().replace("http://localhost:8765/", server.address());
            String printed = Programs.run(python, "-c", lines + "\nprint(maps.shape, np.isfinite(maps).all())\n");
            assertThat(printed.strip()).isEqualTo("(1, 100, 100) True");
        }
    }

    private static String documented() throws IOException {
        Matcher code =
                Pattern.compile("(?s)```python\n(.*?)```").matcher(Files.readString(Path.of("../docs/server.md")));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }
}
