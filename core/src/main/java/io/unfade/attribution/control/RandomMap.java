package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Inputs;

import java.util.Random;

/**
 * Normal noise, from the random stream of each series: what no knowledge at all gives.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Hooker, D. Erhan, P.-J. Kindermans, B. Kim: A Benchmark for Interpretability Methods in Deep Neural Networks,
 *       NeurIPS 2019, arXiv 1806.10758, section 4 (random importance as a control).
 * </ol>
 */
public record RandomMap() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "random", "control, explains nothing: noise, which a method has to beat", options -> new RandomMap());

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] values = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            Random random = problem.random(b, KIND.key());
            for (int i = 0; i < inputs.cells(b); i++) {
                values[inputs.offset(b) + i] = random.nextGaussian();
            }
        }
        return new Explained(values);
    }
}
