package io.unfade.fmri.prepare;

/** Scans left out because of head motion. */
final class Censored {
    private Censored() {}

    /**
     * {@return all scans: those left out are interpolated linearly between kept neighbours, and equal the nearest kept
     * one at the edges; windows need evenly spaced scans}
     *
     * @param values the kept scans, in order, at least one
     * @param kept for every scan, whether it was kept
     */
    static double[][] filled(double[][] values, boolean[] kept) {
        double[][] whole = new double[kept.length][];
        int next = 0; // the first kept scan not yet passed
        int lastAt = -1;
        for (int t = 0; t < kept.length; t++) {
            if (kept[t]) {
                whole[t] = values[next++];
                lastAt = t;
            } else if (lastAt < 0) {
                whole[t] = values[0].clone();
            } else if (next == values.length) {
                whole[t] = values[next - 1].clone();
            } else {
                int nextAt = t + 1;
                while (!kept[nextAt]) {
                    nextAt++;
                }
                whole[t] = between(values[next - 1], values[next], (double) (t - lastAt) / (nextAt - lastAt));
            }
        }
        return whole;
    }

    private static double[] between(double[] left, double[] right, double share) {
        double[] mixed = new double[left.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = left[i] + share * (right[i] - left[i]);
        }
        return mixed;
    }
}
