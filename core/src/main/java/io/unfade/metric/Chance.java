package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * The accuracy of classifiers that ignore their input.
 *
 * @param largestClass the accuracy of always predicting the largest class
 * @param uniform the mean accuracy of uniform guessing, 1/K; also the balanced accuracy of any such classifier
 */
public record Chance(double largestClass, double uniform) {
    /**
     * {@return the chance levels of some series}
     *
     * @param perClass the number of series of each of the K classes; not all 0
     * @throws IllegalArgumentException if there are no series
     */
    public static Chance of(int[] perClass) {
        int count = Arrays.stream(perClass).sum();
        Require.argument(count >= 1, "chance needs at least 1 series");
        return new Chance(Arrays.stream(perClass).max().orElseThrow() / (double) count, 1.0 / perClass.length);
    }

    /** {@return the chance levels of the classified series} */
    public static Chance of(Classification scores) {
        return of(scores.perClass().stream()
                .mapToInt(Classification.ClassScores::support)
                .toArray());
    }
}
