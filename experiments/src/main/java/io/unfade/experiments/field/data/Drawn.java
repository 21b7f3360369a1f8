package io.unfade.experiments.field.data;

/**
 * One series while it is drawn. Arrays are (T, C), row-major.
 *
 * @param features C
 * @param cells its values
 * @param decisive whether each cell decides
 * @param classes the class of each step; zeros where a class belongs to the series
 */
record Drawn(int features, double[] cells, boolean[] decisive, int[] classes) {
    /** {@return a series of zeros, in which nothing decides} */
    static Drawn zeros(int steps, int features) {
        return new Drawn(features, new double[steps * features], new boolean[steps * features], new int[steps]);
    }

    int steps() {
        return classes.length;
    }

    double get(int time, int feature) {
        return cells[time * features + feature];
    }

    void set(int time, int feature, double value) {
        cells[time * features + feature] = value;
    }

    void add(int time, int feature, double value) {
        cells[time * features + feature] += value;
    }

    /** Sets the values of a feature. */
    void setFeature(int feature, double[] values) {
        for (int t = 0; t < values.length; t++) {
            set(t, feature, values[t]);
        }
    }

    /** Marks a cell as one that decides. */
    void mark(int time, int feature) {
        decisive[time * features + feature] = true;
    }

    /** Marks the cells of a feature from one step to another, which is not included. */
    void mark(int from, int to, int feature) {
        for (int t = from; t < to; t++) {
            mark(t, feature);
        }
    }
}
