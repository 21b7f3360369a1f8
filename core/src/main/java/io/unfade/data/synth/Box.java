package io.unfade.data.synth;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * A block of informative cells; ends are exclusive.
 *
 * @param startStep first step, at least 0
 * @param endStep step after the last
 * @param startFeature first feature, at least 0
 * @param endFeature feature after the last
 */
public record Box(int startStep, int endStep, int startFeature, int endFeature) {
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

    /** Sets the cells of the box to 1 in a mask {@code (T, C)}, row-major. */
    void mark(byte[] mask, int features) {
        for (int step = startStep; step < endStep; step++) {
            Arrays.fill(mask, step * features + startFeature, step * features + endFeature, (byte) 1);
        }
    }
}
