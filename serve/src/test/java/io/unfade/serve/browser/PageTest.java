package io.unfade.serve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page of an empty workspace: no errors, no violations of the policy, nothing that axe finds serious, nothing cut off. */
class PageTest {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Server server;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1280, LIGHT", "'', 390, DARK", "#/run, 1280, DARK", "#/run, 390, LIGHT", "#/run/train, 1280, LIGHT",
        "#/run/train, 390, DARK", "#/jobs, 1280, LIGHT", "#/jobs, 390, DARK", "#/item/none, 390, LIGHT",
                "#/job/none, 1280, DARK",
        "#/look/none, 1280, LIGHT", "#/brain, 1280, DARK", "#/brain/none, 390, LIGHT", "#/nothing, 390, DARK"
    })
    void page_ofAnEmptyWorkspace_isWhole(String route, int width, ColorScheme colours) throws IOException {
        List<String> errors = new ArrayList<>();
        try (BrowserContext context = chromium.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setViewportSize(width, 900)
                                .setColorScheme(colours)
                                .setBypassCSP(true)); // for axe, which is put into the page
                Page page = context.newPage()) {
            page.onPageError(errors::add);
            page.navigate(server.address() + route);
            page.waitForSelector("main h1");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(serious(page)).isEmpty();
        }
        assertThat(errors).isEmpty();
    }

    /** {@return what axe holds against a page, one line each} */
    private static List<?> serious(Page page) throws IOException {
        try (InputStream axe = Objects.requireNonNull(PageTest.class.getResourceAsStream(AXE))) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) page.evaluate("axe.run().then(r => r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ').slice(0, 300)))");
    }
}
