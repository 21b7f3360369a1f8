package io.unfade.experiments.fmri;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.EventsFile;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.clean.Filter;
import io.unfade.fmri.clean.Standardize;
import io.unfade.fmri.prepare.ImageRegions;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.prepare.WindowPlan;
import io.unfade.fmri.prepare.Windows;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The runs of the first subject of Haxby et al. 2001, in the layout of openfMRI.
 *
 * @param runs folders of the runs, in order
 * @param masks folder of the masks of the whole-brain images
 */
record Haxby(List<Path> runs, Path masks) {
    static final double LAG = 5;

    /** Seconds from the onset to the end of a window: a block of 22.5 s and 10 s of rest. */
    static final double AFTER = 32.5;

    private static final List<String> FACES_AND_HOUSES = List.of("face", "house");
    private static final String SUBJECT = "sub001";
    private static final double REPETITION_TIME = 2.5;
    private static final String WHOLE = "bold_25mm.nii.gz";
    private static final String SLICE = "bold_1slice.nii.gz";
    private static final String EVENTS = "bold_events.tsv";
    private static final Cleaning CLEANING = new Cleaning(true, Filter.none(), Standardize.ZSCORE_SAMPLE, false);
    private static final ImageRegions.Rules RULES = new ImageRegions.Rules(Reduction.MEAN, NonFinite.REFUSE, true);

    /**
     * {@return the runs of a folder}
     *
     * @throws MalformedFileException if it does not contain these data
     */
    static Haxby of(Path folder) throws IOException {
        Path bold = folder.resolve(SUBJECT).resolve("BOLD");
        if (!Files.isDirectory(bold)) {
            throw new MalformedFileException(
                    folder, "", "has no folder " + SUBJECT + "/BOLD with the runs of the subject");
        }
        List<Path> runs = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(bold, "task001_run*")) {
            found.forEach(runs::add);
        }
        if (runs.size() < 2) {
            throw new MalformedFileException(
                    bold, "", "must hold at least 2 folders task001_run..., but has " + runs.size());
        }
        return new Haxby(
                runs.stream().sorted().toList(), folder.resolve(SUBJECT).resolve("masks/25mm"));
    }

    /** {@return the input files} */
    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(brainMask(), atlas()));
        for (Path run : runs) {
            files.addAll(List.of(run.resolve(WHOLE), run.resolve(SLICE), run.resolve(EVENTS)));
        }
        return files;
    }

    private Path brainMask() {
        return masks.resolve("brain.nii.gz");
    }

    private Path atlas() {
        return masks.resolve("hoc.nii.gz");
    }

    /** {@return the voxels of the whole brain} */
    Problem voxels(String key, String title) throws IOException {
        return problem(key, title, ImageRegions.voxels(brainMask(), RULES), WHOLE, 0);
    }

    /** {@return the regions of an atlas} */
    Problem regions(String key, String title) throws IOException {
        return problem(key, title, ImageRegions.atlas(atlas(), label -> "region " + label, null, RULES), WHOLE, 0);
    }

    /**
     * {@return the voxels of one slice}
     *
     * @param before seconds of rest before the block
     */
    Problem slice(String key, String title, double before) throws IOException {
        return problem(key, title, ImageRegions.brain(runs.get(0).resolve(SLICE), RULES), SLICE, before);
    }

    private Problem problem(String key, String title, ImageRegions source, String image, double before)
            throws IOException {
        WindowPlan windows = new WindowPlan(before, AFTER, LAG, 0, List.of(), WindowPlan.Incomplete.REFUSE);
        Preparation.Plan plan = new Preparation.Plan(
                source,
                CLEANING,
                null,
                windows,
                Windows.GroupBy.RUN,
                REPETITION_TIME,
                Preparation.Constant.REFUSE,
                Map.of());
        Prepared prepared = Preparation.prepare(inputs(image), plan, Progress.NONE);
        SeriesSet series = prepared.series();
        int[] runsFromOne =
                Arrays.stream(series.groups().orElseThrow()).map(run -> run + 1).toArray();
        return new Problem(
                key, title, series.toBuilder().groups(runsFromOne).build(), new BrainPlaces(source.parcellation()));
    }

    private List<Preparation.Input> inputs(String image) throws IOException {
        List<Preparation.Input> inputs = new ArrayList<>();
        for (Path run : runs) {
            Path events = run.resolve(EVENTS);
            inputs.add(new Preparation.Input(
                    run.resolve(image),
                    SUBJECT,
                    String.valueOf(run.getFileName()),
                    EventsFile.read(events),
                    events,
                    null));
        }
        return inputs;
    }

    /** {@return the blocks of faces and houses only} */
    static Problem facesOrHouses(Problem all, String key, String title) {
        return new Problem(key, title, facesOrHouses(all.series()), all.brain());
    }

    /** {@return the blocks of faces and houses only, classes 0 and 1} */
    static SeriesSet facesOrHouses(SeriesSet all) {
        int[] rows = IntStream.range(0, all.count())
                .filter(i -> FACES_AND_HOUSES.contains(all.classNames().get(all.label(i))))
                .toArray();
        return all.select(rows).withClassNames(FACES_AND_HOUSES);
    }
}
