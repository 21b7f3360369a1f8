package io.unfade.nn.cell;

import io.unfade.nn.spec.Cell;
import org.ejml.data.DMatrixRMaj;

/** A step of a long short-term memory; gates i, f, g, o. */
public final class LstmStep extends CellStep {
    LstmStep(int size) {
        super(Cell.LSTM, size);
    }

    @Override
    public void run() {
        int size = hidden.length;
        for (int j = 0; j < size; j++) {
            double i = sigmoid(ofInput[j] + ofHidden[j]);
            double f = sigmoid(ofInput[size + j] + ofHidden[size + j]);
            double g = Math.tanh(ofInput[2 * size + j] + ofHidden[2 * size + j]);
            double o = sigmoid(ofInput[3 * size + j] + ofHidden[3 * size + j]);
            gates[j] = i;
            gates[size + j] = f;
            gates[2 * size + j] = g;
            gates[3 * size + j] = o;
            cell[j] = f * cellBefore[j] + i * g;
            hidden[j] = o * Math.tanh(cell[j]);
        }
    }

    @Override
    public DMatrixRMaj jacobian(double[][] weightHh) {
        int size = hidden.length;
        DMatrixRMaj jacobian = new DMatrixRMaj(2 * size, 2 * size);
        for (int j = 0; j < size; j++) {
            double i = gates[j];
            double f = gates[size + j];
            double g = gates[2 * size + j];
            double o = gates[3 * size + j];
            double squashed = Math.tanh(cell[j]);
            double slope = o * (1 - squashed * squashed); // d h' / d c'
            for (int k = 0; k < size; k++) {
                double cellByHidden = cellBefore[j] * f * (1 - f) * weightHh[size + j][k]
                        + g * i * (1 - i) * weightHh[j][k]
                        + i * (1 - g * g) * weightHh[2 * size + j][k];
                jacobian.set(size + j, k, cellByHidden);
                jacobian.set(j, k, squashed * o * (1 - o) * weightHh[3 * size + j][k] + slope * cellByHidden);
            }
            jacobian.set(size + j, size + j, f);
            jacobian.set(j, size + j, slope * f);
        }
        return jacobian;
    }

    /** {@return the forget gate of a hidden unit, 0..1} */
    public double forgetGate(int unit) {
        return gates[hidden.length + unit];
    }

    /** {@return the mean of the forget gate over the hidden units} */
    public double meanForgetGate() {
        double sum = 0;
        for (int j = 0; j < hidden.length; j++) {
            sum += forgetGate(j);
        }
        return sum / hidden.length;
    }
}
