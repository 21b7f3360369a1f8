package io.unfade.nn.recurrent;

import java.util.Arrays;

/** A step of an LSTM; gates i, f, g, o. */
final class SmallLstm extends SmallCell {
    private static final int GATES = 4;
    private static final int BEFORE = 4;
    private static final int ACTIVATED = 5;

    /** The cell state c; in the backward pass its gradient. */
    private final float[] memory;
    /** tanh of the cell state. */
    private final float[] activated;

    private final float[] before;
    private final float[][] ofGates;

    SmallLstm(float[] weightHh, float[] bias, int batch) {
        super(weightHh, bias, batch);
        memory = new float[size];
        activated = new float[size];
        before = new float[size];
        ofGates = new float[GATES][size];
    }

    @Override
    int keptArrays() {
        return GATES + 2;
    }

    @Override
    void forward(float[] projected, int at, float[] kept) {
        recurrent.set(hidden, 0);
        for (int gate = 0; gate < GATES; gate++) {
            float[] values = preactivation(gate, projected, at);
            if (gate == 2) {
                Lanes.tanh(values);
            } else {
                Lanes.sigmoid(values);
            }
            store(values, kept, gate);
        }
        store(memory, kept, BEFORE);
        remember(memory, gate(0), gate(1), gate(2));
        System.arraycopy(memory, 0, activated, 0, size);
        Lanes.tanh(activated);
        store(activated, kept, ACTIVATED);
        multiply(hidden, gate(3), activated);
    }

    private static void remember(float[] memory, float[] i, float[] f, float[] g) {
        for (int j = 0; j < memory.length; j++) {
            memory[j] = f[j] * memory[j] + i[j] * g[j];
        }
    }

    private static void multiply(float[] hidden, float[] o, float[] activated) {
        for (int j = 0; j < hidden.length; j++) {
            hidden[j] = o[j] * activated[j];
        }
    }

    @Override
    void backward(float[] kept, float[] states, int from, float[] ofProjected, float[] ofRecurrent, int at) {
        for (int gate = 0; gate < GATES; gate++) {
            load(kept, gate, gate(gate));
        }
        load(kept, BEFORE, before);
        load(kept, ACTIVATED, activated);
        ofOutput(ofGates[3], hidden, gate(3), activated);
        ofMemory(memory, hidden, gate(3), activated);
        ofInput(ofGates[0], memory, gate(0), gate(2));
        ofCandidate(ofGates[2], memory, gate(0), gate(2));
        ofForget(ofGates[1], memory, gate(1), before);
        for (int gate = 0; gate < GATES; gate++) {
            write(ofGates[gate], gate, ofProjected, at);
            goBack(ofGates[gate], gate);
        }
        Arrays.fill(hidden, 0);
        transposed.addTo(hidden, 0);
    }

    private static void ofOutput(float[] result, float[] ofHidden, float[] o, float[] activated) {
        for (int j = 0; j < result.length; j++) {
            result[j] = ofHidden[j] * activated[j] * (o[j] * (1 - o[j]));
        }
    }

    private static void ofMemory(float[] memory, float[] ofHidden, float[] o, float[] activated) {
        for (int j = 0; j < memory.length; j++) {
            memory[j] += ofHidden[j] * o[j] * (1 - activated[j] * activated[j]);
        }
    }

    private static void ofInput(float[] result, float[] ofMemory, float[] i, float[] g) {
        for (int j = 0; j < result.length; j++) {
            result[j] = ofMemory[j] * g[j] * (i[j] * (1 - i[j]));
        }
    }

    private static void ofCandidate(float[] result, float[] ofMemory, float[] i, float[] g) {
        for (int j = 0; j < result.length; j++) {
            result[j] = ofMemory[j] * i[j] * (1 - g[j] * g[j]);
        }
    }

    /** Also propagates the gradient of the cell state through the forget gate. */
    private static void ofForget(float[] result, float[] ofMemory, float[] f, float[] before) {
        for (int j = 0; j < result.length; j++) {
            float passed = ofMemory[j] * f[j];
            result[j] = passed * before[j] * (1 - f[j]);
            ofMemory[j] = passed;
        }
    }

    @Override
    void clear(float floor) {
        super.clear(floor);
        Lanes.clear(memory, floor);
    }

    @Override
    boolean isZero() {
        return super.isZero() && Lanes.isZero(memory);
    }
}
