package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.math.Seeds;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Series to explain: the function f, the inputs, and the class of each.
 *
 * <p>The class of each series is chosen once, from the outputs of the unperturbed series; f at any other input is the
 * output of that class. For use by one thread.
 */
public final class Problem {
    private final Model model;
    private final Inputs inputs;
    private final Output output;
    private final List<String> ids;
    private final long seed;
    private final Choice choice;

    /** Chooses the class of each series, from probabilities {@code [B][K]}. */
    @FunctionalInterface
    interface Choice {
        int[] of(double[][] probabilities);
    }

    private final IntConsumer beforePass;
    private int @Nullable [] targets;
    private double @Nullable [] @Nullable [] probabilities;

    /**
     * A problem.
     *
     * @param inputs the B series
     * @param output the output to explain
     * @param ids of the series; random streams are derived from them
     * @param choice of the classes
     * @param beforePass receives the number of series before each pass over some; may throw to end the work
     */
    Problem(
            Model model,
            Inputs inputs,
            Output output,
            List<String> ids,
            long seed,
            Choice choice,
            IntConsumer beforePass) {
        this.beforePass = beforePass;
        this.model = model;
        this.inputs = inputs;
        this.output = output;
        this.ids = ids;
        this.seed = seed;
        this.choice = choice;
    }

    /**
     * {@return the problem with given classes}
     *
     * @param targets the class of each series, 0..K-1
     */
    public static Problem of(Model model, Inputs inputs, Output output, List<String> ids, long seed, int... targets) {
        Require.argument(
                ids.size() == inputs.count() && targets.length == inputs.count(),
                "%d series need as many ids and targets, but have %d and %d",
                inputs.count(),
                ids.size(),
                targets.length);
        return new Problem(model, inputs, output, ids, seed, outputs -> targets, rows -> {}).withTargets(targets);
    }

    /** {@return the series} */
    public Inputs inputs() {
        return inputs;
    }

    /** {@return the same f at other inputs; the classes remain those of the unperturbed series} */
    public Problem at(double[] values) {
        int[] fixed = targets();
        return new Problem(model, inputs.with(values), output, ids, seed, choice, beforePass).withTargets(fixed);
    }

    /** {@return the model, for methods that need its recurrent layers} */
    public RecurrentModel recurrentModel() {
        if (model instanceof RecurrentModel recurrent) {
            return recurrent;
        }
        throw new IllegalStateException("the model has no recurrent layers; Explainer.check says so before");
    }

    /** {@return the output to explain} */
    public Output output() {
        return output;
    }

    /** {@return the weight of each class's output in f of a series: 1 for the explained class, 0 for others} */
    public double[] classWeights(int series) {
        return oneHot(targets(), model.signature().classes())[series];
    }

    /**
     * Counts a pass that a method makes itself over some series.
     *
     * @throws java.util.concurrent.CancellationException if the work is to end
     */
    public void countPass(int series) {
        beforePass.accept(series);
    }

    private Problem withTargets(int... given) {
        targets = given;
        return this;
    }

    private double[][] outputs(Inputs at, Output wanted) {
        beforePass.accept(inputs.count());
        return model.outputs(at, wanted);
    }

    /** {@return the class of each series} */
    int[] targets() {
        int[] chosen = targets;
        return chosen == null ? choose(outputs(inputs, Output.PROBABILITY)) : chosen;
    }

    /** {@return the probabilities of the unperturbed series, {@code [B][K]}} */
    double[][] probabilities() {
        double[][] known = probabilities;
        if (known == null) {
            known = outputs(inputs, Output.PROBABILITY);
            if (targets == null) {
                choose(known);
            }
            probabilities = known;
        }
        return known;
    }

    private int[] choose(double[][] ofSeries) {
        int[] chosen = choice.of(ofSeries);
        probabilities = ofSeries;
        targets = chosen;
        return chosen;
    }

    /** {@return f of each series} */
    public double[] values() {
        int[] classes = targets();
        double[][] known = output == Output.PROBABILITY ? probabilities : null;
        return values(known == null ? outputs(inputs, output) : known, classes);
    }

    /** {@return f of each series at other values {@code (B, T, C)}} */
    public double[] values(double[] values) {
        int[] classes = targets();
        return values(outputs(inputs.with(values), output), classes);
    }

    /** {@return for each series the sum of the cells of a map minus f(x) - f(b), for a baseline b {@code (B, T, C)}} */
    public double[] gaps(double[] maps, double[] baseline) {
        double[] gaps = values(baseline);
        double[] values = values();
        for (int b = 0; b < gaps.length; b++) {
            double sum = 0;
            int first = inputs.offset(b);
            for (int i = 0; i < inputs.cells(b); i++) {
                sum += maps[first + i];
            }
            gaps[b] = sum - (values[b] - gaps[b]);
        }
        return gaps;
    }

    private static double[] values(double[][] outputs, int[] classes) {
        double[] values = new double[classes.length];
        Arrays.setAll(values, b -> outputs[b][classes[b]]);
        return values;
    }

    /** {@return df/dx of each series, {@code (B, T, C)} row-major; one forward and one backward pass} */
    public double[] gradient() {
        return gradient(inputs);
    }

    /** {@return df/dx at other values {@code (B, T, C)} of the series} */
    public double[] gradient(double[] values) {
        targets();
        return gradient(inputs.with(values));
    }

    private double[] gradient(Inputs at) {
        if (!(model instanceof DifferentiableModel differentiable)) {
            throw new IllegalStateException("the model provides no gradients; Explainer.check says so before");
        }
        beforePass.accept(inputs.count());
        Derivative derivative = differentiable.derivative(at, output, ofClasses -> {
            int[] known = targets; // null only at the unperturbed series, so one pass serves both
            return oneHot(known == null ? choose(ofClasses) : known, ofClasses[0].length);
        });
        return derivative.gradient();
    }

    private static double[][] oneHot(int[] targets, int classes) {
        double[][] seed = new double[targets.length][classes];
        for (int b = 0; b < seed.length; b++) {
            seed[b][targets[b]] = 1;
        }
        return seed;
    }

    /** {@return a new random stream of a series, derived from its id and so independent of the batch} */
    public Random random(int series) {
        return new Random(Seeds.derive(seed, ids.get(series)));
    }
}
