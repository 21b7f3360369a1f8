package io.unfade.serve.array;

import io.unfade.attribution.SaliencyFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A file of maps, looked at one series at a time. */
public interface MapsView {
    /** {@return what there is one of for each series, and how the maps were made} */
    SaliencyFile.Outline outline();

    /** {@return the map of a series, signed; index below the outline's count} */
    Matrix values(int index) throws IOException;

    /**
     * {@return the mean of |saliency| at each cell, over the series that have it; NaN where none has}
     *
     * @param target index of the class that was explained; null for all
     */
    Matrix mean(@Nullable Integer target) throws IOException;

    /** {@return what this view holds in memory, in bytes, about} */
    long weight();

    /** Sums of |cells|, to take means of. */
    final class Mean {
        private final double[] sums;
        private final int[] counts;

        Mean(int cells) {
            sums = new double[cells];
            counts = new int[cells];
        }

        void add(int cell, double value) {
            if (!Double.isNaN(value)) {
                sums[cell] += Math.abs(value);
                counts[cell]++;
            }
        }

        Matrix matrix(int steps, int features) {
            float[] values = new float[sums.length];
            for (int cell = 0; cell < values.length; cell++) {
                values[cell] = counts[cell] == 0 ? Float.NaN : (float) (sums[cell] / counts[cell]);
            }
            return new Matrix(steps, features, values);
        }
    }
}
