package io.unfade.train.augment;

import io.unfade.model.Inputs;
import org.apache.commons.numbers.arrays.Selection;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Replaces the cells of series that have the smallest gradients by random values, see {@link SaliencyGuidance}. */
public final class LeastSalient {
    private LeastSalient() {}

    /**
     * {@return a copy of series in which some cells are replaced}
     *
     * @param gradient of each cell, in the layout of the inputs
     * @param share of the cells of each series, rounded to the nearest number; of equal gradients the earlier ones
     * @param seeds of the values of each series
     */
    public static Inputs replaced(Inputs inputs, double[] gradient, double share, long[] seeds) {
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            replace(values, inputs.offset(b), inputs.cells(b), inputs.features(), gradient, share, seeds[b]);
        }
        return inputs.with(values);
    }

    private static void replace(
            double[] values, int first, int cells, int features, double[] gradient, double share, long seed) {
        int count = (int) Math.round(share * cells);
        if (count == 0) {
            return;
        }
        double[] sizes = new double[cells];
        Arrays.setAll(sizes, i -> Math.abs(gradient[first + i]));
        double largest = largestOfSmallest(sizes.clone(), count);
        long below = Arrays.stream(sizes).filter(size -> size < largest).count();
        int equal = count - (int) below;
        double[] ranges = ranges(values, first, cells, features);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < cells; i++) {
            if (sizes[i] < largest || (sizes[i] == largest && equal-- > 0)) {
                double low = ranges[2 * (i % features)];
                double high = ranges[2 * (i % features) + 1];
                values[first + i] = low + random.nextDouble() * (high - low);
            }
        }
    }

    private static double largestOfSmallest(double[] sizes, int count) {
        Selection.select(sizes, count - 1);
        return sizes[count - 1];
    }

    /** {@return the least and the largest value of each feature} */
    private static double[] ranges(double[] values, int first, int cells, int features) {
        double[] ranges = new double[2 * features];
        for (int c = 0; c < features; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = first + c; i < first + cells; i += features) {
                low = Math.min(low, values[i]);
                high = Math.max(high, values[i]);
            }
            ranges[2 * c] = low;
            ranges[2 * c + 1] = high;
        }
        return ranges;
    }
}
