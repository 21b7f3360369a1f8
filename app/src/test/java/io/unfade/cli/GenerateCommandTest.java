package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.cli.base.ExitCode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.fmri.prepare.FmriContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
                "small-box",
                "roving-box-60",
                "distractor-earlier-box",
                "product-boxes",
                "correlated-box",
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
    void generate_shift_scalesTheBoxOnly() throws IOException {
        Cli.succeed("generate", "distractor-middle-box", "--out", folder.resolve("usual"), FEW);
        JsonNode json = Cli.succeed(
                        "generate",
                        "distractor-middle-box",
                        "--out",
                        folder.resolve("weak"),
                        FEW,
                        "--shift",
                        "0.25",
                        "--json")
                .json();
        assertThat(json.path("shift").asDouble()).isEqualTo(0.25);
        SeriesSet usual = SeriesFiles.read(folder.resolve("usual/train.npz"));
        SeriesSet weak = SeriesFiles.read(folder.resolve("weak/train.npz"));
        assertThat(weak.hasDistractor()).isTrue();
        double sign = usual.label(0) == 0 ? 1 : -1;
        assertThat(usual.value(0, 50, 50) - weak.value(0, 50, 50)).isEqualTo(0.75 * sign, within(1e-6));
        assertThat(Math.abs(usual.value(0, 90, 50) - weak.value(0, 90, 50))).isEqualTo(0.75, within(1e-6));
        assertThat(weak.value(0, 5, 5)).isEqualTo(usual.value(0, 5, 5));
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

    @Test
    void generate_taskFmri_writesDisjointSubjectsWithKnownCells() throws IOException {
        List<String> small = List.of("--subjects", "3", "--regions", "20", "--classes", "3", "--seed", "2");
        JsonNode json = Cli.succeed("generate", "task-fmri", "--out", folder, small, "--json")
                .json();
        SeriesSet training = SeriesFiles.read(folder.resolve("train.npz"));
        SeriesSet test = SeriesFiles.read(folder.resolve("test.npz"));
        assertThat(json.path("training").asInt()).isEqualTo(training.count()).isEqualTo(2 * 2 * 6);
        assertThat(json.path("test").asInt()).isEqualTo(test.count()).isEqualTo(2 * 6);
        assertThat(json.path("effect").asDouble()).isEqualTo(1.5);
        assertThat(training.groups().orElseThrow()).containsOnly(0, 1);
        assertThat(FmriContext.readFor(folder.resolve("train.npz")).groupNames())
                .containsExactly("sub-01", "sub-02");
        assertThat(FmriContext.readFor(folder.resolve("test.npz")).groupNames()).containsExactly("sub-03");
        assertThat(test.classNames()).containsExactly("task-1", "task-2", "task-3");
        assertThat(test.featureNames()).startsWith("L-001").endsWith("R-010");
        assertThat(test.hasReference() && test.hasOnTask()).isTrue();
        assertThat(Cli.listing(folder))
                .containsExactly(
                        "",
                        "test.atlas.nii.gz",
                        "test.fmri.json",
                        "test.mean.nii.gz",
                        "test.npz",
                        "train.atlas.nii.gz",
                        "train.fmri.json",
                        "train.mean.nii.gz",
                        "train.npz");
        Cli.succeed("generate", "task-fmri", "--out", folder.resolve("again"), small);
        assertThat(folder.resolve("again/train.npz")).hasSameBinaryContentAs(folder.resolve("train.npz"));
    }

    @Test
    void generate_taskFmriImages_writesRunsBesideAtlas() throws IOException {
        Cli.succeed(
                "generate",
                "task-fmri",
                "--out",
                folder,
                "--subjects",
                "2",
                "--regions",
                "4",
                "--classes",
                "2",
                "--images");
        assertThat(Cli.listing(folder))
                .contains("atlas.nii.gz", "atlas.tsv", "background.nii.gz", "train.npz", "test.npz")
                .contains(
                        "sub-02/func/sub-02_task-sim_run-01_bold.nii.gz",
                        "sub-02/func/sub-02_task-sim_run-01_bold.json",
                        "sub-02/func/sub-02_task-sim_run-02_events.tsv");
        assertThat(Files.readString(folder.resolve("atlas.tsv")))
                .isEqualTo("index\tname\n1\tL-001\n2\tL-002\n3\tR-001\n4\tR-002\n");
    }

    @Test
    void generate_planted_putsTheBoxOnTheSeriesAndKeepsGroupsWhole() throws IOException {
        Path tasks = folder.resolve("tasks");
        Cli.succeed("generate", "task-fmri", "--out", tasks, "--subjects", "4", "--regions", "6", "--classes", "2");
        Path background = tasks.resolve("train.npz");
        JsonNode json = Cli.succeed(
                        "generate",
                        "planted",
                        "--background",
                        background,
                        "--box",
                        "6:12,1:4",
                        "--shift",
                        "0.5",
                        "--test-share",
                        "0.3",
                        "--out",
                        folder.resolve("planted"),
                        "--json")
                .json();
        SeriesSet all = SeriesFiles.read(background);
        SeriesSet training = SeriesFiles.read(folder.resolve("planted/train.npz"));
        SeriesSet test = SeriesFiles.read(folder.resolve("planted/test.npz"));
        assertThat(json.path("training").asInt()).isEqualTo(training.count());
        assertThat(training.count() + test.count()).isEqualTo(all.count());
        assertThat(test.groups().orElseThrow()).doesNotContain(training.groups().orElseThrow());
        assertThat(training.classNames()).containsExactly("positive", "negative");
        int at = all.ids().indexOf(training.ids().get(0));
        double sign = training.label(0) == 0 ? 1 : -1;
        assertThat(training.value(0, 5, 2)).isEqualTo(all.value(at, 5, 2));
        assertThat(sign * (training.value(0, 6, 2) - all.value(at, 6, 2))).isGreaterThan(0.2);
        assertThat(training.reference(0, 6, 2) && !training.reference(0, 5, 2)).isTrue();
        byte[] before = Files.readAllBytes(background);
        Cli.Outcome over =
                Cli.run("generate", "planted", "--background", background, "--box", "6:12,1:4", "--out", tasks);
        assertThat(over.code()).isEqualTo(ExitCode.USAGE);
        assertThat(over.err()).contains("is the file that is read; name another one");
        assertThat(Files.readAllBytes(background)).isEqualTo(before);
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

    @Test
    void generate_taskFmriImages_overOtherSubjects_isRefused() {
        List<String> small = List.of("--regions", "8", "--classes", "2", "--images");
        Cli.succeed("generate", "task-fmri", "--out", folder, "--subjects", 3, small);
        Cli.Outcome outcome = Cli.run("generate", "task-fmri", "--out", folder, "--subjects", 2, small);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("holds sub-03, which is not of this simulation; name another folder");
    }
}
