package io.unfade.experiments.field.box;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.experiments.field.data.RareGroup;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.nn.Softmax;

import java.util.Arrays;
import java.util.EnumSet;

/**
 * The white box of rare data, which is not learnt: an output for each of T steps, of those cells of the step that decide.
 *
 * <pre>{@code
 * f_t(x) = sum over c of r_tc x_tc^2    or    f_t(x) = (sum over c of r_tc x_tc)^2 }</pre>
 *
 * <p>r is 1 for the deciding cells and else 0. Outputs are logits: the values themselves, which no softmax follows; the
 * probabilities are there because every model has some. In double precision, with the exact gradient. Thread-safe.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Crabbé, M. van der Schaar: Explaining Time Series Predictions with Dynamic Masks, ICML 2021, arXiv 2106.05303,
 *       section 4.1.
 *   <li>Z. Liu, Y. Zhang, T. Wang, Z. Wang, D. Luo, M. Du, M. Wu, Y. Wang, C. Chen, L. Fan, Q. Wen: Explaining Time Series
 *       via Contrastive and Locally Sparse Perturbations, ICLR 2024, arXiv 2401.08552 (the square of the sum).
 * </ol>
 *
 * @param region r, row-major {@code (T, C)}; not to be changed
 * @param form of an output
 * @param steps T
 */
public record RareBox(boolean[] region, RareGroup.Form form, int steps) implements DifferentiableModel {
    /** Checks the sizes. */
    public RareBox {
        Require.argument(
                steps >= 1 && region.length >= steps && region.length % steps == 0,
                "the region must have the cells of %d steps, but has %d",
                steps,
                region.length);
    }

    /** {@return the white box of a group of series} */
    public static RareBox of(RareGroup group) {
        return new RareBox(group.region(), group.form(), group.series().steps());
    }

    private int features() {
        return region.length / steps;
    }

    @Override
    public Signature signature() {
        return new Signature(
                features(),
                steps,
                Signature.Names.UNKNOWN,
                Standardizer.none(),
                Precision.DOUBLE,
                EnumSet.of(Output.LOGIT, Output.PROBABILITY),
                false);
    }

    /**
     * {@return f of each series, {@code [B][T]}, or its softmax}
     *
     * @throws IllegalArgumentException if a series has another size
     */
    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        Require.argument(
                inputs.steps() == steps && inputs.equalLengths() && inputs.features() == features(),
                "the white box is of series of %d steps and %d features",
                steps,
                features());
        double[][] values = new double[inputs.count()][steps];
        for (int b = 0; b < values.length; b++) {
            for (int t = 0; t < steps; t++) {
                values[b][t] = value(inputs.values(), inputs.offset(b), t);
            }
            if (output == Output.PROBABILITY) {
                Softmax.PLAIN.of(values[b].clone(), values[b]);
            }
        }
        return values;
    }

    private double value(double[] x, int offset, int t) {
        boolean squares = form == RareGroup.Form.SUM_OF_SQUARES;
        double sum = 0;
        for (int i = t * features(); i < (t + 1) * features(); i++) {
            double cell = region[i] ? x[offset + i] : 0;
            sum += squares ? cell * cell : cell;
        }
        return squares ? sum : sum * sum;
    }

    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        double[][] probabilities = outputs(inputs, Output.PROBABILITY);
        double[][] outputs = output == Output.PROBABILITY ? probabilities : outputs(inputs, output);
        double[][] weights = seed.of(probabilities, outputs);
        double[] gradient = new double[inputs.values().length];
        for (int b = 0; b < weights.length; b++) {
            double[] ofValues =
                    output == Output.PROBABILITY ? throughSoftmax(weights[b], probabilities[b]) : weights[b];
            for (int t = 0; t < steps; t++) {
                addGradient(inputs.values(), inputs.offset(b), t, ofValues[t], gradient);
            }
        }
        return new Derivative(outputs, gradient);
    }

    private static double[] throughSoftmax(double[] weights, double... probabilities) {
        double mean = 0;
        for (int k = 0; k < weights.length; k++) {
            mean += weights[k] * probabilities[k];
        }
        double[] through = new double[weights.length];
        double subtracted = mean;
        Arrays.setAll(through, k -> probabilities[k] * (weights[k] - subtracted));
        return through;
    }

    private void addGradient(double[] x, int offset, int t, double weight, double[] gradient) {
        double sum = 0;
        for (int i = t * features(); i < (t + 1) * features(); i++) {
            sum += region[i] ? x[offset + i] : 0;
        }
        for (int i = t * features(); i < (t + 1) * features(); i++) {
            double slope = 2 * (form == RareGroup.Form.SUM_OF_SQUARES ? x[offset + i] : sum);
            gradient[offset + i] = region[i] ? weight * slope : 0;
        }
    }
}
