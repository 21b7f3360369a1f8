package io.unfade.fmri.region;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import org.apache.commons.statistics.descriptive.Median;

import java.util.Arrays;

/** The reduction of a region's voxels to one number per scan; the strategies of nilearn's labels masker. */
public enum Reduction implements Keyed {
    /** Arithmetic mean. */
    MEAN {
        @Override
        double of(double[] values, int count) {
            return sum(values, count) / count;
        }
    },
    /** The middle value; the mean of the two middle ones of an even number. */
    MEDIAN {
        @Override
        double of(double[] values, int count) {
            return Median.withDefaults().evaluateRange(values, 0, count);
        }
    },
    /** Sum. */
    SUM {
        @Override
        double of(double[] values, int count) {
            return sum(values, count);
        }
    },
    /** Least value. */
    MINIMUM {
        @Override
        double of(double[] values, int count) {
            return Arrays.stream(values, 0, count).min().orElse(Double.NaN);
        }
    },
    /** Greatest value. */
    MAXIMUM {
        @Override
        double of(double[] values, int count) {
            return Arrays.stream(values, 0, count).max().orElse(Double.NaN);
        }
    },
    /** Standard deviation, divided by the number of voxels. */
    STANDARD_DEVIATION {
        @Override
        double of(double[] values, int count) {
            return Math.sqrt(variance(values, count));
        }
    },
    /** Variance, divided by the number of voxels. */
    VARIANCE {
        @Override
        double of(double[] values, int count) {
            return variance(values, count);
        }
    };

    abstract double of(double[] values, int count);

    /**
     * {@return the number for a region}
     *
     * @param values of its voxels; not changed
     * @param count the number of values to use, from the first, at least 1
     */
    public final double reduce(double[] values, int count) {
        Require.argument(
                count >= 1 && count <= values.length, "a region needs 1..%d values, but has %d", values.length, count);
        return of(values, count);
    }

    private static double sum(double[] values, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double variance(double[] values, int count) {
        double mean = sum(values, count) / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return squares / count;
    }
}
