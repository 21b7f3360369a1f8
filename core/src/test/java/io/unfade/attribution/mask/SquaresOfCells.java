package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** f_0 = 0; f_1 = the weighted sum of the squares of the cells: which matter is known. */
record SquaresOfCells(int features, double... weights) implements DifferentiableModel {
    static final int STEPS = 20;
    static final int FEATURES = 6;

    /** The benchmark of rare times: of a few neighbouring steps a few features matter. */
    static SquaresOfCells rareTime() {
        double[] weights = new double[STEPS * FEATURES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = isTrue(i) ? 1 : 0;
        }
        return new SquaresOfCells(FEATURES, weights);
    }

    static boolean isTrue(int cell) {
        int t = cell / FEATURES;
        int c = cell % FEATURES;
        return t >= 8 && t < 13 && c >= 1 && c < 4;
    }

    /** {@return series of normal noise} */
    static Inputs series(int seed, int... lengths) {
        double[] values = new double[lengths.length * STEPS * FEATURES];
        for (int b = 0; b < lengths.length; b++) {
            Random random = new Random(seed + b);
            for (int i = 0; i < lengths[b] * FEATURES; i++) {
                values[b * STEPS * FEATURES + i] = random.nextGaussian();
            }
        }
        return new Inputs(values, lengths, STEPS, FEATURES);
    }

    Problem problem(Inputs inputs, long seed, String... ids) {
        int[] targets = new int[inputs.count()];
        java.util.Arrays.fill(targets, 1);
        return Problem.of(this, inputs, Output.LOGIT, List.of(ids), seed, targets);
    }

    @Override
    public Signature signature() {
        return new Signature(
                features,
                2,
                Signature.Names.UNKNOWN,
                Standardizer.none(),
                Precision.DOUBLE,
                EnumSet.of(Output.LOGIT, Output.PROBABILITY),
                true);
    }

    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        double[][] outputs = new double[inputs.count()][2];
        for (int b = 0; b < outputs.length; b++) {
            for (int i = 0; i < inputs.cells(b); i++) {
                double x = inputs.values()[inputs.offset(b) + i];
                outputs[b][1] += weights[i] * x * x;
            }
            if (output == Output.PROBABILITY) {
                outputs[b][1] = 1 / (1 + Math.exp(-outputs[b][1]));
                outputs[b][0] = 1 - outputs[b][1];
            }
        }
        return outputs;
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        double[][] factors = seed.of(outputs(inputs, Output.PROBABILITY));
        double[] gradient = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            for (int i = 0; i < inputs.cells(b); i++) {
                int at = inputs.offset(b) + i;
                gradient[at] = factors[b][1] * 2 * weights[i] * inputs.values()[at];
            }
        }
        return new Derivative(outputs(inputs, output), gradient);
    }
}
