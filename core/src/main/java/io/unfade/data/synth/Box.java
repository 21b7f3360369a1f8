package io.unfade.data.synth;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * A block of cells whose mean is not 0; ends are exclusive.
 *
 * @param startStep first step, at least 0
 * @param endStep step after the last
 * @param startFeature first feature, at least 0
 * @param endFeature feature after the last
 * @param sign the sign of the mean
 */
public record Box(int startStep, int endStep, int startFeature, int endFeature, BoxSign sign) {
    /**
     * Checks the coordinates.
     *
     * @throws IllegalArgumentException if the box is empty or starts below 0
     */
    public Box {
        Require.argument(
                0 <= startStep && startStep < endStep,
                "steps of a box must rise from 0 or more, but were %d..%d",
                startStep,
                endStep);
        Require.argument(
                0 <= startFeature && startFeature < endFeature,
                "features of a box must rise from 0 or more, but were %d..%d",
                startFeature,
                endFeature);
    }

    /** A box whose sign is that of the class. */
    public Box(int startStep, int endStep, int startFeature, int endFeature) {
        this(startStep, endStep, startFeature, endFeature, BoxSign.CLASS);
    }

    /** {@return whether some cell is in both boxes} */
    boolean overlaps(Box other) {
        return startStep < other.endStep
                && other.startStep < endStep
                && startFeature < other.endFeature
                && other.startFeature < endFeature;
    }

    /**
     * Checks that series of these sizes contain the box.
     *
     * @throws IllegalArgumentException if they do not
     */
    void checkInside(int steps, int features) {
        Require.argument(
                endStep <= steps, "steps of a box must be within 0..%d, but were %d..%d", steps, startStep, endStep);
        Require.argument(
                endFeature <= features,
                "features of a box must be within 0..%d, but were %d..%d",
                features,
                startFeature,
                endFeature);
    }

    /** Says in a mask {@code (T, C)}, row-major, what the cells of the box are. */
    void mark(byte[] mask, int features) {
        byte role = sign == BoxSign.INDEPENDENT ? SeriesSource.DISTRACTOR : SeriesSource.INFORMATIVE;
        for (int step = startStep; step < endStep; step++) {
            Arrays.fill(mask, step * features + startFeature, step * features + endFeature, role);
        }
    }

    /** Sets the cells of the box in an array {@code (T, C)}, row-major, to a value. */
    void fill(double[] cells, int features, double value) {
        for (int step = startStep; step < endStep; step++) {
            Arrays.fill(cells, step * features + startFeature, step * features + endFeature, value);
        }
    }
}
