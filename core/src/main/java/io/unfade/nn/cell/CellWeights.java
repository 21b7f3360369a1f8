package io.unfade.nn.cell;

import io.unfade.check.Require;
import io.unfade.nn.spec.Cell;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights of one recurrent cell in one direction, in PyTorch's layout.
 *
 * <p>Rows are in blocks of H, one per gate: i, f, g, o for LSTM; r, z, n for GRU; one block for the tanh RNN. Shapes:
 * {@code weightIh (G, in)}, {@code weightHh (G, H)}, {@code biasIh (G)}, {@code biasHh (G)}, where G is H times the
 * number of gates. The arrays are owned by this record and not to be changed.
 *
 * @param kind the cell
 * @param weightIh input to gates
 * @param weightHh hidden state to gates
 * @param biasIh bias of the input term
 * @param biasHh bias of the hidden-state term
 */
public record CellWeights(Cell kind, double[][] weightIh, double[][] weightHh, double[] biasIh, double[] biasHh) {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if they do not match each other or the kind
     */
    public CellWeights {
        Require.argument(weightHh.length >= 1 && weightIh.length >= 1, "a cell needs at least 1 hidden unit");
        int hidden = weightHh[0].length;
        int rows = kind.gateWidth(hidden);
        checkShape("weightIh", weightIh, rows, weightIh[0].length);
        checkShape("weightHh", weightHh, rows, hidden);
        checkSize("biasIh", biasIh.length, rows);
        checkSize("biasHh", biasHh.length, rows);
    }

    /** {@return H} */
    public int hiddenSize() {
        return weightHh[0].length;
    }

    /** {@return the number of inputs per step} */
    public int inputSize() {
        return weightIh[0].length;
    }

    /**
     * {@return the steps of the cell over a series, from the zero state}
     *
     * @param inputs the cell's inputs {@code (T, in)}
     * @throws IllegalArgumentException if an input has another size than the cell takes
     */
    public List<CellStep> run(double[][] inputs) {
        List<CellStep> steps = new ArrayList<>(inputs.length);
        CellStep previous = CellStep.of(kind, hiddenSize());
        for (double[] input : inputs) {
            Require.argument(
                    input.length == inputSize(),
                    "the cell takes %d inputs per step, but a step has %d",
                    inputSize(),
                    input.length);
            CellStep step = CellStep.of(kind, hiddenSize());
            step.follow(previous);
            apply(weightIh, input, biasIh, step.ofInput());
            apply(weightHh, step.hiddenBefore(), biasHh, step.ofHidden());
            step.run();
            steps.add(step);
            previous = step;
        }
        return steps;
    }

    private static void apply(double[][] weight, double[] vector, double[] bias, double[] result) {
        System.arraycopy(bias, 0, result, 0, bias.length);
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                result[row] += weight[row][column] * vector[column];
            }
        }
    }

    private static void checkShape(String name, double[][] matrix, int rows, int columns) {
        checkSize(name, matrix.length, rows);
        for (double[] row : matrix) {
            Require.argument(
                    row.length == columns, "%s: expected rows of %d values, but one has %d", name, columns, row.length);
        }
    }

    private static void checkSize(String name, int size, int expected) {
        Require.argument(size == expected, "%s: expected %d rows, but there are %d", name, expected, size);
    }
}
