package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Inputs;

import java.util.HashMap;
import java.util.Map;

/**
 * The value of each cell times how much the mean of its class differs from that of the other classes, in the background:
 * what the training series show without a model.
 *
 * <pre>{@code
 * w_tc = mean of z_tc over z of the explained class - mean of z_tc over the others
 * A_tc = x_tc w_tc, or w_tc with map=weights
 * }</pre>
 *
 * <p>These are the contributions to a linear classifier whose weights are the differences of means.
 *
 * @param map what is shown of that classifier
 */
public record MeanDifference(LinearMap map) implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "mean-difference",
            "control, explains nothing: how classes differ in the background, which a method has to beat",
            options -> new MeanDifference(options.choice("map", LinearMap.class)),
            LinearMap.option(LinearMap.CONTRIBUTIONS));

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("map", map.key());
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        Map<Integer, double[]> known = new HashMap<>();
        return new Explained(map.of(
                inputs,
                problem.targets(),
                target -> known.computeIfAbsent(
                        target,
                        any -> ClassAgainstRest.of(problem.background(), target, KIND.key())
                                .differences(inputs.steps() * inputs.features()))));
    }
}
