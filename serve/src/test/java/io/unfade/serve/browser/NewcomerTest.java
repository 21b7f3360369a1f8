package io.unfade.serve.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.unfade.data.io.SeriesFiles;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.workspace.Fixtures;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
    void training_cancelledOnItsPage_saysHowItGoesOn() throws IOException {
        train(100_000);
        page.locator("button:text-is('Cancel')").click();
        page.locator("text=/cancelled/i").first().waitFor();
        assertThat(page.locator("main").textContent()).contains("--resume");
        assertThat(Files.exists(folder.resolve("model"))).isFalse();
    }

    /** The page that was open when the server ended follows the job in the next server. */
    @Test
    void server_startedAgainInTheMidstOfAJob_goesOnBeforeTheSamePage() throws IOException {
        train(1500);
        int port = server.port();
        server.close();
        page.locator("text=/connection .*lost/i").first().waitFor();
        assertThat(Files.exists(folder.resolve("model"))).isFalse();
        server = Server.start(new ServerSettings(folder).at("127.0.0.1", port, null));
        page.locator("h2:has-text('What it wrote')").waitFor();
        assertThat(page.locator("pre.result").textContent()).contains("epoch 1500");
        assertThat(Files.exists(folder.resolve("model"))).isTrue();
    }

    /** Starts a training that is seen to go on. */
    private void train(int epochs) throws IOException {
        SeriesFiles.write(Fixtures.series(), folder.resolve("data.npz"));
        page.navigate(server.address()
                + "#/run/train?{\"data\":\"data.npz\",\"out\":\"model\",\"validation\":\"0\","
                + "\"optimization\":{\"steps\":0,\"epochs\":" + epochs + "}}");
        page.locator("button.main:has-text('Start: train')").click();
        page.waitForURL("**/#/job/**");
        page.locator("text=/epoch [3-9]\\b/i").first().waitFor();
    }

    @Test
    void keysAlone_generateAndLook() throws IOException {
        tabTo("Run");
        page.keyboard().press("Enter");
        page.waitForURL("**/#/run");
        tabTo("Generate");
        page.keyboard().press("Enter");
        page.waitForURL("**/#/run/generate*");
        page.locator("#set-out").waitFor();
        tabTo("Name");
        page.keyboard().type("middle-box");
        tabTo("Write to");
        page.keyboard().press("Control+A");
        page.keyboard().type("boxes");
        tabTo("Start: generate");
        page.keyboard().press("Enter");
        page.waitForURL("**/#/job/**");
        page.locator("h2:has-text('What it wrote')").waitFor();
        tabTo("boxes/train.npz");
        page.keyboard().press("Enter");
        tabTo("Train");
        page.keyboard().press("Enter");
        page.waitForURL("**/#/run/train*");

        Fixtures.writeMaps(folder.resolve("maps.npz"), "0", "0");
        tabTo("Workspace");
        page.keyboard().press("Enter");
        page.locator("text=maps.npz").first().waitFor();
        tabTo("Look");
        page.keyboard().press("Enter");
        page.waitForURL("**/#/look/**");
        page.locator(".look-panel").first().waitFor();
        tabTo("arrow keys");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".look-read dl").innerText()).contains("Step");
    }

    /** Presses the tabulator until what has the focus has a name or a label with a text at its start or after a colon. */
    private void tabTo(String text) {
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            String name = (String) page.evaluate("(() => { const e = document.activeElement; return [e.ariaLabel,"
                    + " e.labels?.[0]?.innerText, e.innerText].find(t => t?.trim())?.trim() ?? ''; })()");
            seen.add(name);
            if (name.startsWith(text) || name.contains(": " + text)) {
                return;
            }
        }
        throw new AssertionError("no key leads to " + text + ", only to " + seen);
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
