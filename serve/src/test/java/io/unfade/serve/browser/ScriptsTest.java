package io.unfade.serve.browser;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The functions of the page that need no browser, tested by their own tests in {@code src/test/js}, in Node.js. */
class ScriptsTest {
    private static final int OLDEST = 20;

    @Test
    void scripts_passTheirTests() throws IOException, InterruptedException {
        Optional<Path> node = Chromium.found("node").findFirst();
        if (node.isEmpty() || version(node.get()) < OLDEST) {
            System.err.println("SKIPPED: the tests of the page's scripts, since there is no Node.js " + OLDEST
                    + " or newer on the path. Install nodejs to run them.");
            Assumptions.abort("no Node.js");
        }
        assertThat(run(node.orElseThrow(), "--test", "src/test/js/"))
                .contains("# fail 0")
                .containsPattern("# pass [1-9]");
    }

    private static int version(Path node) throws IOException, InterruptedException {
        return Integer.parseInt(run(node, "--version").strip().replaceFirst("^v(\\d+)\\..*", "$1"));
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.command().add(0, program.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
