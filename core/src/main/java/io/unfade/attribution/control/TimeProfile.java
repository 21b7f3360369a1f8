package io.unfade.attribution.control;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.Map;

/**
 * A number that depends on the position in time alone, and halves again and again towards the beginning: what a map
 * looks like that fades, with nothing else in it.
 *
 * <pre>{@code
 * A_tc = 2^(-(T - 1 - t) / (h T)),   T the length of the series, t = 0..T-1
 * }</pre>
 *
 * <p>An exponential rather than a straight line, because the gradient of a recurrent network is a product with one
 * factor for each step, as the references show. Its shape is known even of a model that has learned nothing.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>Y. Bengio, P. Simard, P. Frasconi: Learning Long-Term Dependencies with Gradient Descent is Difficult, IEEE
 *       Transactions on Neural Networks 5, 1994.
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi: Input-Cell Attention Reduces Vanishing Saliency
 *       of Recurrent Neural Networks, NeurIPS 2019, arXiv 1910.12370, section 3.
 * </ol>
 *
 * @param halfLife h, the steps after which it halves as a share of the series, above 0 and at most 10
 */
public record TimeProfile(double halfLife) implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "time-profile",
            "control, explains nothing: fades from the end of the series, which a method has to beat",
            options -> new TimeProfile(options.number("half-life")),
            new Kind.Option(
                    "half-life", "0.1", "where it has halved, as a share of the series, above 0 and at most 10"));

    private static final double LONGEST = 10;

    /** Checks the half-life. */
    public TimeProfile {
        Require.argument(
                halfLife > 0 && halfLife <= LONGEST,
                "time-profile: half-life must be above 0 and at most %s times the series, but was %s",
                LONGEST,
                halfLife);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("half-life", Double.toString(halfLife));
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
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
            int length = inputs.lengths()[b];
            for (int i = 0; i < inputs.cells(b); i++) {
                int fromEnd = length - 1 - i / inputs.features();
                values[inputs.offset(b) + i] = Math.pow(2, -fromEnd / (halfLife * length));
            }
        }
        return new Explained(values);
    }
}
