package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Matrix;
import io.unfade.model.RecurrentModel;
import io.unfade.model.tensor.Tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Copies of the weights of one network, in double precision: of a model or of a member of an ensemble. */
final class Weights {
    private final RecurrentModel model;
    private final int member;
    private final Map<String, double[]> vectors = new HashMap<>();
    private final Map<String, Matrix> matrices = new HashMap<>();

    Weights(RecurrentModel model, int member) {
        this.model = model;
        this.member = member;
    }

    /** {@return the values of a weight, row-major} */
    double[] vector(String name) {
        return vectors.computeIfAbsent(name, key -> own(model.weight(key)));
    }

    /** {@return a weight of two axes} */
    Matrix matrix(String name) {
        return matrices.computeIfAbsent(name, key -> {
            Tensor tensor = model.weight(key);
            return new Matrix(rows(own(tensor), (int) tensor.shape()[tensor.shape().length - 1]));
        });
    }

    /** {@return the kernels of a layer of convolutions, {@code (filters, C, size)} row-major, and its normalisation, as one} */
    Matrix kernels(String name, int size, double[] factors) {
        return matrices.computeIfAbsent(name, key -> {
            double[] values = own(model.weight(key));
            int width = values.length / factors.length;
            double[][] rows = new double[factors.length][width];
            for (int i = 0; i < values.length; i++) {
                int filter = i / width;
                int feature = i % width / size;
                int step = i % size;
                rows[filter][step * (width / size) + feature] = values[i] * factors[filter];
            }
            return new Matrix(rows);
        });
    }

    private double[] own(Tensor tensor) {
        double[] all = tensor.toDoubles();
        int size = all.length / model.spec().members();
        return Arrays.copyOfRange(all, member * size, (member + 1) * size);
    }

    private static double[][] rows(double[] values, int width) {
        double[][] rows = new double[values.length / width][];
        Arrays.setAll(rows, r -> Arrays.copyOfRange(values, r * width, (r + 1) * width));
        return rows;
    }
}
