package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.check.Progress;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.SyntheticData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Synthetic data of which the informative cells are known, as {@code train.npz} and {@code test.npz}.
 *
 * @param name of the data set
 * @param out folder to write to; made if missing
 * @param samples training series
 * @param testSamples test series; null for the usual number
 * @param start first step of the box, of moving-box only; null for 0
 * @param variant the process as published or corrected, of processes only; null for published
 * @param seed of the numbers
 */
public record Generate(
        String name,
        Path out,
        int samples,
        @Nullable Integer testSamples,
        @Nullable Integer start,
        ProcessData.@Nullable Variant variant,
        long seed)
        implements Request<TrainTestSplit> {
    private static final int SAMPLES = 1000;
    private static final int PAPER_TESTS = 300;
    private static final int BENCHMARK_TESTS = 100;

    /** The usual number of series, with seed 0. */
    public Generate(String name, Path out) {
        this(name, out, SAMPLES, null, null, null, 0);
    }

    @Override
    public Result<TrainTestSplit> run(Progress progress) throws IOException {
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

    private SyntheticData kind() {
        if (name.equals(GenerateTaskFmri.NAME)) {
            throw BadRequest.of("task-fmri has settings of its own: it is the command generate-task-fmri");
        }
        if (NearestWord.near(name, List.of(GenerateTaskFmri.NAME)).size() == 1) {
            throw BadRequest.of(
                    "there is no data set '%s'%s", name, NearestWord.clause(name, List.of(GenerateTaskFmri.NAME)));
        }
        if (start != null && !name.equals(BoxData.MOVING_BOX)) {
            throw BadRequest.of("{start} belongs to moving-box, not to %s", name);
        }
        if (name.startsWith(ProcessData.PREFIX)) {
            return ProcessData.named(name, variant == null ? ProcessData.Variant.PUBLISHED : variant);
        }
        if (variant != null) {
            throw BadRequest.of("{variant} belongs to %s, not to %s", ProcessData.PATTERN, name);
        }
        return name.equals(BoxData.MOVING_BOX) ? BoxData.movingBox(start == null ? 0 : start) : BoxData.named(name);
    }
}
