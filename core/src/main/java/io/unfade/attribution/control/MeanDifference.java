package io.unfade.attribution.control;

import io.unfade.attribution.Background;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.HashMap;
import java.util.Map;

/**
 * The value of each cell times how much the mean of its class differs from that of the other classes, in the background:
 * what the training series show without a model.
 *
 * <pre>{@code
 * A_tc = x_tc (mean of z_tc over z of the explained class - mean of z_tc over the others)
 * }</pre>
 *
 * <p>These are the contributions to a linear classifier whose weights are the differences of means.
 */
public record MeanDifference() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "mean-difference",
            "control, explains nothing: how classes differ in the background, which a method has to beat",
            options -> new MeanDifference());

    @Override
    public Kind kind() {
        return KIND;
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
        int[] targets = problem.targets();
        Map<Integer, double[]> known = new HashMap<>();
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            double[] difference = known.computeIfAbsent(
                    targets[b], target -> difference(problem.background(), target, inputs.steps() * inputs.features()));
            for (int i = 0; i < inputs.cells(b); i++) {
                values[inputs.offset(b) + i] *= difference[i];
            }
        }
        return new Explained(values);
    }

    private static double[] difference(Background background, int target, int cells) {
        Require.argument(background.hasLabels(), "mean-difference needs a background with labels, but it has none");
        int own = 0;
        for (int i = 0; i < background.count(); i++) {
            own += background.label(i) == target ? 1 : 0;
        }
        int others = background.count() - own;
        Require.argument(
                own > 0 && others > 0,
                "mean-difference needs series of the explained class and of others in the background, but of class %d"
                        + " there are %d of %d",
                target,
                own,
                background.count());
        double[] difference = new double[cells];
        for (int i = 0; i < background.count(); i++) {
            double weight = background.label(i) == target ? 1.0 / own : -1.0 / others;
            for (int cell = 0; cell < cells; cell++) {
                difference[cell] += weight * background.cell(i, cell);
            }
        }
        return difference;
    }
}
