package io.unfade.attribution.recurrent.graph;

import java.util.List;

/**
 * {@code W x + b} of several vectors, such as all steps of a series.
 *
 * @param weight W
 * @param bias b
 * @param inputs x
 * @param outputs as many
 * @param isSum whether nothing follows that belongs to the sum, such as an activation
 */
record Affine(Matrix weight, double[] bias, List<Vector> inputs, List<Vector> outputs, boolean isSum)
        implements Operation {
    @Override
    public void run(double[][] values) {
        for (Vector output : outputs) {
            System.arraycopy(bias, 0, values[output.array()], output.offset(), bias.length);
        }
        weight.addProducts(values, inputs, outputs);
    }

    @Override
    public void back(Pass pass) {
        for (Vector output : outputs) {
            double[] m = pass.m()[output.array()];
            for (int i = 0; i < bias.length; i++) {
                int at = output.offset() + i;
                if (isSum) {
                    m[at] = pass.rules().ofSum(m[at], output.at(pass.x(), i));
                }
                pass.rules().bias(m[at], bias[i]);
            }
        }
        weight.addTransposed(pass.m(), outputs, inputs);
    }
}
