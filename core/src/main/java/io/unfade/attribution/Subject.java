package io.unfade.attribution;

import io.unfade.model.DifferentiableModel;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The series to explain as they are, and the function f of each, which also applies to variants of them. The class of
 * each is chosen once, from the outputs of the series as they are. For use by one thread.
 */
final class Subject {
    /** Chooses the class of each series, from probabilities {@code [B][K]}. */
    @FunctionalInterface
    interface Choice {
        int[] of(double[][] probabilities);
    }

    /**
     * What is asked about a model, of any series.
     *
     * @param output the output to explain
     * @param seed of random streams
     * @param beforePass receives the number of series before each pass of the model; may throw to end the work
     */
    record Query(Model model, Output output, long seed, IntConsumer beforePass) {
        private double[][] outputs(Inputs inputs, Output wanted) {
            beforePass.accept(inputs.count());
            return model.outputs(inputs, wanted);
        }

        private Derivative derivative(Inputs inputs, DifferentiableModel.Seed weights) {
            if (!(model instanceof DifferentiableModel differentiable)) {
                throw new IllegalStateException("the model provides no gradients; Explainer.check says so before");
            }
            beforePass.accept(inputs.count());
            return differentiable.derivative(inputs, output, weights);
        }
    }

    private final Query query;
    private final Inputs inputs;
    private final List<String> ids;
    private final Choice choice;
    private int @Nullable [] targets;
    private double @Nullable [] @Nullable [] probabilities;

    /**
     * A subject.
     *
     * @param inputs the B series
     * @param ids of the series; random streams are derived from them
     * @param choice of the classes
     */
    Subject(Query query, Inputs inputs, List<String> ids, Choice choice) {
        this.query = query;
        this.inputs = inputs;
        this.ids = ids;
        this.choice = choice;
    }

    Query query() {
        return query;
    }

    Inputs inputs() {
        return inputs;
    }

    String id(int row) {
        return ids.get(row % ids.size());
    }

    /** {@return a subject of other series for some of these, in that order; their classes remain} */
    Subject with(Inputs others, int... rows) {
        int[] chosen = targets();
        int[] kept = IntStream.of(rows).map(row -> chosen[row]).toArray();
        return new Subject(query, others, IntStream.of(rows).mapToObj(ids::get).toList(), ofClasses -> kept)
                .withTargets(kept);
    }

    /** {@return this, with given classes} */
    Subject withTargets(int... given) {
        targets = given;
        return this;
    }

    /** {@return the class of each series} */
    int[] targets() {
        int[] chosen = targets;
        return chosen == null ? choose(query.outputs(inputs, Output.PROBABILITY)) : chosen;
    }

    /** {@return the probabilities of the series as they are, {@code [B][K]}} */
    double[][] probabilities() {
        double[][] known = probabilities;
        if (known == null) {
            known = query.outputs(inputs, Output.PROBABILITY);
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

    /** {@return f of each series as it is} */
    double[] values() {
        int[] classes = targets();
        double[][] known = query.output() == Output.PROBABILITY ? probabilities : null;
        return values(known == null ? query.outputs(inputs, query.output()) : known, classes);
    }

    /** {@return f of each row of any number of variants of all series} */
    double[] values(Inputs variants) {
        int[] classes = targets();
        return values(query.outputs(variants, query.output()), classes);
    }

    private static double[] values(double[][] outputs, int[] classes) {
        double[] values = new double[outputs.length];
        Arrays.setAll(values, row -> outputs[row][classes[row % classes.length]]);
        return values;
    }

    /** {@return df/dx of each series as it is, {@code (B, T, C)}; the pass also chooses the classes} */
    double[] gradient() {
        return query.derivative(inputs, ofClasses -> {
                    int[] known = targets;
                    return weights(known == null ? choose(ofClasses) : known, ofClasses);
                })
                .gradient();
    }

    /** {@return df/dx of each row of any number of variants of all series, {@code (rows, T, C)}} */
    double[] gradient(Inputs variants) {
        int[] classes = targets();
        return query.derivative(variants, ofClasses -> weights(classes, ofClasses))
                .gradient();
    }

    private static double[][] weights(int[] classes, double[][] ofClasses) {
        double[][] weights = new double[ofClasses.length][ofClasses[0].length];
        for (int row = 0; row < weights.length; row++) {
            weights[row][classes[row % classes.length]] = 1;
        }
        return weights;
    }
}
