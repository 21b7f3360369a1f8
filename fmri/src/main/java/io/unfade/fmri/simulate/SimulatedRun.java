package io.unfade.fmri.simulate;

import io.unfade.fmri.region.RegionSeries;

import java.util.List;

/**
 * One run of one subject.
 *
 * @param subject 0..
 * @param run of the subject, 0..
 * @param series one row for each scan, one column for each region, around 10000
 * @param blocks in the order of time
 * @param reference (scan, region): where the noiseless response of the region's class exceeds half the peak of its
 *     response to one block; owned by this record, not to be changed
 */
public record SimulatedRun(
        int subject, int run, RegionSeries series, List<SimulatedBlock> blocks, boolean[][] reference) {
    /** Copies the list. */
    public SimulatedRun {
        blocks = List.copyOf(blocks);
    }

    /** {@return a name such as {@code sub-01_run-02}} */
    public String name() {
        return subjectName(subject) + "_" + runName(run);
    }

    /** {@return the name of a subject, such as {@code sub-01} for subject 0} */
    public static String subjectName(int subject) {
        return numbered("sub-", subject);
    }

    /** {@return the name of a run, such as {@code run-01} for run 0} */
    public static String runName(int run) {
        return numbered("run-", run);
    }

    private static String numbered(String prefix, int index) {
        String number = Integer.toString(index + 1);
        return prefix + (number.length() < 2 ? "0" : "") + number;
    }
}
