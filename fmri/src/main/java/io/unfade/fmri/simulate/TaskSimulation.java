package io.unfade.fmri.simulate;

import io.unfade.check.Require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The settings of a simulated study of task fMRI, apart from the seed. Each class activates its own regions in its own
 * interval of the block.
 *
 * @param subjects at least 1
 * @param regions R, at least one for each class
 * @param design the runs
 * @param signal the strength of signal and drift
 */
public record TaskSimulation(int subjects, int regions, TaskDesign design, TaskSignal signal) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if there is no subject, or there are too few regions for classes that share none
     */
    public TaskSimulation {
        Require.argument(subjects >= 1, "a study needs at least 1 subject, but has %d", subjects);
        Require.argument(regions >= 1, "a study needs at least 1 region, but has %d", regions);
        int needed = Math.multiplyExact(design.classes(), activeRegions(regions, signal));
        Require.argument(
                needed <= regions,
                "%d classes that share no region need %d regions, but there are %d",
                design.classes(),
                needed,
                regions);
    }

    /** {@return 8 subjects, 360 regions, and the defaults of design and signal} */
    public static TaskSimulation defaults() {
        return new TaskSimulation(8, 360, TaskDesign.defaults(), TaskSignal.defaults());
    }

    /** {@return a copy with another number of subjects} */
    public TaskSimulation withSubjects(int number) {
        return new TaskSimulation(number, regions, design, signal);
    }

    /** {@return a copy with another number of regions} */
    public TaskSimulation withRegions(int number) {
        return new TaskSimulation(subjects, number, design, signal);
    }

    /** {@return a copy with another design} */
    public TaskSimulation withDesign(TaskDesign other) {
        return new TaskSimulation(subjects, regions, other, signal);
    }

    /** {@return a copy with another signal} */
    public TaskSimulation withSignal(TaskSignal other) {
        return new TaskSimulation(subjects, regions, design, other);
    }

    /** {@return the number of regions a class activates, at least 1} */
    public int activeRegions() {
        return activeRegions(regions, signal);
    }

    /** {@return the names of the classes, {@code task-1} and so on} */
    public List<String> classNames() {
        return IntStream.range(0, design.classes())
                .mapToObj(TaskDesign::className)
                .toList();
    }

    /**
     * {@return the study of a seed; its runs are made on demand}
     *
     * @param seed seed of all random numbers
     */
    public SimulatedStudy study(long seed) {
        return new SimulatedStudy(this, seed);
    }

    private static int activeRegions(int regions, TaskSignal signal) {
        return Math.max(1, (int) Math.round(regions * signal.activeShare()));
    }
}
