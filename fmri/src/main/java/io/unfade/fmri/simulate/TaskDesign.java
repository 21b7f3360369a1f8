package io.unfade.fmri.simulate;

import io.unfade.check.Require;

/**
 * The block design of a run: rest, then alternating block and rest, with the same number of blocks per class in an
 * order drawn for each run. Scan k is taken at {@code k} times the repetition time.
 *
 * @param classes K, at least 2
 * @param runs of each subject, at least 1
 * @param blocks of each class in each run, at least 1
 * @param repetitionTime seconds from one scan to the next, above 0
 * @param blockSeconds length of a block, at least one repetition time
 * @param restSeconds length of the rest before, between and after the blocks, at least 0
 */
public record TaskDesign(
        int classes, int runs, int blocks, double repetitionTime, double blockSeconds, double restSeconds) {
    /** The largest number of scans of one run. */
    private static final int MOST_SCANS = 100_000;

    /**
     * Checks the design.
     *
     * @throws IllegalArgumentException if a number is out of its range, or a run has more than 100000 scans
     */
    public TaskDesign {
        Require.argument(classes >= 2, "a task needs at least 2 classes, but has %d", classes);
        Require.argument(
                runs >= 1 && blocks >= 1,
                "a task needs at least 1 run and 1 block of each class in it, but has %d and %d",
                runs,
                blocks);
        Require.argument(
                repetitionTime > 0 && Double.isFinite(repetitionTime),
                "the repetition time must be above 0 s, but is %s",
                repetitionTime);
        Require.argument(
                blockSeconds >= repetitionTime && Double.isFinite(blockSeconds),
                "a block must last at least one repetition time (%s s), but lasts %s s",
                repetitionTime,
                blockSeconds);
        Require.argument(
                restSeconds >= 0 && Double.isFinite(restSeconds),
                "the rest must be 0 s or more, but is %s",
                restSeconds);
        double scans = (restSeconds + (double) classes * blocks * (blockSeconds + restSeconds)) / repetitionTime;
        Require.argument(
                scans <= MOST_SCANS, "a run may have at most %d scans, but would have %.0f", MOST_SCANS, scans);
    }

    /** {@return 8 classes, 2 runs, 2 blocks, a scan every 2 s, blocks of 20 s and rests of 12 s} */
    public static TaskDesign defaults() {
        return new TaskDesign(8, 2, 2, 2.0, 20, 12);
    }

    /** {@return a copy with another number of classes} */
    public TaskDesign withClasses(int number) {
        return new TaskDesign(number, runs, blocks, repetitionTime, blockSeconds, restSeconds);
    }

    /** {@return the number of blocks of a run} */
    int blocksOfRun() {
        return classes * blocks;
    }

    /** {@return the second at which a block of a run begins} */
    double onset(int block) {
        return restSeconds + block * (blockSeconds + restSeconds);
    }

    /** {@return the number of scans of a run, which ends with a rest} */
    public int scans() {
        return (int) Math.ceil(onset(blocksOfRun()) / repetitionTime);
    }

    /** {@return the name of a class} */
    static String className(int label) {
        return "task-" + (label + 1);
    }
}
