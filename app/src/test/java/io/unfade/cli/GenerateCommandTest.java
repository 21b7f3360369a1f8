package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class GenerateCommandTest {
    private static final List<String> FEW = List.of("--samples", "3", "--test-samples", "2");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "earlier-box",
                "middle-box",
                "latter-box",
                "mixed-boxes",
                "three-earlier-boxes",
                "three-middle-boxes",
                "moving-box",
                "ts-rare-time-gaussian-process",
                "ts-positional-feature-narma"
            })
    void generate_everyName_writesSeriesWithKnownCells(String name) throws IOException {
        JsonNode json = Cli.succeed("generate", name, "--out", folder.resolve("new/data"), FEW, "--json")
                .json();
        assertThat(json.path("name").asText()).isEqualTo(name);
        assertThat(json.path("training").asInt()).isEqualTo(3);
        assertThat(json.path("test").asInt()).isEqualTo(2);
        SeriesSet training = SeriesFiles.read(folder.resolve("new/data/train.npz"));
        SeriesSet test = SeriesFiles.read(folder.resolve("new/data/test.npz"));
        assertThat(training.count()).isEqualTo(3);
        assertThat(test.count()).isEqualTo(2);
        assertThat(training.steps()).isEqualTo(json.path("steps").asInt());
        assertThat(training.features()).isEqualTo(json.path("features").asInt());
        assertThat(training.hasReference() && test.hasReference()).isTrue();
        assertThat(training.hasLabels()).isTrue();
    }

    @Test
    void generate_sameSeedTwice_writesSameBytes() {
        generate("a", "4");
        generate("b", "4");
        for (String file : List.of("train.npz", "test.npz")) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
    }

    @Test
    void generate_otherSeed_writesOtherNumbersOverOldOnes() throws IOException {
        generate("a", "4");
        byte[] before = Files.readAllBytes(folder.resolve("a/train.npz"));
        generate("a", "5");
        assertThat(Files.readAllBytes(folder.resolve("a/train.npz"))).isNotEqualTo(before);
        assertThat(Cli.listing(folder)).containsExactly("", "a", "a/test.npz", "a/train.npz");
    }

    @Test
    void generate_movingBox_startsWhereAsked() throws IOException {
        Cli.succeed("generate", "moving-box", "--start", "17", "--out", folder, FEW);
        SeriesSet set = SeriesFiles.read(folder.resolve("train.npz"));
        assertThat(hasReference(set, 16)).isFalse();
        assertThat(hasReference(set, 17)).isTrue();
    }

    @Test
    void generate_benchmarkWithoutCounts_hasAsManyAsPublished() throws IOException {
        JsonNode json = Cli.succeed("generate", "ts-middle-gaussian", "--out", folder, "--json")
                .json();
        assertThat(json.path("variant").asText()).isEqualTo("published");
        assertThat(json.path("training").asInt()).isEqualTo(1000);
        assertThat(json.path("test").asInt()).isEqualTo(100);
        assertThat(SeriesFiles.read(folder.resolve("test.npz")).count()).isEqualTo(100);
    }

    @Test
    void generate_variant_defaultIsAsPublished() throws IOException {
        Cli.succeed("generate", "ts-middle-car", "--out", folder.resolve("default"), FEW);
        for (String variant : List.of("published", "corrected")) {
            Cli.succeed("generate", "ts-middle-car", "--out", folder.resolve(variant), FEW, "--variant", variant);
        }
        Path written = folder.resolve("default/train.npz");
        assertThat(folder.resolve("published/train.npz")).hasSameBinaryContentAs(written);
        assertThat(Files.readAllBytes(folder.resolve("corrected/train.npz"))).isNotEqualTo(Files.readAllBytes(written));
    }

    private static boolean hasReference(SeriesSet set, int step) {
        for (int c = 0; c < set.features(); c++) {
            if (set.reference(0, step, c)) {
                return true;
            }
        }
        return false;
    }

    private void generate(String out, String seed) {
        Cli.succeed("generate", "earlier-box", "--out", folder.resolve(out), FEW, "--seed", seed);
    }
}
