package io.unfade.experiments.field.data;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

/**
 * The series of one benchmark, training and test apart. The reference of the test series is the truth: the cells that decide.
 *
 * @param training labelled where a class belongs to the whole series
 * @param test likewise, with a reference
 * @param trainingSteps the class of each step of each training series, (n, T); null where a class belongs to the whole series
 * @param testSteps the same for the test series
 */
public record FieldSets(
        SeriesSet training, SeriesSet test, int @Nullable [][] trainingSteps, int @Nullable [][] testSteps) {
    /** Checks that classes are there, and the truth. */
    public FieldSets {
        Require.argument(test.hasReference(), "the test series of a benchmark need a reference");
        check("training", training, trainingSteps);
        check("test", test, testSteps);
    }

    private static void check(String what, SeriesSet set, int @Nullable [][] steps) {
        if (steps == null) {
            Require.argument(set.hasLabels(), "the %s series need labels, of series or of steps", what);
        } else {
            Require.size("classes of steps of the " + what + " series", set.count(), steps.length);
        }
    }
}
