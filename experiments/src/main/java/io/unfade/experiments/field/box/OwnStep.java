package io.unfade.experiments.field.box;

import io.unfade.check.Require;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.KeptPrefix;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import io.unfade.model.Signature;

import java.util.stream.IntStream;

/**
 * A recurrent model of series whose steps have classes, explained at each step for the output after that step alone: what the
 * gradient by a step is of is the output after it, with the steps before as they are.
 *
 * <pre>{@code
 * f_k(x) = sum over t of output_k(x_1..x_t)
 * g_t    = d output_k(x_1..x_t) / d x_t      in place of    df_k / dx_t }</pre>
 *
 * <p>A method whose map is a weighted mean of gradients along a path of whole series, which starts at a baseline that does not
 * depend on the length, gives by this what the <i>time-forward</i> protocol gives: the method on each series that ends with a
 * step, of which the last step is kept. That would take T passes over growing series for each of the method's; here a pass
 * reads the series once, step by step. g is not the gradient of f, so no sum of a map is that of f.
 *
 * <p>Cost: a forward pass, and one forward and one backward pass over each step alone, next to those that keep the states. Uses the model, which stays its owner's.
 *
 * @param model that {@linkplain RecurrentModel#resumes keeps} the state of the first steps of a series
 */
public record OwnStep(RecurrentModel model) implements DifferentiableModel {
    /** Checks the model. */
    public OwnStep {
        Require.argument(model.resumes(), "the model must keep the state of the first steps of a series");
    }

    @Override
    public Signature signature() {
        return model.signature();
    }

    @Override
    public double noiseLevel() {
        return model.noiseLevel();
    }

    /** {@return the sum over the steps of the output of each class after each, {@code [B][K]}} */
    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        double[][][] ofPrefixes = model.outputsOfPrefixes(inputs, 1, output);
        double[][] sums = new double[ofPrefixes.length][signature().classes()];
        for (int b = 0; b < sums.length; b++) {
            for (double[] ofPrefix : ofPrefixes[b]) {
                add(ofPrefix, sums[b]);
            }
        }
        return sums;
    }

    /**
     * {@return the sums of outputs and, as their gradient, that of each step's own output}
     *
     * @param seed receives the sums of probabilities
     * @throws IllegalArgumentException if series have different numbers of steps
     */
    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        Require.argument(inputs.equalLengths(), "all series must have as many steps");
        double[][] weights = seed.of(outputs(inputs, Output.PROBABILITY));
        double[][] sums = new double[inputs.count()][signature().classes()];
        double[] gradient = new double[inputs.values().length];
        int[] all = IntStream.range(0, inputs.count()).toArray();
        KeptPrefix state = model.start(all.length);
        try {
            for (int t = 0; t < inputs.steps(); t++) {
                Inputs step = inputs.between(t, t + 1, all);
                Derivative own = state.derivative(step, output, of -> weights);
                for (int b : all) {
                    add(own.outputs()[b], sums[b]);
                    System.arraycopy(
                            own.gradient(),
                            b * inputs.features(),
                            gradient,
                            inputs.offset(b) + t * inputs.features(),
                            inputs.features());
                }
                if (t + 1 < inputs.steps()) {
                    KeptPrefix next = state.read(step, all);
                    state.close();
                    state = next;
                }
            }
        } finally {
            state.close();
        }
        return new Derivative(sums, gradient);
    }

    private static void add(double[] values, double[] sums) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += values[k];
        }
    }
}
