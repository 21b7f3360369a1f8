package io.unfade.nn.cell;

import io.unfade.nn.spec.Cell;
import org.ejml.data.DMatrixRMaj;

/** A step of a gated recurrent unit; gates r, z and the candidate n. */
final class GruStep extends CellStep {
    GruStep(int size) {
        super(Cell.GRU, size);
    }

    @Override
    public void run() {
        int size = hidden.length;
        for (int j = 0; j < size; j++) {
            double r = sigmoid(ofInput[j] + ofHidden[j]);
            double z = sigmoid(ofInput[size + j] + ofHidden[size + j]);
            double n = Math.tanh(ofInput[2 * size + j] + r * ofHidden[2 * size + j]);
            gates[j] = r;
            gates[size + j] = z;
            gates[2 * size + j] = n;
            hidden[j] = (1 - z) * n + z * hiddenBefore[j];
        }
    }

    @Override
    public DMatrixRMaj jacobian(double[][] weightHh) {
        int size = hidden.length;
        DMatrixRMaj jacobian = new DMatrixRMaj(size, size);
        for (int j = 0; j < size; j++) {
            double r = gates[j];
            double z = gates[size + j];
            double n = gates[2 * size + j];
            for (int k = 0; k < size; k++) {
                double insideByHidden =
                        r * weightHh[2 * size + j][k] + ofHidden[2 * size + j] * r * (1 - r) * weightHh[j][k];
                jacobian.set(
                        j,
                        k,
                        (hiddenBefore[j] - n) * z * (1 - z) * weightHh[size + j][k]
                                + (1 - z) * (1 - n * n) * insideByHidden
                                + (j == k ? z : 0));
            }
        }
        return jacobian;
    }
}
