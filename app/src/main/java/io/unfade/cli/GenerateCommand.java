package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.TaskFmriOptions;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.SyntheticData;
import io.unfade.data.synth.TrainTest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code unfade generate}: synthetic data of which the informative cells are known. */
@Command(
        name = "generate",
        description =
                "Writes train.npz and test.npz of a synthetic data set whose informative cells are known. The same "
                        + "seed gives the same numbers on every machine.")
final class GenerateCommand extends AbstractCommand {
    private static final int PAPER_TESTS = 300;
    private static final int BENCHMARK_TESTS = 100;

    @Parameters(
            paramLabel = "NAME",
            description = "earlier-box, middle-box, latter-box, mixed-boxes, three-earlier-boxes, three-middle-boxes, "
                    + "moving-box, task-fmri, or ts-TYPE-PROCESS. TYPE: middle, small-middle, rare-time, rare-feature, each "
                    + "also with moving- before it, positional-time or positional-feature. PROCESS: gaussian, "
                    + "harmonic, gaussian-process, pseudo-periodic, autoregressive, car or narma.")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to; made if missing.")
    private Path out;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Training series; not of task-fmri.")
    private int samples;

    @Option(
            names = "--test-samples",
            paramLabel = "N",
            description = "Test series; default 300, of ts-TYPE-PROCESS 100; not of task-fmri.")
    private @Nullable Integer testSamples;

    @Option(
            names = "--start",
            paramLabel = "STEP",
            description = "First step of the box, 0 to 40; moving-box only, default 0.")
    private @Nullable Integer start;

    @Option(
            names = "--variant",
            paramLabel = "FORM",
            description = "The process as published, or corrected: harmonic, car and narma as their names say; "
                    + "ts-TYPE-PROCESS only, default published.")
    private ProcessData.@Nullable Variant variant;

    @Mixin
    private TaskFmriOptions taskFmri = new TaskFmriOptions();

    @Override
    protected Result execute() throws IOException {
        if (name.equals(TaskFmriOptions.NAME)) {
            refuse(List.of("--samples", "--test-samples", "--start", "--variant"), "other data sets");
            return taskFmri.write(this, out, seed());
        }
        refuse(TaskFmriOptions.OWN, TaskFmriOptions.NAME);
        SyntheticData kind = kind();
        int usualTests = kind instanceof ProcessData ? BENCHMARK_TESTS : PAPER_TESTS;
        int tests = testSamples == null ? usualTests : testSamples;
        if (samples < 1 || tests < 1) {
            throw new UsageException(
                    "--samples and --test-samples must be at least 1, but were " + samples + " and " + tests);
        }
        claimFolder(out, "--out", "train.npz", "test.npz");
        TrainTest data = kind.generate(samples, tests, seed());
        SeriesFiles.write(data.training(), out.resolve("train.npz"));
        SeriesFiles.write(data.test(), out.resolve("test.npz"));

        ObjectNode json = newObject();
        json.put("name", name);
        if (kind instanceof ProcessData process) {
            json.put("variant", process.variant().key());
        }
        json.put("seed", seed());
        json.put("training", samples);
        json.put("test", tests);
        json.put("steps", kind.steps());
        json.put("features", kind.features());
        json.put("out", out.toString());
        return Result.of(
                json,
                "Wrote " + samples + " training and " + tests + " test series of " + kind.steps() + " steps x "
                        + kind.features() + " features to " + out.resolve("train.npz") + " and "
                        + out.resolve("test.npz"));
    }

    private void refuse(List<String> options, String owner) {
        for (String option : options) {
            if (given(option)) {
                throw new UsageException(option + " belongs to " + owner + ", not to " + name);
            }
        }
    }

    private SyntheticData kind() {
        if (NearestWord.near(name, List.of(TaskFmriOptions.NAME)).size() == 1) {
            throw new UsageException(
                    "there is no data set '" + name + "'" + NearestWord.clause(name, List.of(TaskFmriOptions.NAME)));
        }
        if (start != null && !name.equals(BoxData.MOVING_BOX)) {
            throw new UsageException("--start belongs to moving-box, not to " + name);
        }
        if (name.startsWith(ProcessData.PREFIX)) {
            return ProcessData.named(name, variant == null ? ProcessData.Variant.PUBLISHED : variant);
        }
        if (variant != null) {
            throw new UsageException("--variant belongs to " + ProcessData.PATTERN + ", not to " + name);
        }
        return name.equals(BoxData.MOVING_BOX) ? BoxData.movingBox(start == null ? 0 : start) : BoxData.named(name);
    }
}
