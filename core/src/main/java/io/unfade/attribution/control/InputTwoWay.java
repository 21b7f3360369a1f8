package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Inputs;

/**
 * The geometric mean of how large the sum of a cell's step and the sum of its feature are: which rows and columns of the
 * series stand out, without a model. Finds boxes whose cells have a mean other than 0.
 *
 * <pre>{@code
 * A_tc = sqrt(|sum over c' of x_tc'| |sum over t' of x_t'c|)
 * }</pre>
 *
 * <p>Over the real steps of the series, as the model reads them.
 */
public record InputTwoWay() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "input-two-way",
            "control, explains nothing: the steps and features whose sums are large, which a method has to beat",
            options -> new InputTwoWay());

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Unit unit() {
        return Unit.INPUT;
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            double[] ofSteps = new double[inputs.lengths()[b]];
            double[] ofFeatures = new double[inputs.features()];
            for (int i = 0; i < inputs.cells(b); i++) {
                double value = inputs.values()[inputs.offset(b) + i];
                ofSteps[i / inputs.features()] += value;
                ofFeatures[i % inputs.features()] += value;
            }
            for (int i = 0; i < inputs.cells(b); i++) {
                values[inputs.offset(b) + i] = Math.sqrt(Math.abs(ofSteps[i / inputs.features()]))
                        * Math.sqrt(Math.abs(ofFeatures[i % inputs.features()]));
            }
        }
        return new Explained(values);
    }
}
