package io.unfade.fmri.group;

import java.util.Comparator;
import java.util.List;

/**
 * What a {@link GroupComparison} found.
 *
 * @param classNames K of them
 * @param observations how many there are of each class
 * @param effects of each class one for each region that is present, by class and then region
 * @param shufflings how many were done
 * @param distinct how many different ones there are; 2^63 - 1 if more
 * @param exact whether each was done once, so that p values are exact; else they were drawn
 * @param smallest the smallest p that so many shufflings can give: those that leave a class's observations where they were
 *     have its statistics, whatever becomes of the others
 * @param smallestCorrected the smallest corrected p: classes with as many observations in every group can also change their
 *     names, which leaves the largest statistic as it was
 * @param twoSided whether less than in the other classes counts too
 * @param leftOut series without saliency in the chosen steps, or without a chosen step
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

    /** {@return the effects of one class, the largest t first, of a two-sided test the largest |t|; those without t last} */
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
