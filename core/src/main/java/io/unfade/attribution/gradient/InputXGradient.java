package io.unfade.attribution.gradient;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.model.DifferentiableModel;

/**
 * The gradient times the standardised input: the contribution of each cell to the first-order expansion of the output
 * at 0.
 *
 * <pre>{@code
 * A_tc = x_tc d f(x) / d x_tc
 * }</pre>
 *
 * Signed, in units of the output. Exact for a linear function without a constant; otherwise not complete. Cost: one
 * forward and one backward pass.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje: Not Just a Black Box: Learning Important Features Through
 *       Propagating Activation Differences, 2016, arXiv 1605.01713, section 2.
 * </ol>
 */
public record InputXGradient() implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND =
            new Kind("input-x-gradient", "the slope times the value of each cell", options -> new InputXGradient());

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(0, 1);
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        double[] values = problem.gradient();
        double[] x = problem.inputs().values();
        for (int i = 0; i < values.length; i++) {
            values[i] *= x[i];
        }
        return new Explained(values);
    }
}
