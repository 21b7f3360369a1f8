package io.unfade.nn.cell;

import io.unfade.nn.spec.Cell;
import org.ejml.data.DMatrixRMaj;

/** A step of an Elman network with tanh. */
final class RnnStep extends CellStep {
    RnnStep(int size) {
        super(Cell.RNN, size);
    }

    @Override
    public void run() {
        for (int j = 0; j < hidden.length; j++) {
            gates[j] = Math.tanh(ofInput[j] + ofHidden[j]);
            hidden[j] = gates[j];
        }
    }

    @Override
    public DMatrixRMaj jacobian(double[][] weightHh) {
        int size = hidden.length;
        DMatrixRMaj jacobian = new DMatrixRMaj(size, size);
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                jacobian.set(j, k, (1 - hidden[j] * hidden[j]) * weightHh[j][k]);
            }
        }
        return jacobian;
    }
}
