package io.unfade.fmri.clean;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;

/**
 * A filter run forwards and backwards. Each series is extended by its own values, reflected about the first and the
 * last ({@code 2 x_0 - x_i}), and each pass starts from the steady state of its first value, so edge effects are small.
 * Equal to SciPy's {@code sosfiltfilt} with default padding.
 */
final class ZeroPhase {
    private ZeroPhase() {}

    /**
     * {@return filtered columns, as a new matrix}
     *
     * <p>Takes O(scans x columns) time, and as much additional memory as the rows.
     *
     * @param rows (scans, columns)
     * @throws IllegalArgumentException if there are no more scans than the padding needs
     */
    static double[][] filtered(double[][] rows, Filter.Butterworth filter, double repetitionTime) {
        int padding = ButterworthDesign.padding(filter);
        Require.argument(
                rows.length > padding,
                "this Butterworth filter needs more than %d scans, but there are %d; use a cosine filter or none",
                padding,
                rows.length);
        double[][] padded = padded(rows, padding);
        List<Section> sections = ButterworthDesign.sections(filter, repetitionTime);
        run(padded, sections, false);
        run(padded, sections, true);
        return Arrays.copyOfRange(padded, padding, padding + rows.length);
    }

    private static void run(double[][] rows, List<Section> sections, boolean backwards) {
        double[] level = rows[backwards ? rows.length - 1 : 0].clone();
        for (Section section : sections) {
            section.apply(rows, backwards, level);
        }
    }

    private static double[][] padded(double[][] rows, int padding) {
        int last = rows.length - 1;
        double[][] padded = new double[rows.length + 2 * padding][];
        for (int t = 0; t < rows.length; t++) {
            padded[padding + t] = rows[t].clone();
        }
        for (int i = 1; i <= padding; i++) {
            padded[padding - i] = mirrored(rows[0], rows[i]);
            padded[padding + last + i] = mirrored(rows[last], rows[last - i]);
        }
        return padded;
    }

    private static double[] mirrored(double[] centre, double[] row) {
        double[] mirrored = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            mirrored[i] = 2 * centre[i] - row[i];
        }
        return mirrored;
    }
}
