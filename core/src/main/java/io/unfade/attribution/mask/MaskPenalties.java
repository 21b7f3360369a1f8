package io.unfade.attribution.mask;

import io.unfade.model.Inputs;

/** Penalties of masks, of each series over its own cells. */
final class MaskPenalties {
    private MaskPenalties() {}

    /** {@return a number limited to 0..1} */
    static double clamped(double number) {
        return Math.max(0, Math.min(1, number));
    }

    /** {@return numbers limited to 0..1} */
    static double[] clamped(double[] numbers) {
        double[] limited = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            limited[i] = clamped(numbers[i]);
        }
        return limited;
    }

    /** {@return the mean over the real cells of a series} */
    static double mean(Inputs inputs, int series, double[] cells) {
        double sum = 0;
        int first = inputs.offset(series);
        for (int i = first; i < first + inputs.cells(series); i++) {
            sum += cells[i];
        }
        return sum / inputs.cells(series);
    }

    /** {@return the mean of |m_t+1 - m_t| over a series; 0 of a single step} */
    static double variation(Inputs inputs, int series, double[] mask) {
        double sum = 0;
        int first = inputs.offset(series);
        int width = inputs.features();
        for (int i = first + width; i < first + inputs.cells(series); i++) {
            sum += Math.abs(mask[i] - mask[i - width]);
        }
        return sum / changes(inputs, series);
    }

    /** Adds the gradient of the variation of a series times a weight. */
    static void addVariation(Inputs inputs, int series, double[] mask, double weight, double[] gradient) {
        int changes = changes(inputs, series);
        int first = inputs.offset(series);
        int width = inputs.features();
        for (int i = first + width; i < first + inputs.cells(series); i++) {
            double slope = weight * Math.signum(mask[i] - mask[i - width]) / changes;
            gradient[i] += slope;
            gradient[i - width] -= slope;
        }
    }

    private static int changes(Inputs inputs, int series) {
        return Math.max(1, inputs.cells(series) - inputs.features());
    }
}
