package io.unfade.attribution;

import io.unfade.check.Keyed;
import io.unfade.model.Inputs;

/** An uninformative input, in the network's units. A function of each series only. */
public enum Baseline implements Keyed {
    /** 0: the mean of the training series where the model standardises by it. */
    ZERO,
    /** The mean of each feature over the real steps of the series itself. */
    MEAN;

    /** {@return the baseline of each series, {@code (B, T, C)} row-major; padding is 0} */
    public double[] of(Inputs inputs) {
        double[] values = new double[inputs.values().length];
        if (this == ZERO) {
            return values;
        }
        int features = inputs.features();
        for (int b = 0; b < inputs.count(); b++) {
            int from = inputs.offset(b);
            for (int c = 0; c < features; c++) {
                double sum = 0;
                for (int cell = c; cell < inputs.cells(b); cell += features) {
                    sum += inputs.values()[from + cell];
                }
                for (int cell = c; cell < inputs.cells(b); cell += features) {
                    values[from + cell] = sum / inputs.lengths()[b];
                }
            }
        }
        return values;
    }
}
