package io.unfade.fmri.group;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;

/**
 * Maps of series reduced to regions: for each series that counts the mean over the chosen steps, and for each class the
 * peak step of every region.
 *
 * <p>Shares: |saliency|, divided by its sum over the chosen steps and all regions, so that a series' values sum to 1.
 * Series without saliency or without a chosen step are left out.
 */
final class RegionMaps {
    private final SaliencyMaps maps;
    private final Grouping grouping;
    private final boolean signed;
    private final double[][] values;
    private final int[] labels;
    private final double[][][] courses;
    private int leftOut;

    private RegionMaps(SaliencyMaps maps, Grouping grouping, boolean signed) {
        this.maps = maps;
        this.grouping = grouping;
        this.signed = signed;
        int classes = grouping.classNames().size();
        values = new double[maps.count()][maps.features()];
        labels = grouping.labels().clone();
        courses = new double[classes][maps.steps()][maps.features()];
    }

    static RegionMaps of(SaliencyMaps maps, Grouping grouping, boolean signed) {
        Require.size("labels of the maps", maps.count(), grouping.labels().length);
        RegionMaps result = new RegionMaps(maps, grouping, signed);
        for (int i = 0; i < maps.count(); i++) {
            if (result.labels[i] >= 0) {
                result.add(i);
            }
        }
        return result;
    }

    private void add(int series) {
        int chosen = 0;
        double total = 0;
        for (int t = 0; t < maps.length(series); t++) {
            if (grouping.counts(series, t)) {
                chosen++;
                for (int r = 0; r < maps.features(); r++) {
                    total += Math.abs(maps.value(series, t, r));
                }
            }
        }
        if (chosen == 0 || (!signed && total == 0)) {
            labels[series] = -1;
            leftOut++;
            return;
        }
        double scale = signed ? 1.0 / chosen : 1 / total;
        for (int t = 0; t < maps.length(series); t++) {
            if (grouping.counts(series, t)) {
                addStep(series, t, scale);
            }
        }
    }

    private void addStep(int series, int step, double scale) {
        double[] course = courses[labels[series]][step];
        for (int r = 0; r < maps.features(); r++) {
            double value = maps.value(series, step, r) * scale;
            values[series][r] += signed ? value : Math.abs(value);
            course[r] += Math.abs(value);
        }
    }

    /** {@return (series, region); 0 for series that do not count} */
    double[][] values() {
        return values;
    }

    /** {@return the class of each series; -1 for one that does not count} */
    int[] labels() {
        return labels;
    }

    /** {@return the number of series without saliency or without a chosen step} */
    int leftOut() {
        return leftOut;
    }

    /** {@return the first step with the largest |saliency| of a region, summed over a class} */
    int peakStep(int label, int region) {
        int peak = 0;
        for (int t = 1; t < maps.steps(); t++) {
            if (courses[label][t][region] > courses[label][peak][region]) {
                peak = t;
            }
        }
        return peak;
    }
}
