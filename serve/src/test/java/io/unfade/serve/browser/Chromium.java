package io.unfade.serve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.unfade.testing.Programs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Chromium of this machine, driven by its Node.js. Tests that need it are skipped where either is missing. */
final class Chromium implements AutoCloseable {
    private static final String TESTS = "the tests of the page in a browser";

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
        Path program = Programs.needed(TESTS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        return new Chromium(program, Programs.needed(TESTS, "node"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
