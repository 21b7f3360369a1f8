package io.unfade.serve.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody does in the first minutes, by mouse and keys, in a real browser. */
class NewcomerTest {
    private static final double PATIENCE = 240_000;

    @TempDir
    Path folder;

    private static Chromium chromium;

    private Server server;
    private BrowserContext context;
    private Page page;
    private final List<String> errors = new ArrayList<>();

    @BeforeAll
    static void launch() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
        context = chromium.browser().newContext();
        page = newTab();
        page.navigate(server.address());
    }

    private Page newTab() {
        Page tab = context.newPage();
        tab.setDefaultTimeout(PATIENCE);
        tab.onPageError(errors::add);
        return tab;
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
        assertThat(errors).isEmpty();
    }

    @Test
    void newcomer_generatesTrainsExplainsAndLooks() throws IOException {
        page.navigate(server.address()
                + "#/run/generate?{\"name\":\"middle-box\",\"out\":\"boxes\",\"samples\":40,\"testSamples\":6}");
        assertThat(page.locator("code[aria-label='Command line']").textContent())
                .isEqualTo("unfade generate middle-box --out boxes --samples 40 --test-samples 6");
        start("generate");
        assertThat(Files.exists(folder.resolve("boxes/train.npz"))).isTrue();

        page.navigate(server.address()
                + "#/run/train?{\"data\":\"boxes/train.npz\",\"optimization\":{\"epochs\":2,\"steps\":0}}");
        page.fill("#set-out", "my model");
        start("train");
        assertThat(page.locator("pre.result").textContent()).contains("epoch");
        assertThat(page.locator(".charts canvas").count()).isPositive(); // the curves

        page.navigate(server.address()
                + "#/run/explain?{\"model\":\"my model\",\"data\":\"boxes/test.npz\",\"out\":\"maps.npz\"}");
        start("explain");
        page.locator("a:has-text('Look')").first().click();
        page.waitForURL("**/#/look/**");
        page.locator(".look-panel").first().waitFor();
        lookByKeys();
        saveNumbers();
    }

    /** The read-out follows the arrow keys. */
    private void lookByKeys() {
        page.locator(".look-over").first().focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        Locator readOut = page.locator(".look-read dl");
        String before = readOut.innerText();
        page.keyboard().press("Shift+ArrowRight");
        page.waitForTimeout(500);
        assertThat(readOut.innerText()).contains("Step", "Input").isNotEqualTo(before);
    }

    /** The visible map as text has a row for each step and a column for each feature. */
    private void saveNumbers() throws IOException {
        Download csv = page.waitForDownload(
                () -> page.locator("button:text-is('CSV')").first().click());
        List<String> lines = Files.readAllLines(csv.path());
        assertThat(lines).hasSizeGreaterThanOrEqualTo(101);
        assertThat(lines.get(0).split(",", -1)).hasSizeGreaterThanOrEqualTo(100);
    }

    private void start(String command) {
        page.locator("button.main:has-text('Start: " + command + "')").click();
        page.waitForURL("**/#/job/**");
        page.locator("h2:has-text('What it wrote')").waitFor();
    }

    @Test
    void upload_ofAFileThatIsNone_saysWhy() {
        page.locator("input[type=file]")
                .first()
                .setInputFiles(new FilePayload(
                        "bad.npz", "application/octet-stream", "no zip".getBytes(StandardCharsets.UTF_8)));
        page.locator("text=/bad.npz.*(zip|npz)/i").first().waitFor();
        assertThat(Files.exists(folder.resolve("bad.npz"))).isFalse();
    }

    @Test
    void twoTabs_showTheSameJobs() {
        Page other = newTab();
        other.navigate(server.address() + "#/jobs");
        other.locator("h1").waitFor();
        page.navigate(server.address()
                + "#/run/generate?{\"name\":\"middle-box\",\"out\":\"boxes\",\"samples\":20,\"testSamples\":4}");
        start("generate");
        other.locator("text=/generate/i").first().waitFor();
    }

    @Test
    void items_withHostileNamesAndTexts_areText() throws IOException {
        Files.writeString(folder.resolve("series.csv"), """
                series,time,<img src=x onerror=alert(1)>,label
                a,0,1,<script>alert(2)</script>
                a,1,2,<script>alert(2)</script>
                b,0,3,x
                b,1,1,x
                """);
        List<String> dialogs = new ArrayList<>();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.navigate(server.address() + "#/item/series.csv");
        page.reload();
        page.locator("h1").waitFor();
        page.waitForTimeout(1000);
        assertThat(page.locator("main").textContent()).contains("series.csv");
        assertThat(page.locator("main img[src=x], main script").count()).isZero();
        assertThat(dialogs).isEmpty();
    }
}
