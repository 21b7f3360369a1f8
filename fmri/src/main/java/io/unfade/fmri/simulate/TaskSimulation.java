package io.unfade.fmri.simulate;

import io.unfade.check.Require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a simulated study of task fMRI consists of. Each class activates regions of its own, in an interval of the block of its
 * own; what is not drawn from a seed is here.
 *
 * @param subjects at least 1
 * @param regions R, at least one for each class
 * @param design the runs
 * @param signal how strong signal and drift are
 */
public record TaskSimulation(int subjects, int regions, TaskDesign design, TaskSignal signal) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if there is no subject, or the regions are too few for classes that share none
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

    /** {@return the same with another number of subjects} */
    public TaskSimulation withSubjects(int number) {
        return new TaskSimulation(number, regions, design, signal);
    }

    /** {@return the same with another number of regions} */
    public TaskSimulation withRegions(int number) {
        return new TaskSimulation(subjects, number, design, signal);
    }

    /** {@return the same with another design} */
    public TaskSimulation withDesign(TaskDesign other) {
        return new TaskSimulation(subjects, regions, other, signal);
    }

    /** {@return the same with another signal} */
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
     * {@return the study that a seed leads to; its runs are made when asked for}
     *
     * @param seed seed of everything
     */
    public SimulatedStudy study(long seed) {
        return new SimulatedStudy(this, seed);
    }

    private static int activeRegions(int regions, TaskSignal signal) {
        return Math.max(1, (int) Math.round(regions * signal.activeShare()));
    }
}
