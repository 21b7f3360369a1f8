package io.unfade.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.AbstractCommand.Result;
import io.unfade.cli.base.UsageException;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.simulate.SimulatedBrain;
import io.unfade.fmri.simulate.SimulatedImages;
import io.unfade.fmri.simulate.SimulatedRun;
import io.unfade.fmri.simulate.SimulatedStudy;
import io.unfade.fmri.simulate.SimulatedWindows;
import io.unfade.fmri.simulate.TaskSimulation;
import picocli.CommandLine.Option;

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

/** What {@code unfade generate task-fmri} takes and does: simulated task fMRI, cut into series, and its images. */
public final class TaskFmriOptions {
    public static final String NAME = "task-fmri";

    /** The options that no other data set has. */
    public static final List<String> OWN = List.of("--subjects", "--regions", "--classes", "--effect", "--images");

    private static final int MOST_EFFECT = 50;

    /** One subject in so many is for testing. */
    private static final int TEST_PART = 4;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            defaultValue = "8",
            description = "Subjects, of whom the last quarter is for testing; " + NAME + " only.")
    private int subjects;

    @Option(
            names = "--regions",
            paramLabel = "N",
            defaultValue = "360",
            description = "Regions of the brain; " + NAME + " only.")
    private int regions;

    @Option(names = "--classes", paramLabel = "K", defaultValue = "8", description = "Tasks; " + NAME + " only.")
    private int classes;

    @Option(
            names = "--effect",
            paramLabel = "E",
            defaultValue = "1.5",
            description =
                    "Peak of the response to a block over the standard deviation of the noise; " + NAME + " only.")
    private double effect;

    @Option(
            names = "--images",
            description = "Also write the runs as images, with events and an atlas; " + NAME + " only.")
    private boolean images;

    /** Makes and writes everything; the settings are checked before. */
    public Result write(AbstractCommand command, Path out, long seed) throws IOException {
        if (subjects < 2) {
            throw new UsageException(
                    "--subjects must be at least 2, one to train and one to test, but was " + subjects);
        }
        SimulatedStudy study = settings().study(seed);
        if (images) {
            checkImages();
        }
        command.claimFolder(out, "--out", "train.npz", "test.npz");
        if (images) {
            checkNoOthers(out);
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
                json(out, seed, training.series(), test.series()),
                text(out, training.series(), test.series(), runs.size()));
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
            throw new UsageException("--images needs an --effect of at most " + MOST_EFFECT
                    + ", since voxels have 16 bits, but it was " + effect);
        }
        if (regions < 2 || regions > SimulatedBrain.MOST_REGIONS) {
            throw new UsageException(
                    "--images needs 2.." + SimulatedBrain.MOST_REGIONS + " regions, but --regions was " + regions);
        }
    }

    /** Fails if the folder holds subjects that would not be replaced: `sub-*` would then name runs of two simulations. */
    private void checkNoOthers(Path out) throws IOException {
        Set<String> own =
                IntStream.range(0, subjects).mapToObj(SimulatedRun::subjectName).collect(Collectors.toSet());
        try (Stream<Path> entries = Files.list(out)) {
            entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.startsWith("sub-") && !own.contains(name))
                    .min(Comparator.naturalOrder())
                    .ifPresent(name -> {
                        throw new UsageException("--out: " + out + " holds " + name
                                + ", which is not of this simulation; name another folder");
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

    private ObjectNode json(Path out, long seed, SeriesSet training, SeriesSet test) {
        ObjectNode json = AbstractCommand.newObject();
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

    private String text(Path out, SeriesSet training, SeriesSet test, int runs) {
        String series = "Wrote " + training.count() + " training and " + test.count() + " test series of "
                + training.steps() + " steps x " + training.features() + " regions to " + out.resolve("train.npz")
                + " and " + out.resolve("test.npz");
        return images ? series + ", and " + runs + " runs as images with an atlas beside them" : series;
    }
}
