package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs unlike the usual ones: from tables with an absent region, of single events, of fewer classes than a model knows. */
class FmriSpecialRunsTest {
    @TempDir
    static Path folder;

    @Test
    void maps_ofAbsentRegion_areZeroThere() throws IOException {
        Path names = folder.resolve("absent");
        Files.createDirectories(names);
        Path out = names.resolve("a.npz");
        List<String> rows = new ArrayList<>(List.of("a,b,flat"));
        for (int scan = 0; scan < 60; scan++) {
            rows.add(Math.sin(scan) + "," + Math.cos(1.7 * scan) + ",3");
        }
        Files.write(names.resolve("r1.csv"), rows);
        Files.write(names.resolve("r2.csv"), rows);
        Files.writeString(
                names.resolve("ev.tsv"), "onset\tduration\ttrial_type\n10\t8\tx\n30\t8\ty\n60\t8\tx\n90\t8\ty\n");
        Path events = names.resolve("ev.tsv");
        Cli.succeed(
                "fmri",
                "prepare",
                "--bold",
                names.resolve("r1.csv"),
                names.resolve("r2.csv"),
                "--events",
                events,
                events,
                "--tr",
                2,
                "--after",
                12,
                "--constant",
                "absent",
                "--out",
                out);
        Path decoder = names.resolve("m");
        Cli.succeed("train", "--data", out, "--out", decoder, Cli.SMALL);
        Path saliency = names.resolve("s.npz");
        Cli.succeed("explain", "--model", decoder, "--data", out, "--target", "label", "--out", saliency);
        assertThat(SaliencyFile.read(saliency).value(0, 1, 2)).isNotZero();
        JsonNode json = Cli.succeed(
                        "fmri", "group", "--saliency", saliency, "--data", out, "--level", "series", "--json")
                .json();
        for (JsonNode region : json.path("classes").path(0).path("regions")) {
            boolean flat = region.path("region").asText().equals("flat");
            assertThat(region.path("mean").asDouble() == 0).isEqualTo(flat);
        }
        Path map = names.resolve("map");
        assertThat(Cli.run("fmri", "map", "--saliency", saliency, "--data", out, "--out", map)
                        .err())
                .contains("comes from tables");
        assertThat(map).doesNotExist();
    }

    /** Impulses, an unknown duration, a block that the scanner did not wait for, and a pause. */
    @Test
    void prepare_eventRelatedRun_hasATaskForMaps() throws IOException {
        Path events = folder.resolve("impulses");
        Files.createDirectories(events);
        Path out = events.resolve("a.npz");
        List<String> rows = new ArrayList<>(List.of("a,b"));
        for (int scan = 0; scan < 60; scan++) {
            rows.add(Math.sin(scan) + "," + Math.cos(1.7 * scan));
        }
        Files.write(events.resolve("r.csv"), rows);
        Files.writeString(
                events.resolve("r_events.tsv"),
                "onset\tduration\ttrial_type\n10\t0\tx\n20\tn/a\trest\n30\t0\ty\n60\t0\tx\n90\t0\ty\n118\t5\tx\n");
        List<Object> run = List.of("fmri", "prepare", "--bold", events.resolve("r.csv"), "--tr", 2, "--out", out);
        assertThat(Cli.run(run).err()).contains("give events without a duration one");
        List<Object> all = List.of("--duration", 4, "--task-length", 6, "--incomplete", "drop");
        assertThat(Cli.succeed(run, all).out())
                .contains(
                        "events without a duration: 4.0 s",
                        "task: at least 6.0 s from each onset",
                        "Left out: 1 block, because the block ends after the last scan: x at 118 s of unnamed r",
                        "Classes: all 3 conditions of the events, as none were chosen: rest, x, y",
                        "some look like rest: rest. If they should not be classes, --conditions x,y leaves them out")
                .doesNotContain("no scan on task", "another block");
        JsonNode json = Cli.succeed(run, "--task-length", 6, "--incomplete", "drop", "--conditions", "x,y", "--json")
                .json();
        assertThat(json.path("series").asInt()).isEqualTo(4);
        assertThat(json.path("steps").asInt()).isEqualTo(3);
        assertThat(json.path("withoutTask").asInt()).isZero();
        assertThat(json.path("leftOut").path(0).path("onset").asDouble()).isEqualTo(118);
        assertThat(json.path("likeRest")).isEmpty();
        Path decoder = events.resolve("m");
        Cli.succeed("train", "--data", out, "--out", decoder, Cli.SMALL, "--validation", 0);
        Path saliency = events.resolve("s.npz");
        Cli.succeed("explain", "--model", decoder, "--data", out, "--target", "label", "--out", saliency);
        assertThat(Cli.succeed("fmri", "group", "--saliency", saliency, "--data", out, "--level", "series")
                        .out())
                .contains("Observations: series");
    }

    @Test
    void group_modelThatKnowsMoreClassesThanTheData_comparesThoseThatAreThere() throws IOException {
        Path wide = folder.resolve("wide");
        Cli.succeed(
                "generate", "task-fmri", "--out", wide, "--subjects", 4, "--regions", 12, "--classes", 3, "--images");
        List<Object> arguments = new ArrayList<>(List.of("fmri", "prepare", "--bold"));
        arguments.add(wide.resolve("sub-01/func/sub-01_task-sim_run-01_bold.nii.gz"));
        arguments.add(wide.resolve("sub-01/func/sub-01_task-sim_run-02_bold.nii.gz"));
        arguments.addAll(List.of("--atlas", wide.resolve("atlas.nii.gz"), "--atlas-names", wide.resolve("atlas.tsv")));
        arguments.addAll(List.of("--before", 8, "--after", 28, "--lag", 4));
        Path some = wide.resolve("some.npz");
        Cli.succeed(arguments, "--conditions", "task-3,task-1", "--out", some);
        Path decoder = wide.resolve("model");
        Cli.succeed("train", "--data", wide.resolve("train.npz"), "--out", decoder, Cli.SMALL);
        Path saliency = wide.resolve("maps.npz");
        Cli.succeed("explain", "--model", decoder, "--data", some, "--target", "label", "--out", saliency);
        JsonNode json = Cli.succeed(
                        "fmri", "group", "--saliency", saliency, "--data", some, "--level", "series", "--json")
                .json();
        assertThat(json.path("classes").findValuesAsText("name")).containsExactly("task-1", "task-3");
        Path page = wide.resolve("page.html");
        Cli.succeed("fmri", "report", "--saliency", saliency, "--data", some, "--level", "series", "--out", page);
        assertThat(Files.readString(page)).contains("p corrected").doesNotContain("Not tested");

        Path two = wide.resolve("two");
        Cli.succeed("train", "--data", some, "--out", two, Cli.SMALL);
        Cli.succeed("explain", "--model", two, "--data", wide.resolve("train.npz"), "--out", saliency);
        Cli.Outcome known = Cli.succeed(
                "fmri",
                "map",
                "--saliency",
                saliency,
                "--data",
                wide.resolve("train.npz"),
                "--out",
                wide.resolve("m"),
                "--json");
        assertThat(known.err()).contains("12 of 36 series").contains("classes that the model does not know");
        assertThat(known.json().path("classes").toString()).isEqualTo("{\"task-3\":12,\"task-1\":12}");
    }
}
