package io.unfade.attribution.mask;

import io.unfade.model.Inputs;

/**
 * Cells that fade to a reference.
 *
 * <pre>{@code
 * x' = m x + (1 - m) r }</pre>
 *
 * @param x the series {@code (B, T, C)}
 * @param reference r {@code (B, T, C)}; 0 in the padding
 */
record Fade(double[] x, double[] reference) implements Perturbation {
    /**
     * {@return a fade to the mean of each feature over the steps around each step, as far as the series has them}
     *
     * @param width steps to each side; 0 for all
     */
    static Fade toMovingAverage(Inputs inputs, int width) {
        double[] averages = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            int length = inputs.lengths()[b];
            int reach = width == 0 ? length : width;
            for (int t = 0; t < length; t++) {
                int from = Math.max(0, t - reach);
                int to = Math.min(length, t + reach + 1);
                for (int c = 0; c < inputs.features(); c++) {
                    double sum = 0;
                    for (int s = from; s < to; s++) {
                        sum += inputs.values()[inputs.offset(b) + s * inputs.features() + c];
                    }
                    averages[inputs.offset(b) + t * inputs.features() + c] = sum / (to - from);
                }
            }
        }
        return new Fade(inputs.values(), averages);
    }

    @Override
    public double[] of(double[] mask) {
        double[] masked = new double[x.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = mask[i] * x[i] + (1 - mask[i]) * reference[i];
        }
        return masked;
    }

    @Override
    public double[] gradient(double[] mask, double[] gradient) {
        double[] ofMask = new double[x.length];
        for (int i = 0; i < ofMask.length; i++) {
            ofMask[i] = gradient[i] * (x[i] - reference[i]);
        }
        return ofMask;
    }
}
