package io.unfade.fmri.map;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Keyed;
import io.unfade.check.Require;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The mean saliency map of each class, over its series: every region at every step of the window. Immutable. */
public final class ClassMaps {
    private final double[][][] means;
    private final double[][] task;
    private final int[] counts;
    private final int[] measured;

    private ClassMaps(int classes, SaliencyMaps maps) {
        means = new double[classes][maps.steps()][maps.features()];
        task = new double[classes][maps.features()];
        counts = new int[classes];
        measured = new int[classes];
    }

    /** The quantity averaged. */
    public enum Value implements Keyed {
        /** |saliency|: importance. */
        ABSOLUTE {
            @Override
            double of(double saliency, double total) {
                return Math.abs(saliency);
            }
        },
        /** Signed saliency: for or against the class. */
        SIGNED {
            @Override
            double of(double saliency, double total) {
                return saliency;
            }
        },
        /**
         * |saliency| as a share of the series' total, so that every series has equal weight. A series without saliency
         * has no shares and is left out.
         */
        SHARE {
            @Override
            double of(double saliency, double total) {
                return Math.abs(saliency) / total;
            }
        };

        abstract double of(double saliency, double total);
    }

    /**
     * {@return the mean map of each class; NaN for classes without values}
     *
     * @param maps of series of equal length
     * @param classOf the class of each series
     * @param onTask which steps of each series are on task; if none is, all count
     * @param classes K
     * @param value the quantity averaged
     * @throws IllegalArgumentException if the series differ in length
     */
    public static ClassMaps of(SaliencyMaps maps, int[] classOf, boolean[][] onTask, int classes, Value value) {
        Require.size("the classes of the maps", maps.count(), classOf.length);
        Require.size("the steps on task of the maps", maps.count(), onTask.length);
        Require.argument(
                IntStream.range(0, maps.count()).allMatch(i -> maps.length(i) == maps.steps()),
                "mean maps need series of equal length");
        ClassMaps result = new ClassMaps(classes, maps);
        for (int i = 0; i < maps.count(); i++) {
            result.counts[classOf[i]]++;
            double total = DoubleStream.of(maps.absolute(i)).sum();
            if (value != Value.SHARE || total > 0) {
                result.measured[classOf[i]]++;
                result.add(maps, i, classOf[i], onTask[i], cell -> value.of(cell, total));
            }
        }
        for (int k = 0; k < classes; k++) {
            for (double[] step : result.means[k]) {
                divide(step, result.measured[k]);
            }
            divide(result.task[k], result.measured[k]);
        }
        return result;
    }

    private static void divide(double[] sums, int count) {
        for (int r = 0; r < sums.length; r++) {
            sums[r] = count == 0 ? Double.NaN : sums[r] / count;
        }
    }

    private void add(SaliencyMaps maps, int series, int index, boolean[] onTask, DoubleUnaryOperator value) {
        long wanted = IntStream.range(0, maps.steps()).filter(t -> onTask[t]).count();
        double steps = wanted == 0 ? maps.steps() : wanted;
        for (int t = 0; t < maps.steps(); t++) {
            for (int r = 0; r < maps.features(); r++) {
                double cell = value.applyAsDouble(maps.value(series, t, r));
                means[index][t][r] += cell;
                task[index][r] += wanted == 0 || onTask[t] ? cell / steps : 0;
            }
        }
    }

    /** {@return K} */
    public int classes() {
        return counts.length;
    }

    /** {@return the number of series of a class} */
    public int count(int index) {
        return counts[index];
    }

    /** {@return the number of series averaged: for shares, those with any saliency} */
    public int measured(int index) {
        return measured[index];
    }

    /** {@return the steps of the window} */
    public int steps() {
        return means[0].length;
    }

    /** {@return the mean of every region at one step; a copy} */
    public double[] at(int index, int step) {
        return means[index][step].clone();
    }

    /** {@return the mean of every region over the steps on task, with equal weight per series; a copy} */
    public double[] onTask(int index) {
        return task[index].clone();
    }
}
