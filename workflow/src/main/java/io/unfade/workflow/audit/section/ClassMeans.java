package io.unfade.workflow.audit.section;

import io.unfade.data.SeriesSet;

/** How the mean of a class differs from that of the others, cell by cell: what series show without a model. */
final class ClassMeans {
    private ClassMeans() {}

    /** {@return |mean of a class - mean of the others| of each cell, {@code (T, C)}; NaN where one of them has no series} */
    static double[] differences(SeriesSet set, int target) {
        double[][] sums = new double[2][set.steps() * set.features()];
        int[][] counts = new int[2][set.steps()];
        for (int i = 0; i < set.count(); i++) {
            int side = set.label(i) == target ? 0 : 1;
            for (int t = 0; t < set.length(i); t++) {
                counts[side][t]++;
                for (int c = 0; c < set.features(); c++) {
                    sums[side][t * set.features() + c] += set.value(i, t, c);
                }
            }
        }
        double[] differences = new double[sums[0].length];
        for (int cell = 0; cell < differences.length; cell++) {
            int t = cell / set.features();
            differences[cell] = Math.abs(sums[0][cell] / counts[0][t] - sums[1][cell] / counts[1][t]);
        }
        return differences;
    }
}
