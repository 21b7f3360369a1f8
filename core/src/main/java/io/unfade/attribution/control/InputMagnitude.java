package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;

import java.util.Arrays;

/**
 * The absolute value of each cell, as the model reads it: what the series show without a model. It scores well where the
 * informative cells are simply the large ones.
 *
 * <pre>{@code
 * A_tc = |x_tc|
 * }</pre>
 */
public record InputMagnitude() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "input-magnitude",
            "control, explains nothing: the size of each cell, which a method has to beat",
            options -> new InputMagnitude());

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
        return new Explained(
                Arrays.stream(problem.inputs().values()).map(Math::abs).toArray());
    }
}
