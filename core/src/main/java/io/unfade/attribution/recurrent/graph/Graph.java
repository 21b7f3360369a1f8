package io.unfade.attribution.recurrent.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operations of a network on a series of a length. Built once, run for any number of series. Its inputs are the
 * steps of the series, its output a vector.
 */
public final class Graph {
    private final List<Operation> operations = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Vector> inputs;

    /** A graph without operations for series of T steps and C features. */
    public Graph(int steps, int features) {
        inputs = IntStream.range(0, steps).mapToObj(t -> vector(features)).toList();
    }

    /** {@return the steps of the series} */
    public List<Vector> inputs() {
        return inputs;
    }

    /** {@return a vector of zeros} */
    public Vector vector(int size) {
        sizes.add(size);
        return new Vector(sizes.size() - 1, 0, size);
    }

    private List<Vector> vectors(int count, int size) {
        return IntStream.range(0, count).mapToObj(i -> vector(size)).toList();
    }

    /** {@return W x + b of several vectors, to be followed by an activation} */
    public List<Vector> affine(Matrix weight, double[] bias, List<Vector> x) {
        return affine(weight, same(bias, x), x, false);
    }

    /** {@return W x + b of several vectors, each with a b of its own, to be followed by an activation} */
    public List<Vector> affine(Matrix weight, List<double[]> biases, List<Vector> x) {
        return affine(weight, biases, x, false);
    }

    /** {@return W x + b of several vectors, as results} */
    public List<Vector> layer(Matrix weight, double[] bias, List<Vector> x) {
        return affine(weight, same(bias, x), x, true);
    }

    private static List<double[]> same(double[] bias, List<Vector> x) {
        return Collections.nCopies(x.size(), bias);
    }

    private List<Vector> affine(Matrix weight, List<double[]> biases, List<Vector> x, boolean isSum) {
        List<Vector> outputs = vectors(x.size(), weight.rows());
        operations.add(new Affine(weight, biases, x, outputs, isSum));
        return outputs;
    }

    /** {@return an activation of a vector} */
    public Vector activated(Activation activation, Vector z) {
        Vector output = vector(z.size());
        operations.add(new Elementwise.Activated(activation, z, output));
        return output;
    }

    /** {@return a gate times a signal} */
    public Vector product(Vector gate, Vector signal) {
        Vector output = vector(gate.size());
        operations.add(new Elementwise.Product(gate, signal, output));
        return output;
    }

    /** {@return a sum, to be followed by an activation} */
    public Vector added(Vector first, Vector second) {
        return combination(List.of(first, second), false, 1, 1);
    }

    /** {@return a sum as a result} */
    public Vector sum(Vector first, Vector second) {
        return combination(List.of(first, second), true, 1, 1);
    }

    /** {@return a sum with constant factors} */
    public Vector combination(List<Vector> vectors, double... factors) {
        return combination(vectors, false, factors);
    }

    private Vector combination(List<Vector> vectors, boolean isSum, double... factors) {
        Vector output = vector(vectors.get(0).size());
        operations.add(new Elementwise.Combination(vectors, factors, output, isSum));
        return output;
    }

    /** {@return vectors one after the other} */
    public Vector joined(List<Vector> vectors) {
        Vector output = vector(vectors.stream().mapToInt(Vector::size).sum());
        operations.add(new Joined(vectors, output));
        return output;
    }

    /** {@return the maximum of vectors, unit by unit} */
    public Vector maximum(List<Vector> vectors) {
        Vector output = vector(vectors.get(0).size());
        operations.add(new Maximum(vectors, output));
        return output;
    }

    /** {@return a vector divided by its Euclidean norm, or by the smallest} */
    public Vector normalized(Vector vector, double smallest) {
        Vector output = vector(vector.size());
        operations.add(new Normalization(vector, output, smallest));
        return output;
    }

    /**
     * {@return the attention of every hop over the steps up to each of the last, one row of C values for each hop}
     *
     * @param scores of each step, A values
     * @param values of each step, C values
     * @param outputs number of the last steps
     * @param mean whether to take the mean over the hops
     */
    public List<Vector> attention(List<Vector> scores, List<Vector> values, int outputs, boolean mean) {
        int hops = scores.get(0).size();
        int width = values.get(0).size();
        List<Vector> results = vectors(outputs, mean ? width : hops * width);
        operations.add(new PrefixAttention(scores, values, vectors(outputs, hops * width + hops), results));
        return results;
    }

    /**
     * {@return the values of all vectors for a series}
     *
     * @param series holds its steps, {@code (T, C)} row-major
     * @param from index of its first value
     */
    public double[][] run(double[] series, int from) {
        double[][] values = arrays();
        int at = from;
        for (Vector input : inputs) {
            System.arraycopy(series, at, values[input.array()], 0, input.size());
            at += input.size();
        }
        operations.forEach(operation -> operation.run(values));
        return values;
    }

    /**
     * Passes multipliers from an output back to the steps of the series.
     *
     * @param x values of the explained run
     * @param reference values of the run that it is compared with; x itself if with none
     * @param seed the multipliers of the output
     * @param result to which the multipliers of the steps are added, {@code (T, C)} row-major
     * @param to index of the first
     */
    public void back(
            double[][] x, double[][] reference, Rules rules, Vector output, double[] seed, double[] result, int to) {
        double[][] multipliers = arrays();
        System.arraycopy(seed, 0, multipliers[output.array()], output.offset(), output.size());
        Operation.Pass pass = new Operation.Pass(x, reference, multipliers, rules);
        for (int i = operations.size() - 1; i >= 0; i--) {
            operations.get(i).back(pass);
        }
        int at = to;
        for (Vector input : inputs) {
            for (int c = 0; c < input.size(); c++) {
                result[at++] += multipliers[input.array()][c];
            }
        }
    }

    private double[][] arrays() {
        return sizes.stream().map(double[]::new).toArray(double[][]::new);
    }
}
