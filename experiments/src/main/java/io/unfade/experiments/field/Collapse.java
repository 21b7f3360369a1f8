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
        double[] sizes = Arrays.stream(map.signed()).map(Math::abs).toArray();
        double sum = Arrays.stream(sizes).sum();
        if (Arrays.stream(map.signed()).allMatch(value -> value == map.signed()[0])) {
            return true;
        }
        if (mask && sum / sizes.length < NOTHING) {
            return true;
        }
        int deciding = 0;
        double largest = 0;
        for (int from = 0; from < sizes.length; from += map.features()) {
            double step = 0;
            boolean decides = false;
            for (int i = from; i < from + map.features(); i++) {
                step += sizes[i];
                decides |= map.truth()[i];
            }
            largest = Math.max(largest, step);
            deciding += decides ? 1 : 0;
        }
        return deciding > 1 && largest > NEARLY_ALL * sum;
    }
}
