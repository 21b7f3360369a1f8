package io.unfade.attribution.recurrent.graph;

import java.util.List;

/**
 * {@code W x + b} of several vectors, such as all steps of a series, each with a b of its own or all with the same.
 *
 * @param weight W
 * @param biases b of each
 * @param inputs x
 * @param outputs as many
 * @param isSum whether nothing follows that belongs to the sum, such as an activation
 */
record Affine(Matrix weight, List<double[]> biases, List<Vector> inputs, List<Vector> outputs, boolean isSum)
        implements Operation {
    @Override
    public void run(double[][] values) {
        for (int t = 0; t < outputs.size(); t++) {
            Vector output = outputs.get(t);
            System.arraycopy(biases.get(t), 0, values[output.array()], output.offset(), output.size());
        }
        weight.addProducts(values, inputs, outputs);
    }

    @Override
    public void back(Pass pass) {
        for (int t = 0; t < outputs.size(); t++) {
            Vector output = outputs.get(t);
            double[] bias = biases.get(t);
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
