package io.unfade.attribution.control;

import io.unfade.attribution.Background;
import io.unfade.check.Require;

/**
 * The series of a background of one class and those of the others.
 *
 * @param background with labels
 * @param target the class
 * @param own how many series are of it
 * @param others how many are not
 */
record ClassAgainstRest(Background background, int target, int own, int others) {
    /**
     * {@return the two groups}
     *
     * @param method the name of the method that needs them
     * @throws IllegalArgumentException if the background has no labels, or one of the groups has no series
     */
    static ClassAgainstRest of(Background background, int target, String method) {
        Require.argument(background.hasLabels(), "%s needs a background with labels, but it has none", method);
        int own = 0;
        for (int i = 0; i < background.count(); i++) {
            own += background.label(i) == target ? 1 : 0;
        }
        int others = background.count() - own;
        Require.argument(
                own > 0 && others > 0,
                "%s needs series of the explained class and of others in the background, but of class %d there are %d"
                        + " of %d",
                method,
                target,
                own,
                background.count());
        return new ClassAgainstRest(background, target, own, others);
    }

    /** {@return the mean of each of the first cells in the class, minus that in the others} */
    double[] differences(int cells) {
        double[] differences = new double[cells];
        for (int i = 0; i < background.count(); i++) {
            double weight = isOwn(i) ? 1.0 / own : -1.0 / others;
            for (int cell = 0; cell < cells; cell++) {
                differences[cell] += weight * background.cell(i, cell);
            }
        }
        return differences;
    }

    /** {@return the variance of each of the first cells within the groups, pooled; 0 of only two series} */
    double[] variances(int cells) {
        double[][] means = new double[2][cells];
        for (int i = 0; i < background.count(); i++) {
            double[] mean = means[isOwn(i) ? 0 : 1];
            int size = isOwn(i) ? own : others;
            for (int cell = 0; cell < cells; cell++) {
                mean[cell] += background.cell(i, cell) / size;
            }
        }
        double[] variances = new double[cells];
        for (int i = 0; i < background.count(); i++) {
            double[] mean = means[isOwn(i) ? 0 : 1];
            for (int cell = 0; cell < cells; cell++) {
                double deviation = background.cell(i, cell) - mean[cell];
                variances[cell] += deviation * deviation / Math.max(1, own + others - 2);
            }
        }
        return variances;
    }

    private boolean isOwn(int series) {
        return background.label(series) == target;
    }
}
