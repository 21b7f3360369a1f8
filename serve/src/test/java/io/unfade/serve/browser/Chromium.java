package io.unfade.serve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium of this machine, driven by its Node.js. Tests that need it are skipped, loudly, where either is missing. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program, Path node) {
        System.setProperty("playwright.nodejs.path", node.toString());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")));
    }

    /** {@return a browser; the test is skipped if there is none} */
    static Chromium start() {
        Optional<Path> program = NAMES.stream().flatMap(Chromium::found).findFirst();
        Optional<Path> node = found("node").findFirst();
        if (program.isEmpty() || node.isEmpty()) {
            String lacking = program.isEmpty() ? "Chromium" : "Node.js";
            System.err.println("SKIPPED: the tests of the page in a browser, since there is no " + lacking
                    + " on the path. Install chromium and nodejs to run them.");
            Assumptions.abort("no " + lacking);
        }
        return new Chromium(program.orElseThrow(), node.orElseThrow());
    }

    Browser browser() {
        return browser;
    }

    /** {@return where a program is on the path} */
    static Stream<Path> found(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
