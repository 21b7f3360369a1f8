package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.check.Keyed;
import io.unfade.model.Inputs;

import java.util.function.IntFunction;

/** What a map shows of a linear function of the cells. */
public enum LinearMap implements Keyed {
    /** The weight of each cell, which is the same for all series of a class. */
    WEIGHTS,

    /** The weight of each cell times its value. */
    CONTRIBUTIONS;

    static Kind.Option option(LinearMap usual) {
        return new Kind.Option(
                "map",
                usual.key(),
                "weights of the cells, the same for all series of a class, or contributions: times x");
    }

    /**
     * {@return the maps of some series}
     *
     * @param weights by class, row-major (time, feature); of cells after them 0
     */
    double[] of(Inputs inputs, int[] targets, IntFunction<double[]> weights) {
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            double[] ofClass = weights.apply(targets[b]);
            int from = inputs.offset(b);
            for (int i = 0; i < Math.min(inputs.cells(b), ofClass.length); i++) {
                values[from + i] = ofClass[i] * (this == WEIGHTS ? 1 : inputs.values()[from + i]);
            }
        }
        return values;
    }
}
