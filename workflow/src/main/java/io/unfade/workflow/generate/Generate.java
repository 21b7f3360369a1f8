package io.unfade.workflow.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.check.Progress;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.SyntheticData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generates data with known informative cells as {@code train.npz} and {@code test.npz}.
 *
 * @param seed of the random numbers
 */
@Meaning("Writes train.npz and test.npz of a synthetic data set whose informative cells are "
        + "known. The same seed gives the same numbers on every machine.")
public record Generate(
        @Meaning(
                value = "earlier-box, middle-box, latter-box, mixed-boxes, three-earlier-boxes, "
                        + "three-middle-boxes, moving-box, small-box, roving-box-60, roving-box-30, "
                        + "distractor-earlier-box, distractor-middle-box, product-boxes, correlated-box, "
                        + "task-fmri, planted, or ts-TYPE-PROCESS. TYPE: middle, "
                        + "small-middle, rare-time, rare-feature, each also with moving- before it, "
                        + "positional-time or positional-feature. PROCESS: gaussian, harmonic, gaussian-process, "
                        + "pseudo-periodic, autoregressive, car or narma.",
                label = "NAME",
                argument = true)
        String name,

        @Meaning(value = "Folder to write to; made if missing.", label = "DIR", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning("Training series; not of task-fmri and planted.")
        int samples,

        @Meaning("Test series; default 300, of ts-TYPE-PROCESS 100; not of task-fmri and planted.") @Nullable
        Integer testSamples,

        @Meaning(value = "First step of the box, 0 to 40; moving-box only, default 0.", label = "STEP") @Nullable
        Integer start,

        @Meaning(
                value = "The means of the cells of a box are +S and -S: how strong the signal is next to noise of "
                        + "deviation 1; above 0, at most 1000; boxes only, default 1; of planted in standard deviations of "
                        + "the feature.",
                label = "S")
        @Nullable
        Double shift,

        @Meaning(
                value = "The process as published, or corrected: harmonic, car and narma as their names say; "
                        + "ts-TYPE-PROCESS only, default published.",
                label = "FORM")
        ProcessData.@Nullable Variant variant,

        long seed)
        implements Request<TrainTestSplit> {
    /** Data sets with use cases of their own. */
    private static final List<String> OTHERS = List.of(GenerateTaskFmri.NAME, GeneratePlanted.NAME);

    private static final int SAMPLES = 1000;
    private static final int PAPER_TESTS = 300;
    private static final int BENCHMARK_TESTS = 100;

    /** The default number of series, with seed 0. */
    public Generate(String name, Path out) {
        this(name, out, SAMPLES, null, null, null, null, 0);
    }

    @Override
    public Result<TrainTestSplit> execute(Progress progress) throws IOException {
        SyntheticData kind = kind();
        int usualTests = kind instanceof ProcessData ? BENCHMARK_TESTS : PAPER_TESTS;
        int tests = testSamples == null ? usualTests : testSamples;
        if (samples < 1 || tests < 1) {
            throw BadRequest.of("{samples} and {testSamples} must be at least 1, but were %d and %d", samples, tests);
        }
        TrainTestSplit data;
        try (Outputs outputs = new Outputs(progress)) {
            outputs.folder(out, "out", "train.npz", "test.npz");
            data = kind.generate(samples, tests, seed);
            SeriesFiles.write(data.training(), out.resolve("train.npz"));
            SeriesFiles.write(data.test(), out.resolve("test.npz"));
        }
        ObjectNode json = RequestJson.newObject();
        json.put("name", name);
        if (kind instanceof ProcessData process) {
            json.put("variant", process.variant().key());
        }
        if (kind instanceof BoxData boxes) {
            json.put("shift", boxes.shift());
        }
        json.put("seed", seed);
        json.put("training", samples);
        json.put("test", tests);
        json.put("steps", kind.steps());
        json.put("features", kind.features());
        json.put("out", out.toString());
        return Result.of(
                this,
                data,
                json,
                "Wrote " + samples + " training and " + tests + " test series of " + kind.steps() + " steps x "
                        + kind.features() + " features to " + out.resolve("train.npz") + " and "
                        + out.resolve("test.npz"));
    }

    static void checkShift(double shift) {
        if (!(shift > 0 && shift <= BoxData.LARGEST_SHIFT)) {
            throw BadRequest.of(
                    "{shift} must be above 0 and at most %s, but was %s", Math.round(BoxData.LARGEST_SHIFT), shift);
        }
    }

    private void checkKnown() {
        List<String> known =
                Stream.concat(BoxData.names().stream(), OTHERS.stream()).toList();
        if (!known.contains(name) && !name.startsWith(ProcessData.PREFIX)) {
            throw BadRequest.of(
                    "there is no data set '%s'; there are %s, of a benchmark %s, and with settings of their own %s%s",
                    name,
                    String.join(", ", BoxData.names()),
                    ProcessData.PATTERN,
                    String.join(" and ", OTHERS),
                    NearestWord.clause(name, known));
        }
    }

    private SyntheticData kind() {
        if (name.equals(GenerateTaskFmri.NAME)) {
            throw BadRequest.of("task-fmri has its own settings: use the command generate-task-fmri");
        }
        if (name.equals(GeneratePlanted.NAME)) {
            throw BadRequest.of("planted has its own settings: use the command generate-planted");
        }
        checkKnown();
        if (start != null && !name.equals(BoxData.MOVING_BOX)) {
            throw BadRequest.of("{start} belongs to moving-box, not to %s", name);
        }
        if (name.startsWith(ProcessData.PREFIX)) {
            if (shift != null) {
                throw BadRequest.of("{shift} belongs to data sets of boxes, not to %s", name);
            }
            return ProcessData.named(name, variant == null ? ProcessData.Variant.PUBLISHED : variant);
        }
        if (variant != null) {
            throw BadRequest.of("{variant} belongs to %s, not to %s", ProcessData.PATTERN, name);
        }
        BoxData boxes =
                name.equals(BoxData.MOVING_BOX) ? BoxData.movingBox(start == null ? 0 : start) : BoxData.named(name);
        if (shift != null) {
            checkShift(shift);
        }
        return shift == null ? boxes : boxes.withShift(shift);
    }
}
