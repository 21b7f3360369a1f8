package io.unfade.fmri.group;

import java.util.Comparator;
import java.util.List;

/**
 * The result of a {@link GroupComparison}.
 *
 * @param classNames K names
 * @param observations the number of observations of each class
 * @param effects one for each class and present region, by class and then region
 * @param shufflings the number of permutations used
 * @param distinct the number of distinct permutations; 2^63 - 1 if more
 * @param exact whether each was used once, so that p values are exact; else they were drawn at random
 * @param smallest the smallest possible p: permutations that leave a class's observations in place keep its statistics,
 *     wherever the others go
 * @param smallestCorrected the smallest possible corrected p: classes with equal numbers of observations in every group
 *     can also swap labels, which keeps the largest statistic
 * @param twoSided whether decreases relative to the other classes count too
 * @param leftOut the number of series without saliency in the chosen steps, or without a chosen step
 */
public record GroupResult(
        List<String> classNames,
        List<Integer> observations,
        List<RegionEffect> effects,
        long shufflings,
        long distinct,
        boolean exact,
        double smallest,
        double smallestCorrected,
        boolean twoSided,
        int leftOut) {
    /** Copies the lists. */
    public GroupResult {
        classNames = List.copyOf(classNames);
        observations = List.copyOf(observations);
        effects = List.copyOf(effects);
    }

    /** {@return the effects of one class, by region} */
    public List<RegionEffect> ofClass(int label) {
        int regions = effects.size() / classNames.size();
        return effects.subList(label * regions, (label + 1) * regions);
    }

    /** {@return the effects of one class by descending t, or |t| if two-sided; those without t last} */
    public List<RegionEffect> strongest(int label) {
        return ofClass(label).stream()
                .sorted(Comparator.comparingDouble(this::strength).reversed())
                .toList();
    }

    private double strength(RegionEffect effect) {
        double t = twoSided ? Math.abs(effect.t()) : effect.t();
        return Double.isNaN(t) ? Double.NEGATIVE_INFINITY : t;
    }
}
