package io.unfade.fmri.group;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;
import io.unfade.fmri.region.Region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the saliency maps of each class with those of all other classes, region by region, over a group of runs or
 * subjects.
 *
 * <p>Each series is reduced to one number per region: the mean of |saliency| over the chosen steps, as a share of all
 * regions. Observations are the series, or the means of one class in one group. Every class is compared with all others
 * by Welch's t; the null distribution comes from permuting labels within groups ({@code LabelPermutations}). A constant
 * region has t = 0 and p = 1, and counts in the corrections.
 *
 * <p>Permuting series assumes that the series of a group are exchangeable. If all series come from one subject, or
 * series of one run are correlated, {@link Level#GROUP} is the safe level.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>T. E. Nichols, A. P. Holmes, "Nonparametric permutation tests for functional neuroimaging: a primer with examples",
 *       Human Brain Mapping 15(1), 2001
 *   <li>B. Phipson, G. K. Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and
 *       Molecular Biology 9(1), 2010
 * </ol>
 */
public final class GroupComparison {
    private GroupComparison() {}

    /**
     * {@return the comparison of all classes and regions that are present}
     *
     * @param maps of n series, one feature for each region
     * @param grouping of the n series
     * @param regions by feature
     * @param options level, side, permutations
     * @throws IllegalArgumentException if the sizes differ, a class or its complement has fewer than 2 observations, or no
     *     group has 2 classes
     */
    public static GroupResult of(SaliencyMaps maps, Grouping grouping, List<Region> regions, GroupOptions options) {
        Require.size("regions of the maps", maps.features(), regions.size());
        RegionMaps found = RegionMaps.of(maps, grouping, options.signed());
        Observations observations = Observations.of(found.values(), found.labels(), grouping.groups(), options.level());
        observations.checkCounts(grouping.classNames());
        int classes = grouping.classNames().size();
        Contrasts contrasts = new Contrasts(observations.values(), classes);
        LabelPermutations.Outcome outcome = LabelPermutations.of(contrasts, observations, classes, options);
        contrasts.take(observations.labels());
        // with two classes in every group, swapping them gives the same |t|
        double mirrored = options.twoSided() && classes == 2 && observations.alike(0, classes) == 2 ? 2 : 1;
        double drawn = outcome.exact() ? 0 : 1 / (outcome.shufflings() + 1.0);
        double smallest = IntStream.range(0, classes)
                .mapToDouble(k -> observations.smallestP(k, classes))
                .min()
                .orElse(1);
        double corrected = IntStream.range(0, classes)
                .mapToDouble(k -> observations.smallestP(k, classes) * observations.alike(k, classes))
                .min()
                .orElse(1);
        return new GroupResult(
                grouping.classNames(),
                Arrays.stream(observations.counts(classes)).boxed().toList(),
                effects(found, observations, contrasts, outcome, regions, classes),
                outcome.shufflings(),
                outcome.distinct(),
                outcome.exact(),
                Math.max(drawn, Math.min(1, smallest * mirrored)),
                Math.max(drawn, Math.min(1, corrected)),
                options.twoSided(),
                found.leftOut());
    }

    private static List<RegionEffect> effects(
            RegionMaps found,
            Observations observations,
            Contrasts contrasts,
            LabelPermutations.Outcome outcome,
            List<Region> regions,
            int classes) {
        int[] cells = IntStream.range(0, classes * regions.size())
                .filter(cell -> regions.get(cell % regions.size()).present())
                .toArray();
        double[] q = FalseDiscovery.qValues(
                IntStream.of(cells).mapToDouble(cell -> outcome.p()[cell]).toArray());
        List<RegionEffect> effects = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            int cell = cells[i];
            int k = cell / regions.size();
            int r = cell % regions.size();
            boolean constant = contrasts.isConstant(r);
            effects.add(new RegionEffect(
                    k,
                    regions.get(r),
                    mean(observations, k, r, true),
                    mean(observations, k, r, false),
                    constant ? Double.NaN : contrasts.cohen(k, r),
                    constant ? Double.NaN : contrasts.welch(k, r),
                    found.peakStep(k, r),
                    outcome.p()[cell],
                    outcome.corrected()[cell],
                    q[i]));
        }
        return effects;
    }

    private static double mean(Observations observations, int label, int region, boolean same) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < observations.labels().length; i++) {
            if ((observations.labels()[i] == label) == same) {
                sum += observations.values()[i][region];
                count++;
            }
        }
        return sum / count;
    }
}
