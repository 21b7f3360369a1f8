package io.unfade.serve.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.Wire;
import io.unfade.workflow.base.RequestJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The viewer of maps with a model, its data and its maps. */
class LookPageTest {
    private static final int FEATURES = 100;

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Server server;
    private static Wire wire;

    private final List<String> errors = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void explain() throws Exception {
        chromium = Chromium.start();
        server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null));
        wire = new Wire(server);
        run(request("generate")
                .put("name", "small-box")
                .put("out", "data")
                .put("samples", 40)
                .put("testSamples", 6));
        ObjectNode training = request("train").put("data", "data/train.npz").put("out", "model");
        training.putObject("architecture").put("hidden", 4);
        training.putObject("ensemble").put("members", 1);
        training.putObject("optimization").put("epochs", 1);
        run(training);
        run(request("explain")
                .put("model", "model")
                .put("data", "data/test.npz")
                .put("out", "maps.npz"));
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

    @BeforeEach
    void open() {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 1000));
        page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(errors).isEmpty();
    }

    private static ObjectNode request(String command) {
        return RequestJson.newObject().put("command", command);
    }

    private static void run(ObjectNode request) throws Exception {
        JsonNode job = wire.awaitEnd(wire.submit(request));
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
    }

    private void look(String query) {
        page.navigate(server.address() + "#/look/maps.npz?" + query);
        page.waitForSelector(".look-panel");
    }

    /** Waits until an expression is true; Playwright's own way would need a page without a policy. */
    private void await(String expression) {
        for (int i = 0; i < 600; i++) {
            if (Boolean.TRUE.equals(page.evaluate("Boolean(" + expression + ")"))) {
                return;
            }
            page.waitForTimeout(50);
        }
        throw new AssertionError(expression + " never came true at " + page.url());
    }

    private static FloatBuffer map(int series) throws Exception {
        return floats("api/v1/maps?name=maps.npz&what=values&series=" + series);
    }

    private static FloatBuffer floats(String path) throws Exception {
        return ByteBuffer.wrap(wire.get(path).body())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    /** {@return the number below a name of the read-out} */
    private double read(String name) {
        String text = page.locator(".look-read dl > div", new Page.LocatorOptions().setHasText(name))
                .first()
                .locator("dd")
                .innerText();
        return Double.parseDouble(text.replace('\u2212', '-'));
    }

    @Test
    void crossHair_movedByKeys_readsTheCellsOfTheFiles() throws Exception {
        look("series=2&cell=40,17");
        Locator panel = page.locator(".look-over").first();
        panel.focus();
        page.keyboard().press("Shift+ArrowRight");
        page.keyboard().press("ArrowUp");
        await("location.hash.includes('cell=50%2C16')");
        FloatBuffer input = floats("api/v1/data?name=data/test.npz&what=values&series=2");
        String method = page.locator(".look-panel h3").nth(1).innerText();
        float saliency = map(2).get(50 * FEATURES + 16);
        assertThat(read("Input")).isCloseTo(input.get(50 * FEATURES + 16), within(1e-3));
        assertThat(read(method)).isCloseTo(saliency, within(1e-3 * Math.abs(saliency) + 1e-30));
    }

    @Test
    void threshold_ofTenPercent_saysWhatTheLargestCellsHold() throws Exception {
        look("keep=0.1");
        double[] sizes = new double[100 * FEATURES];
        FloatBuffer map = map(0);
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(map.get(i));
        }
        Arrays.sort(sizes);
        String words = page.locator(".look-threshold output").innerText();
        int kept = Integer.parseInt(
                words.replaceAll("(?s).*the ([0-9,]+) largest.*", "$1").replace(",", ""));
        assertThat(kept).isBetween(1000, 1030); // the edge of a bin, 0.2 % of the value wide
        double share = 100
                * Arrays.stream(sizes, sizes.length - kept, sizes.length).sum()
                / Arrays.stream(sizes).sum();
        assertThat(words).contains(String.format(Locale.ROOT, "hold %.1f %% of |saliency|", share));
    }

    @Test
    void link_ofAView_showsTheSamePixels() {
        look("series=1&order=size&top=12&bin=5&cell=3,4&zoom=2,14,1,9&abs=1");
        String pixels = pixels();
        String address = page.url();
        page.navigate("about:blank");
        page.navigate(address);
        page.waitForSelector(".look-panel");
        assertThat(pixels()).isEqualTo(pixels);
        page.keyboard().press("0");
        await("!location.hash.includes('zoom')");
        assertThat(pixels()).isNotEqualTo(pixels);
    }

    private String pixels() {
        await("document.querySelectorAll('.look-plot canvas')[2]?.dataset.ms");
        return (String) page.evaluate("document.querySelectorAll('.look-plot canvas')[2].toDataURL()");
    }

    @Test
    void whatIf_allCellsErased_asksTheModelOfTheChangedSeries() throws Exception {
        look("");
        page.click("summary:has-text('What if?')");
        page.waitForSelector("button:has-text('Marking')"); // which the panel begins once it is open
        page.locator(".look-over").first().focus();
        for (String key : List.of("Home", "PageUp", "Space", "End", "PageDown", "Space")) {
            page.keyboard().press(key);
        }
        page.waitForSelector(".look-whatif >> text=100 features at steps 0 to 99");
        page.selectOption("select[aria-label^='What to do']", "value");
        page.fill("input[aria-label=Value]", "0.5");
        page.click("text=Change and ask");
        page.waitForSelector(".look-panel >> text=What if:");
        float[] changed = new float[100 * FEATURES];
        Arrays.fill(changed, 0.5f);
        ByteBuffer body = ByteBuffer.allocate(4 * changed.length).order(ByteOrder.LITTLE_ENDIAN);
        body.asFloatBuffer().put(changed);
        JsonNode answer = Wire.json(wire.send(
                "POST",
                "api/v1/predict?model=model",
                body.array(),
                "Content-Type",
                "application/octet-stream",
                "X-Shape",
                "1,100," + FEATURES));
        JsonNode classes = answer.path("classes");
        for (int k = 0; k < classes.size(); k++) {
            double percent = 100
                    * answer.path("predictions")
                            .path(0)
                            .path("probabilities")
                            .path(k)
                            .asDouble();
            String row = page.locator(
                            ".look-whatif tbody tr",
                            new Page.LocatorOptions().setHasText(classes.path(k).asText()))
                    .innerText();
            assertThat(row.split("\t", -1)[2]).isEqualTo(String.format(Locale.ROOT, "%.1f %%", percent));
        }
        page.click("text=Undo");
        await("!document.querySelector('.look-panels').innerText.includes('What if:')");
    }
}
