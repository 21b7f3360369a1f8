package io.unfade.serve.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.serve.brain.NiftiBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of a brain, moved in by keys, against the numbers of its file. */
class BrainPageTest {
    private static final int[] SHAPE = {7, 6, 5};
    private static final int COUNT = 7 * 6 * 5;

    @TempDir
    Path folder;

    /** {@return a value that tells each voxel from all others} */
    private static int value(int i, int j, int k) {
        return 1 + i + 7 * (j + 6 * k);
    }

    private void write() throws IOException {
        float[] values = new float[COUNT];
        int[] labels = new int[COUNT];
        for (int voxel = 0; voxel < COUNT; voxel++) {
            values[voxel] = voxel + 1;
            labels[voxel] = voxel % 7 < 3 ? 1 : 2;
        }
        NiftiBytes.floats(folder.resolve("values.nii"), SHAPE, values);
        NiftiBytes.shorts(folder.resolve("atlas.nii"), SHAPE, 0, labels);
        Files.writeString(folder.resolve("atlas.tsv"), "index\tname\n1\tright\n2\tleft\n");
    }

    @Test
    void keys_moveTheCrossHair_andTheLinkRestoresIt() throws IOException {
        write();
        List<String> errors = new ArrayList<>();
        try (Chromium chromium = Chromium.start();
                Server server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
                Page page = chromium.browser().newPage()) {
            page.onPageError(errors::add);
            // the centre of voxel (3, 2, 1), where x is 10 - 2 i, y is 3 j - 20 and z is 4 k - 30
            page.navigate(server.address() + "#/brain/values.nii?at=4,-14,-26");
            page.waitForSelector(".brain-value dd:has-text('" + value(3, 2, 1) + "')");
            page.locator(".brain-view canvas").nth(2).focus();
            page.keyboard().press("ArrowRight"); // x grows, so i falls
            page.keyboard().press("ArrowUp");
            page.keyboard().press("PageUp");
            page.waitForSelector(".brain-value dd:has-text('" + value(2, 3, 2) + "')");
            assertThat(page.textContent(".brain-voxel dd")).isEqualTo("2, 3, 2");
            assertThat(page.textContent(".brain-mm dd").replace('−', '-')).isEqualTo("6, -11, -22");
            page.waitForURL("**at=6**");
            String link = page.url();
            page.navigate("about:blank");
            page.navigate(link);
            page.waitForSelector(".brain-value dd:has-text('" + value(2, 3, 2) + "')");
        }
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void regions_areLinkedWithTheCrossHair(int width) throws IOException {
        write();
        try (Chromium chromium = Chromium.start();
                Server server = Server.start(new ServerSettings(folder).at("127.0.0.1", 0, null));
                BrowserContext context =
                        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 900));
                Page page = context.newPage()) {
            page.navigate(server.address() + "#/brain/atlas.nii?at=10,-20,-30");
            page.waitForSelector(".brain-region dd:has-text('right')");
            page.locator(".brain-name", new Page.LocatorOptions().setHasText("left"))
                    .click();
            page.waitForSelector(".brain-region dd:has-text('left')");
            assertThat(page.textContent("tr[aria-current] th")).isEqualTo("left");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        }
    }
}
