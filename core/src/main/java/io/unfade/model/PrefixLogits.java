package io.unfade.model;

import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Softmax;
import io.unfade.nn.spec.ModelSpec;

import java.util.Arrays;

/**
 * The logits of all prefixes of some series.
 *
 * @param logits {@code (B, T', K)}
 * @param inputs the series
 * @param spec says at which place the logits of a prefix are
 * @param softmax from logits to probabilities
 */
record PrefixLogits(Tensor logits, Inputs inputs, ModelSpec spec, Softmax softmax) {
    /** {@return as {@link RecurrentModel#outputsOfPrefixes}} */
    double[][][] outputs(int first, Output output) {
        double[] values = logits.toDoubles();
        int places = values.length / inputs.count() / spec.classes();
        double[][][] outputs = new double[inputs.count()][][];
        for (int b = 0; b < outputs.length; b++) {
            outputs[b] = new double[inputs.lengths()[b] - first + 1][];
            for (int i = 0; i < outputs[b].length; i++) {
                int from = (b * places + spec.readSteps(first + i) - 1) * spec.classes();
                outputs[b][i] = output(Arrays.copyOfRange(values, from, from + spec.classes()), output);
            }
        }
        return outputs;
    }

    private double[] output(double[] ofClasses, Output output) {
        if (output == Output.LOG_ODDS) {
            return softmax.logOdds(ofClasses);
        }
        if (output == Output.PROBABILITY) {
            double[] probabilities = new double[ofClasses.length];
            softmax.of(ofClasses, probabilities);
            return probabilities;
        }
        return ofClasses;
    }
}
