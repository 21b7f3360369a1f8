package io.unfade.vanishing;

import org.ejml.data.DMatrixRMaj;

/**
 * One step of a recurrent cell: the resulting state and its Jacobian with respect to the previous one. The state is
 * {@code h}, for LSTM {@code [h; c]}.
 */
sealed interface CellStep {
    /** {@return the hidden state after the step, H values} */
    double[] hidden();

    /** {@return d state_t / d state_{t-1}: (H, H), for LSTM (2H, 2H)} */
    DMatrixRMaj jacobian(CellWeights weights);

    /**
     * Takes the first step from the zero state.
     *
     * @param weights of the cell
     * @param input the cell's input at the first step
     */
    static CellStep first(CellWeights weights, double[] input) {
        double[] zero = new double[weights.hiddenSize()];
        return switch (weights.kind()) {
            case LSTM -> Lstm.of(weights, input, zero, zero);
            case GRU -> Gru.of(weights, input, zero);
            case RNN -> Rnn.of(weights, input, zero);
        };
    }

    /**
     * {@return the next step}
     *
     * @param weights of the cell
     * @param input the cell's input at that step
     */
    CellStep next(CellWeights weights, double[] input);

    /**
     * <pre>{@code
     * c' = f c + i g      h' = o tanh(c')      i, f, o = sigmoid(.), g = tanh(.)
     * }</pre>
     *
     * @param gates activations i, f, g, o, 4H values
     * @param before the cell state before the step
     * @param memory the cell state after it
     * @param hidden the hidden state after it
     */
    record Lstm(double[] gates, double[] before, double[] memory, double[] hidden) implements CellStep {
        static Lstm of(CellWeights weights, double[] input, double[] hidden, double[] memory) {
            int size = memory.length;
            double[] gates = affine(weights.weightIh(), input, weights.biasIh());
            double[] recurrent = affine(weights.weightHh(), hidden, weights.biasHh());
            for (int row = 0; row < gates.length; row++) {
                double sum = gates[row] + recurrent[row];
                gates[row] = row / size == 2 ? Math.tanh(sum) : sigmoid(sum);
            }
            double[] newMemory = new double[size];
            double[] newHidden = new double[size];
            for (int j = 0; j < size; j++) {
                newMemory[j] = gates[size + j] * memory[j] + gates[j] * gates[2 * size + j];
                newHidden[j] = gates[3 * size + j] * Math.tanh(newMemory[j]);
            }
            return new Lstm(gates, memory, newMemory, newHidden);
        }

        @Override
        public CellStep next(CellWeights weights, double[] input) {
            return of(weights, input, hidden, memory);
        }

        @Override
        public DMatrixRMaj jacobian(CellWeights weights) {
            int size = hidden.length;
            double[][] w = weights.weightHh();
            DMatrixRMaj jacobian = new DMatrixRMaj(2 * size, 2 * size);
            for (int j = 0; j < size; j++) {
                double i = gates[j];
                double f = gates[size + j];
                double g = gates[2 * size + j];
                double o = gates[3 * size + j];
                double squashed = Math.tanh(memory[j]);
                double slope = o * (1 - squashed * squashed); // d h' / d c'
                for (int k = 0; k < size; k++) {
                    double memoryByHidden = before[j] * f * (1 - f) * w[size + j][k]
                            + g * i * (1 - i) * w[j][k]
                            + i * (1 - g * g) * w[2 * size + j][k];
                    jacobian.set(size + j, k, memoryByHidden);
                    jacobian.set(j, k, squashed * o * (1 - o) * w[3 * size + j][k] + slope * memoryByHidden);
                }
                jacobian.set(size + j, size + j, f);
                jacobian.set(j, size + j, slope * f);
            }
            return jacobian;
        }

        /** {@return the forget gate of a hidden unit, 0..1} */
        double forgetGate(int unit) {
            return gates[hidden.length + unit];
        }

        /** {@return the mean of the forget gate over the hidden units} */
        double meanForgetGate() {
            double sum = 0;
            for (int j = 0; j < hidden.length; j++) {
                sum += forgetGate(j);
            }
            return sum / hidden.length;
        }
    }

    /**
     * <pre>{@code
     * h' = (1 - z) n + z h      n = tanh(W_in x + b_in + r a), a = W_hn h + b_hn      r, z = sigmoid(.)
     * }</pre>
     *
     * @param gates activations r, z, n, 3H values
     * @param candidate a, H values
     * @param before the hidden state before the step
     * @param hidden the hidden state after it
     */
    record Gru(double[] gates, double[] candidate, double[] before, double[] hidden) implements CellStep {
        static Gru of(CellWeights weights, double[] input, double[] before) {
            int size = before.length;
            double[] gates = affine(weights.weightIh(), input, weights.biasIh());
            double[] recurrent = affine(weights.weightHh(), before, weights.biasHh());
            double[] candidate = new double[size];
            double[] hidden = new double[size];
            for (int j = 0; j < size; j++) {
                double r = sigmoid(gates[j] + recurrent[j]);
                double z = sigmoid(gates[size + j] + recurrent[size + j]);
                candidate[j] = recurrent[2 * size + j];
                double n = Math.tanh(gates[2 * size + j] + r * candidate[j]);
                gates[j] = r;
                gates[size + j] = z;
                gates[2 * size + j] = n;
                hidden[j] = (1 - z) * n + z * before[j];
            }
            return new Gru(gates, candidate, before, hidden);
        }

        @Override
        public CellStep next(CellWeights weights, double[] input) {
            return of(weights, input, hidden);
        }

        @Override
        public DMatrixRMaj jacobian(CellWeights weights) {
            int size = hidden.length;
            double[][] w = weights.weightHh();
            DMatrixRMaj jacobian = new DMatrixRMaj(size, size);
            for (int j = 0; j < size; j++) {
                double r = gates[j];
                double z = gates[size + j];
                double n = gates[2 * size + j];
                for (int k = 0; k < size; k++) {
                    double insideByHidden = r * w[2 * size + j][k] + candidate[j] * r * (1 - r) * w[j][k];
                    jacobian.set(
                            j,
                            k,
                            (before[j] - n) * z * (1 - z) * w[size + j][k]
                                    + (1 - z) * (1 - n * n) * insideByHidden
                                    + (j == k ? z : 0));
                }
            }
            return jacobian;
        }
    }

    /**
     * <pre>{@code
     * h' = tanh(W_ih x + b_ih + W_hh h + b_hh)
     * }</pre>
     *
     * @param hidden the hidden state after the step
     */
    record Rnn(double[] hidden) implements CellStep {
        static Rnn of(CellWeights weights, double[] input, double[] before) {
            double[] hidden = affine(weights.weightIh(), input, weights.biasIh());
            double[] recurrent = affine(weights.weightHh(), before, weights.biasHh());
            for (int j = 0; j < hidden.length; j++) {
                hidden[j] = Math.tanh(hidden[j] + recurrent[j]);
            }
            return new Rnn(hidden);
        }

        @Override
        public CellStep next(CellWeights weights, double[] input) {
            return of(weights, input, hidden);
        }

        @Override
        public DMatrixRMaj jacobian(CellWeights weights) {
            int size = hidden.length;
            DMatrixRMaj jacobian = new DMatrixRMaj(size, size);
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    jacobian.set(j, k, (1 - hidden[j] * hidden[j]) * weights.weightHh()[j][k]);
                }
            }
            return jacobian;
        }
    }

    private static double[] affine(double[][] weight, double[] vector, double[] bias) {
        double[] result = bias.clone();
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                result[row] += weight[row][column] * vector[column];
            }
        }
        return result;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
