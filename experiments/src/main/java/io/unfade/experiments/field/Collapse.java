package io.unfade.experiments.field;

import io.unfade.experiments.field.measure.ScoredMap;

import java.util.Arrays;

/**
 * Whether a map says nothing of where to look, whatever its scores: all cells are equal; or a learned mask keeps nothing, its
 * mean below 0.001; or nearly all of |saliency|, more than 99 %, is in one step although several steps decide.
 */
final class Collapse {
    private static final double NOTHING = 1e-3;
    private static final double NEARLY_ALL = 0.99;

    private Collapse() {}

    /** {@return whether a map collapsed} */
    static boolean is(ScoredMap map, boolean mask) {
        double[] steps = map.sizesOfSteps();
        double sum = Arrays.stream(steps).sum();
        if (map.isConstant() || (mask && sum / map.signed().length < NOTHING)) {
            return true;
        }
        int deciding = 0;
        for (boolean decides : map.decisiveSteps()) {
            deciding += decides ? 1 : 0;
        }
        return deciding > 1 && Arrays.stream(steps).max().orElseThrow() > NEARLY_ALL * sum;
    }
}
