package io.unfade.serve.browser;

import io.unfade.testing.Programs;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The functions of the page that need no browser, tested by their own tests in {@code src/test/js}, in Node.js. */
class ScriptsTest {
    private static final int OLDEST = 20;
    private static final String TESTS = "the tests of the page's scripts";

    @Test
    void scripts_passTheirTests() throws IOException, InterruptedException {
        Path node = Programs.needed(TESTS, "node");
        if (version(node) < OLDEST) {
            Programs.skip(TESTS, "Node.js is older than " + OLDEST);
        }
        assertThat(Programs.run(node, "--test", "src/test/js/"))
                .contains("# fail 0")
                .containsPattern("# pass [1-9]");
    }

    private static int version(Path node) throws IOException, InterruptedException {
        return Integer.parseInt(Programs.run(node, "--version").strip().replaceFirst("^v(\\d+)\\..*", "$1"));
    }
}
