package io.unfade.attribution.gradient;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.DifferentiableModel;

/**
 * The gradient of the explained output with respect to the standardised input.
 *
 * <pre>{@code
 * A_tc = d f(x) / d x_tc
 * }</pre>
 *
 * Signed. The unit is output per standard deviation of the feature, so features of different units are comparable;
 * without standardisation it is output per unit of the feature. Exact, in evaluation mode. Cost: one forward and one
 * backward pass.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. Simonyan, A. Vedaldi, A. Zisserman: Deep Inside Convolutional Networks: Visualising Image Classification
 *       Models and Saliency Maps, 2013, arXiv 1312.6034, section 3.
 * </ol>
 *
 * Differs from the paper: no absolute value is taken here.
 */
public record Gradient() implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND =
            new Kind("gradient", "the slope of the output at the series as they are", options -> new Gradient());

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
    public Unit unit() {
        return Unit.SLOPE;
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        return new Explained(problem.gradient());
    }
}
