package io.unfade.workflow.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.simulate.SimulatedBrain;
import io.unfade.fmri.simulate.SimulatedImages;
import io.unfade.fmri.simulate.SimulatedRun;
import io.unfade.fmri.simulate.SimulatedStudy;
import io.unfade.fmri.simulate.SimulatedWindows;
import io.unfade.fmri.simulate.TaskSimulation;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Simulates task fMRI, as images and as series.
 *
 * @param seed of the random numbers
 */
@Meaning("Writes train.npz and test.npz of simulated task fMRI, and its images if asked to.")
public record GenerateTaskFmri(
        @Meaning(as = Generate.class) Path out,

        @Meaning("Subjects, of whom the last quarter is for testing; task-fmri only.")
        int subjects,

        @Meaning("Regions of the brain; task-fmri only.") int regions,

        @Meaning(value = "Tasks; task-fmri only.", label = "K")
        int classes,

        @Meaning(
                value = "Peak of the response to a block over the standard deviation of the noise; task-fmri "
                        + "only.",
                label = "E")
        double effect,

        @Meaning("Also write the runs as images, with events and an atlas; task-fmri only.")
        boolean images,

        long seed)
        implements Request<TrainTestSplit> {
    /** The name of the data set. */
    public static final String NAME = "task-fmri";

    private static final int MOST_EFFECT = 50;

    /** One in this many subjects is for testing. */
    private static final int TEST_PART = 4;

    /** The default study, with seed 0. */
    public GenerateTaskFmri(Path out) {
        this(out, 8, 360, 8, 1.5, false, 0);
    }

    @Override
    public Result<TrainTestSplit> execute(Progress progress) throws IOException {
        if (subjects < 2) {
            throw BadRequest.of("{subjects} must be at least 2, one to train and one to test, but was %d", subjects);
        }
        SimulatedStudy study = settings().study(seed);
        if (images) {
            checkImages();
        }
        try (Outputs outputs = new Outputs(progress)) {
            outputs.folder(out, "out", "train.npz", "test.npz");
            return write(study);
        }
    }

    private Result<TrainTestSplit> write(SimulatedStudy study) throws IOException {
        if (images) {
            checkNoOthers();
        }
        List<SimulatedRun> runs = study.runs();
        int testSubjects = Math.max(1, subjects / TEST_PART);
        int firstTest = (subjects - testSubjects) * study.settings().design().runs();
        SimulatedWindows windows = SimulatedWindows.defaults();
        SimulatedBrain brain =
                regions >= 2 && regions <= SimulatedBrain.MOST_REGIONS ? SimulatedBrain.of(regions) : null;
        Prepared training = windows.cut(study, runs.subList(0, firstTest), brain);
        Prepared test = windows.cut(study, runs.subList(firstTest, runs.size()), brain);
        if (images) {
            writeImages(new SimulatedImages(Objects.requireNonNull(brain), out, seed), runs);
        }
        Prepared.write(new TreeMap<>(Map.of(out.resolve("train.npz"), training, out.resolve("test.npz"), test)));
        return Result.of(
                this,
                new TrainTestSplit(training.series(), test.series()),
                json(training.series(), test.series()),
                text(training.series(), test.series(), runs.size()));
    }

    private TaskSimulation settings() {
        TaskSimulation usual = TaskSimulation.defaults();
        return new TaskSimulation(
                subjects,
                regions,
                usual.design().withClasses(classes),
                usual.signal().withEffect(effect));
    }

    private void checkImages() {
        if (effect > MOST_EFFECT) {
            throw BadRequest.of(
                    "{images} needs an {effect} of at most %d, since voxels have 16 bits, but it was %s",
                    MOST_EFFECT, effect);
        }
        if (regions < 2 || regions > SimulatedBrain.MOST_REGIONS) {
            throw BadRequest.of(
                    "{images} needs 2..%d regions, but {regions} was %d", SimulatedBrain.MOST_REGIONS, regions);
        }
    }

    /** Fails if the folder has subjects that would not be replaced: `sub-*` would then match runs of two simulations. */
    private void checkNoOthers() throws IOException {
        Set<String> own =
                IntStream.range(0, subjects).mapToObj(SimulatedRun::subjectName).collect(Collectors.toSet());
        try (Stream<Path> entries = Files.list(out)) {
            entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.startsWith("sub-") && !own.contains(name))
                    .min(Comparator.naturalOrder())
                    .ifPresent(name -> {
                        throw BadRequest.in(
                                "out", "%s holds %s, which is not of this simulation; name another folder", out, name);
                    });
        }
    }

    private static void writeImages(SimulatedImages images, List<SimulatedRun> runs) throws IOException {
        images.withdraw(runs);
        images.writeAtlas();
        for (SimulatedRun run : runs) {
            images.writeRun(run);
        }
    }

    private ObjectNode json(SeriesSet training, SeriesSet test) {
        ObjectNode json = RequestJson.newObject();
        json.put("name", NAME);
        json.put("seed", seed);
        json.put("training", training.count());
        json.put("test", test.count());
        json.put("steps", training.steps());
        json.put("features", training.features());
        json.put("classes", classes);
        json.put("subjects", subjects);
        json.put("testSubjects", Math.max(1, subjects / TEST_PART));
        json.put("effect", effect);
        json.put("images", images);
        json.put("out", out.toString());
        return json;
    }

    private String text(SeriesSet training, SeriesSet test, int runs) {
        String series = "Wrote " + training.count() + " training and " + test.count() + " test series of "
                + training.steps() + " steps x " + training.features() + " regions to " + out.resolve("train.npz")
                + " and " + out.resolve("test.npz");
        return images ? series + ", and " + runs + " runs as images with an atlas next to them" : series;
    }
}
