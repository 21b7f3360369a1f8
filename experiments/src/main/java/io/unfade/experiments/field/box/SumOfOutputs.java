package io.unfade.experiments.field.box;

import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;

import java.util.Arrays;
import java.util.EnumSet;

/**
 * A model seen through the sum of the logits of all its classes, as one output, for methods that explain one number of a
 * model that has a vector. Uses the model, which stays its owner's.
 *
 * @param model whose logits are summed
 */
public record SumOfOutputs(DifferentiableModel model) implements DifferentiableModel {
    @Override
    public Signature signature() {
        Signature of = model.signature();
        return new Signature(
                of.features(),
                1,
                new Signature.Names(null, of.names().ofFeatures()),
                of.standardizer(),
                of.precision(),
                EnumSet.of(Output.LOGIT, Output.PROBABILITY),
                of.masksPadding());
    }

    /** {@return the sum of the logits of each series, {@code [B][1]}; the probability of an only class is 1} */
    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        return output == Output.PROBABILITY ? ones(inputs.count()) : summed(model.outputs(inputs, Output.LOGIT));
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        boolean constant = output == Output.PROBABILITY;
        Derivative ofAll = model.derivative(inputs, Output.LOGIT, new Seed() {
            @Override
            public double[][] of(double[][] probabilities) {
                return spread(seed.of(ones(probabilities.length)), probabilities[0].length);
            }

            @Override
            public double[][] of(double[][] probabilities, double[][] outputs) {
                double[][] one = ones(outputs.length);
                return spread(seed.of(one, constant ? one : summed(outputs)), outputs[0].length);
            }
        });
        return constant
                ? new Derivative(ones(inputs.count()), new double[inputs.values().length])
                : new Derivative(summed(ofAll.outputs()), ofAll.gradient());
    }

    private static double[][] summed(double[]... outputs) {
        return Arrays.stream(outputs)
                .map(row -> new double[] {Arrays.stream(row).sum()})
                .toArray(double[][]::new);
    }

    private static double[][] ones(int count) {
        double[][] ones = new double[count][1];
        Arrays.stream(ones).forEach(row -> row[0] = 1);
        return ones;
    }

    /** {@return the weight of the sum as that of each of its terms} */
    private static double[][] spread(double[][] weights, int terms) {
        double[][] spread = new double[weights.length][terms];
        for (int b = 0; b < weights.length; b++) {
            Arrays.fill(spread[b], weights[b][0]);
        }
        return spread;
    }
}
