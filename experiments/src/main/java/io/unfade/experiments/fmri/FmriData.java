package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.region.Parcellation;
import io.unfade.fmri.simulate.SimulatedBrain;
import io.unfade.fmri.simulate.SimulatedStudy;
import io.unfade.fmri.simulate.SimulatedWindows;
import io.unfade.fmri.simulate.TaskSignal;
import io.unfade.fmri.simulate.TaskSimulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The problems of the experiment, with their source files.
 *
 * @param problems the classification problems
 * @param files the input files
 * @param sha256 of the files
 */
record FmriData(List<Problem> problems, List<FileStamp> files, String sha256) {
    static final String SIMULATION = "simulation";

    /** Seconds of rest before the block in the windows of one problem, to tell an early bias from looking at the task. */
    private static final double BEFORE = 10;

    /** Seconds of a window of the simulation: its block of 20 s and 8 s of rest. */
    private static final SimulatedWindows SIMULATED_WINDOWS = new SimulatedWindows(0, 28, 4);

    private static final TaskSignal SIGNAL = TaskSignal.defaults().withEffect(3);
    private static final int SUBJECTS = 20;
    private static final int SUBJECTS_LEFT_OUT = 4;
    private static final int SMALL_SUBJECTS = 6;
    private static final int SMALL_LEFT_OUT = 2;
    private static final int SMALL_REGIONS = 60;
    private static final long SIMULATION_SEED = 0;

    /** {@return all problems} */
    static FmriData read(Path folder) throws IOException {
        Haxby runs = Haxby.of(folder);
        Stamps stamps = Stamps.of(runs);
        Problem voxels = runs.voxels("voxels-8", "8 kinds of picture, voxels of the whole brain");
        Problem regions = runs.regions("regions-8", "8 kinds of picture, regions");
        Problem slice = runs.slice("slice-8", "8 kinds of picture, voxels of one slice", 0);
        return of(
                stamps,
                List.of(
                        voxels,
                        Haxby.facesOrHouses(voxels, "voxels-2", "faces or houses, voxels of the whole brain"),
                        regions,
                        Haxby.facesOrHouses(regions, "regions-2", "faces or houses, regions"),
                        slice,
                        around(runs),
                        Haxby.facesOrHouses(slice, "slice-2", "faces or houses, voxels of one slice"),
                        simulation()));
    }

    private static Problem around(Haxby runs) throws IOException {
        return runs.slice("slice-8-around", "8 kinds of picture, one slice, rest before the block too", BEFORE);
    }

    /** {@return the slice with rest before the block, and the simulation} */
    static FmriData around(Path folder, boolean small) throws IOException {
        Haxby runs = Haxby.of(folder);
        return of(Stamps.of(runs), List.of(around(runs), small ? smallSimulation() : simulation()));
    }

    private static Problem simulation() throws IOException {
        return simulated(TaskSimulation.defaults().withSubjects(SUBJECTS), SUBJECTS_LEFT_OUT);
    }

    private static Problem smallSimulation() throws IOException {
        return simulated(
                TaskSimulation.defaults().withSubjects(SMALL_SUBJECTS).withRegions(SMALL_REGIONS), SMALL_LEFT_OUT);
    }

    /** {@return one problem of the real data and a small simulation} */
    static FmriData small(Path folder) throws IOException {
        Haxby runs = Haxby.of(folder);
        return of(
                Stamps.of(runs),
                List.of(runs.slice("slice-8", "8 kinds of picture, voxels of one slice", 0), smallSimulation()));
    }

    /** The files before they are read, separately and all together. */
    private record Stamps(List<FileStamp> each, FileStamp all) {
        static Stamps of(Haxby runs) throws IOException {
            List<Path> files = runs.files();
            return new Stamps(FileStamp.ofEach(files), FileStamp.of(files.toArray(Path[]::new)));
        }
    }

    private static FmriData of(Stamps stamps, List<Problem> problems) throws IOException {
        return new FmriData(problems, stamps.each(), stamps.all().sha256());
    }

    /** {@return a simulation with groups of several subjects} */
    static Problem simulated(TaskSimulation settings, int leftOut) throws IOException {
        SimulatedStudy study = settings.withSignal(SIGNAL).study(SIMULATION_SEED);
        SeriesSet series = SIMULATED_WINDOWS.cut(study, study.runs(), null).series();
        int[] groups = Arrays.stream(series.groups().orElseThrow())
                .map(subject -> subject / leftOut + 1)
                .toArray();
        return new Problem(
                SIMULATION,
                "simulation: " + settings.design().classes() + " tasks, " + settings.regions() + " regions",
                series.toBuilder().groups(groups).build(),
                new BrainPlaces(places(settings.regions())));
    }

    private static Parcellation places(int regions) {
        SimulatedBrain brain = SimulatedBrain.of(regions);
        return Parcellation.ofAtlas(
                brain.labels(), label -> brain.regions().get(label - 1).name());
    }

    /** {@return the windowing of the real runs, for settings} */
    static ObjectNode windows() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("before", 0.0);
        node.put("beforeAround", BEFORE);
        node.put("after", Haxby.AFTER);
        node.put("lag", Haxby.LAG);
        node.put("cleaning", "linear detrending and z-scores, each run by itself");
        return node;
    }

    /** {@return the parameters of the simulation, for settings; numbers of subjects and regions are among the sizes} */
    static ObjectNode signal() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("signal", SIGNAL.toString());
        node.put("windows", SIMULATED_WINDOWS.toString());
        node.put("seed", SIMULATION_SEED);
        return node;
    }
}
