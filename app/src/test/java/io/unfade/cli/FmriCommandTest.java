package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.cli.base.ExitCode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.fmri.image.NiftiImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** From simulated images to brain maps and a report, by commands. */
class FmriCommandTest {
    private static final List<String> MODEL = List.of(
            ("--preset paper --hop-pooling mean --hidden 16 --hops 3 --attention-width 8 --epochs 30 --batch-size 4"
                            + " --learning-rate 0.01 --validation 0")
                    .split(" "));

    @TempDir
    static Path folder;

    static Path data;
    static Path model;
    static Path maps;

    @BeforeAll
    static void makeImagesSeriesAndMaps() throws IOException {
        Cli.succeed(
                "generate",
                "task-fmri",
                "--out",
                folder.resolve("sim"),
                "--subjects",
                4,
                "--regions",
                12,
                "--classes",
                2,
                "--effect",
                4,
                "--images");
        data = folder.resolve("blocks.npz");
        Cli.succeed(prepare(data));
        Cli.succeed(prepare(folder.resolve("other.npz")), "--keep-trend");
        model = folder.resolve("model");
        Cli.succeed("train", "--data", data, "--not-groups", "6,7", "--out", model, MODEL);
        maps = folder.resolve("maps.npz");
        Cli.succeed("explain", "--model", model, "--data", data, "--out", maps);
        Cli.succeed("explain", "--model", model, "--data", data, "--groups", "0,1", "--out", folder.resolve("one.npz"));
    }

    private static List<Object> prepare(Path out) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("fmri", "prepare", "--bold"));
        arguments.addAll(images());
        arguments.addAll(List.of("--atlas", folder.resolve("sim/atlas.nii.gz"), "--atlas-names"));
        arguments.addAll(
                List.of(folder.resolve("sim/atlas.tsv"), "--before", 8, "--after", 28, "--lag", 4, "--out", out));
        return arguments;
    }

    private static List<Path> images() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("sim"))) {
            return files.filter(file -> file.toString().endsWith("_bold.nii.gz"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void prepare_simulatedImages_givesTheSimulatedSeries() throws IOException {
        SeriesSet prepared = SeriesFiles.read(data);
        SeriesSet simulated = SeriesFiles.read(folder.resolve("sim/train.npz"));
        assertThat(prepared.featureNames()).isEqualTo(simulated.featureNames());
        assertThat(prepared.classNames()).isEqualTo(simulated.classNames());
        assertThat(prepared.steps()).isEqualTo(simulated.steps());
        assertThat(prepared.groups().orElseThrow()).startsWith(0).endsWith(7);
        // images are rounded to integers and have additional noise, and a linear trend was removed
        double product = 0;
        double squares = 0;
        double others = 0;
        for (int i = 0; i < simulated.count(); i++) {
            for (int t = 0; t < simulated.steps(); t++) {
                assertThat(prepared.onTask(i, t)).isEqualTo(simulated.onTask(i, t));
                for (int r = 0; r < simulated.features(); r++) {
                    product += prepared.value(i, t, r) * simulated.value(i, t, r);
                    squares += prepared.value(i, t, r) * prepared.value(i, t, r);
                    others += simulated.value(i, t, r) * simulated.value(i, t, r);
                }
            }
        }
        assertThat(product / Math.sqrt(squares * others)).isGreaterThan(0.95);
    }

    @Test
    void info_ofPreparedFile_saysWhereItIsFrom() {
        JsonNode info = Cli.succeed("info", data, "--json").json().path("fmri");
        assertThat(info.path("subjects").asInt()).isEqualTo(4);
        assertThat(info.path("repetitionTime").asDouble()).isEqualTo(2);
        assertThat(info.path("settings").path("standardized").asText()).isEqualTo("zscore-sample");
        assertThat(info.path("runs").size()).isEqualTo(8);
        assertThat(Cli.succeed("info", data).out())
                .contains("fMRI: 8 runs of 4 subjects, TR 2 s", "12 regions, all present", "0 = sub-01 sim_run-01");
    }

    @Test
    void map_writesMeansThatAreThoseOfTheMaps() throws IOException {
        Path out = folder.resolve("brain");
        JsonNode json = Cli.succeed("fmri", "map", "--saliency", maps, "--data", data, "--out", out, "--json")
                .json();
        assertThat(json.path("files")).hasSize(4);
        assertThat(json.path("files").path(0).path("classes").path(0).asText()).isEqualTo("task-1");
        SeriesSet set = SeriesFiles.read(data);
        SaliencyMaps saliency = SaliencyFile.read(maps);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < set.count(); i++) {
            if (set.label(i) == 1) {
                sum += Math.abs(saliency.value(i, 5, 3));
                count++;
            }
        }
        double wanted = sum / count;
        NiftiImage movie = NiftiImage.open(out.resolve("task-2_movie.nii.gz"));
        double[] labels = NiftiImage.open(folder.resolve("blocks.atlas.nii.gz"))
                .readVolume()
                .values();
        assertThat(movie.volumes()).isEqualTo(set.steps());
        assertThat(movie.header().repetitionTime()).isEqualTo(2);
        movie.forEachVolume((step, values) -> {
            for (int v = 0; step == 5 && v < values.length; v++) {
                if (labels[v] == 4) {
                    assertThat(values[v]).isCloseTo(wanted, within(1e-6 * wanted));
                } else if (labels[v] == 0) {
                    assertThat(values[v]).isZero();
                }
            }
        });
    }

    @Test
    void group_findsRegionsOfTheTasksAndWritesAll() throws IOException {
        Path out = folder.resolve("regions.csv");
        Cli.Outcome text = Cli.succeed("fmri", "group", "--saliency", maps, "--data", data, "--out", out, "--top", 2);
        assertThat(text.out())
                .contains("Observations: subjects", "no p can be below 0.0625, and no corrected p below 0.1250");
        assertThat(Files.readAllLines(out)).hasSize(1 + 2 * 12);
        JsonNode runs = Cli.succeed("fmri", "group", "--saliency", maps, "--data", data, "--level", "series", "--json")
                .json();
        assertThat(runs.path("observations").asText()).isEqualTo("series");
        JsonNode strongest = runs.path("classes").path(0).path("regions").path(0);
        assertThat(strongest.path("pCorrected").asDouble()).isLessThan(0.05);
        assertThat(strongest.path("voxels").asInt()).isPositive();
        int region = SeriesFiles.read(data)
                .featureNames()
                .indexOf(strongest.path("region").asText());
        assertThat(strongest.path("mean").asDouble()).isCloseTo(meanShare(0, region), within(1e-9));
        assertThat(strongest.path("mean").asDouble())
                .isGreaterThan(strongest.path("otherMean").asDouble());
    }

    /** {@return the mean over the blocks of a class of a region's share of the saliency over the steps on task} */
    private static double meanShare(int label, int region) throws IOException {
        SeriesSet set = SeriesFiles.read(data);
        SaliencyMaps saliency = SaliencyFile.read(maps);
        double mean = 0;
        int count = 0;
        for (int i = 0; i < set.count(); i++) {
            double all = 0;
            double own = 0;
            for (int cell = 0; cell < set.steps() * set.features(); cell++) {
                int t = cell / set.features();
                int r = cell % set.features();
                double size = set.onTask(i, t) ? Math.abs(saliency.value(i, t, r)) : 0;
                all += size;
                own += r == region ? size : 0;
            }
            mean += set.label(i) == label ? own / all : 0;
            count += set.label(i) == label ? 1 : 0;
        }
        return mean / count;
    }

    @Test
    void report_holdsAllThatWasAskedFor() throws IOException {
        Path out = folder.resolve("report.html");
        JsonNode json = Cli.succeed(
                        "fmri",
                        "report",
                        "--saliency",
                        maps,
                        "--data",
                        data,
                        "--model",
                        model,
                        "--level",
                        "run",
                        "--permutations",
                        200,
                        "--out",
                        out,
                        "--json")
                .json();
        assertThat(json.path("onTask").path("percent")).hasSize(5);
        assertThat(json.path("classes").path(1).path("percent")).hasSize(12);
        assertThat(json.path("removal").path("withoutMostSalient")).hasSize(5);
        assertThat(json.path("group").path("observations").asText()).isEqualTo("runs");
        String page = Files.readString(out);
        assertThat(page)
                .contains(
                        "task-1, 16 blocks, glass brain",
                        "class=\"slider\"",
                        "8 s before onset, off task",
                        "Which regions mattered most",
                        "p corrected",
                        "Saliency of cells on and off the task",
                        "Accuracy without cells")
                .doesNotContain("NaN", "http://unpkg");
        assertThat(folder.resolve("report_files")).isNotEmptyDirectory();
    }

    @Test
    void report_withAnotherModelThanTheMaps_isRefused() throws IOException {
        Path other = folder.resolve("other-model");
        Cli.succeed("train", "--data", data, "--out", other, Cli.SMALL, "--seed", 5);
        Cli.Outcome outcome = Cli.run(
                "fmri",
                "report",
                "--saliency",
                maps,
                "--data",
                data,
                "--model",
                other,
                "--out",
                folder.resolve("o.html"));
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("explains another model than");
        assertThat(folder.resolve("o.html")).doesNotExist();
    }

    @Test
    void maps_ofFileWithClassesInAnotherOrder_areTakenByName() throws IOException {
        Path swapped = folder.resolve("swapped");
        Files.createDirectories(swapped);
        Path out = swapped.resolve("s.npz");
        Cli.succeed(prepare(out), "--conditions", "task-2,task-1");
        assertThat(SeriesFiles.read(out).classNames()).containsExactly("task-2", "task-1");
        Path saliency = swapped.resolve("maps.npz");
        Cli.succeed("explain", "--model", model, "--data", out, "--target", "label", "--out", saliency);
        JsonNode mapped = Cli.succeed(
                        "fmri", "map", "--saliency", saliency, "--data", out, "--out", swapped.resolve("m"), "--json")
                .json();
        assertThat(mapped.path("note").asText()).isEmpty();
        double right = Cli.succeed("evaluate", "--model", model, "--data", out, "--json")
                .json()
                .path("accuracy")
                .asDouble();
        JsonNode report = Cli.succeed(
                        "fmri",
                        "report",
                        "--saliency",
                        saliency,
                        "--data",
                        out,
                        "--level",
                        "run",
                        "--out",
                        swapped.resolve("r.html"),
                        "--json")
                .json();
        assertThat(right).isGreaterThan(0.8);
        assertThat(report.path("accuracy").asDouble()).isEqualTo(right);
        assertThat(report.path("classes").path(0).path("overTime").path("percent"))
                .hasSize(18);
    }

    @Test
    void groups_leaveOneRunOut_areOtherSeries() {
        JsonNode without =
                Cli.succeed("info", data, "--not-groups", "7", "--json").json();
        JsonNode alone = Cli.succeed("info", data, "--groups", "7", "--json").json();
        JsonNode all = Cli.succeed("info", data, "--json").json();
        assertThat(without.path("series").asInt() + alone.path("series").asInt())
                .isEqualTo(all.path("series").asInt());
        assertThat(alone.path("series").asInt()).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            prepare --out x.npz                                                           | name the runs by --bold FILE... or by --runs TABLE
            prepare --bold @none.nii --atlas @sim/atlas.nii.gz --out x.npz                | none.nii: there is no such file
            prepare --bold @RUN --out x.npz                                               | name the regions by --atlas FILE, or the voxels by --mask
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --out x.csv                     | the name must end in .npz
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --out @no/x.npz                 | does not exist
            prepare --bold @RUN --atlas @RUN --out @x.npz                                 | bold.nii.gz: must be one volume, but has 70
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --events @sim/atlas.tsv --out @x.npz | atlas.tsv, header: has no column 'onset'
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --conditions dance --out @x.npz | has no condition 'dance'; there are [task-1, task-2]
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --after 4000 --out @x.npz       | a shorter --after or --before, or --incomplete drop, helps
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --duration -1 --out @x.npz      | --duration must be at least 0 seconds
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --task-length -1 --out @x.npz   | the length of the task must be at least 0 seconds
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --events @EVENTS2 --out @x.npz  | (run-01 and run-02)
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --tr 0 --out @x.npz             | --tr must be above 0 and below 100 seconds
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --confounds motion6 --out @x.npz | has no file of confounds next to it
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --high-pass 9 --out @x.npz      | below
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --reduction best --out @x.npz   | 'best' is not one of mean, median
            prepare --bold @RUN --mask auto --reduction median --out @x.npz               | --reduction has no meaning without --atlas
            prepare --bold @x.func.gii --events @EVENTS --atlas @sim/atlas.nii.gz --any-orientation --out @x.npz | --any-orientation belongs to images, which
            prepare --bold @RUN @RUN --atlas @sim/atlas.nii.gz --out @x.npz               | and so is
            prepare --bold @sim/atlas.tsv --atlas @sim/atlas.nii.gz --events @EVENTS --out @x.npz | --atlas belongs to images
            prepare --bold @RUN --runs @sim/atlas.tsv --atlas @sim/atlas.nii.gz --out @x.npz | --bold and --runs exclude each other
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --confounds-files @EVENTS --out @x.npz | --confounds says which of them
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --atlas-map a --out @x.npz      | --atlas-map belongs to dense CIFTI
            prepare --bold @sim --atlas @sim/atlas.nii.gz --out @x.npz                    | sim: is a folder; name the files of the runs
            prepare --bold @sim/background.nii.gz --events @EVENTS --atlas @sim/atlas.nii.gz --out @x.npz | is one volume, but a run has several
            prepare --bold @RUN --mask @blocks.mean.nii.gz --out @blocks.npz              | blocks.mean.nii.gz is the file that is read
            prepare --bold @x.mgz --events @EVENTS --atlas @sim/atlas.nii.gz --out @x.npz | x.mgz: is a volume of FreeSurfer, which is not read; mri_convert
            prepare --bold @x+tlrc.BRIK --events @EVENTS --mask auto --out @x.npz         | is a data set of AFNI, which is not read; 3dAFNItoNIFTI
            prepare --bold @x.func.gii --events @EVENTS --out @x.npz                      | is a surface; name its regions by --atlas FILE.label.gii
            prepare --bold @x.func.gii --events @EVENTS --atlas @sim/atlas.nii.gz --out @x.npz | atlas.nii.gz: is not of a surface
            prepare --bold @RUN --atlas @sim/atlas.nii.gz --atlas-names @others.txt --out @x.npz | others.txt names none of the labels of
            prepare --bold @noheader.csv --events @EVENTS --tr 2 --out @x.npz             | must name the regions, but holds numbers
            prepare --bold @table.csv --events @EVENTS --tr 2 --group-by subject --out @x.npz | does not say whose brain it is
            map --saliency @maps.npz --data @other.npz --out @x                           | explains another file than
            map --saliency @maps.npz --data @blocks.npz --groups 1 --out @x               | explains other series (groups: all) than are asked for (1)
            map --saliency @maps.npz --data @plain.npz --out @x                           | plain.fmri.json: there is no such file; `unfade fmri prepare`
            group --saliency @maps.npz --data @blocks.npz --permutations 0                | --permutations must be at least 1
            group --saliency @one.npz --data @blocks.npz --groups 0,1 --level subject     | there is one subject; --level run or series compares within it
            group --saliency @maps.npz --data @blocks.npz --level person                  | 'person' is not one of series, run, subject
            report --saliency @foreign.npz --data @blocks.npz --out @x.html             | must hold the probabilities of
            report --saliency @maps.npz --data @blocks.npz --out @x.htm                   | the name must end in .html
            """)
    void wrongUse_isOneLineAndWritesNothing(String command, String message) throws IOException {
        Cli.write(folder.resolve("plain.npz"), Cli.series());
        Files.writeString(folder.resolve("noheader.csv"), "1.5,2.5\n1,2\n");
        Files.writeString(folder.resolve("others.txt"), "900001 Nowhere\n");
        Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n2,1\n");
        SeriesSet set = SeriesFiles.read(data);
        float[] zeros = new float[set.count() * set.steps() * set.features()];
        NpzWriter.write(
                folder.resolve("foreign.npz"),
                npz -> npz.array("saliency", zeros, set.count(), set.steps(), set.features()));
        for (String name : List.of("x.mgz", "x+tlrc.BRIK", "x.func.gii")) {
            Files.write(folder.resolve(name), new byte[500]);
        }
        List<String> before = listing();
        String run = images().get(0).toString();
        List<String> words = Arrays.stream(command.split(" +", -1))
                .map(word -> word.replace("@RUN", run)
                        .replace("@EVENTS2", run.replace("run-01_bold.nii.gz", "run-02_events.tsv"))
                        .replace("@EVENTS", run.replace("bold.nii.gz", "events.tsv"))
                        .replace("@", folder + "/"))
                .toList();
        Cli.Outcome outcome = Cli.run("fmri", words);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.out()).isEmpty();
        List<String> lines = outcome.err()
                .lines()
                .filter(line -> !line.startsWith("Reading runs"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains(message);
        assertThat(listing()).isEqualTo(before);
    }

    private static List<String> listing() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
