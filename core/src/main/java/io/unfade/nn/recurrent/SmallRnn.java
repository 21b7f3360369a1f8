package io.unfade.nn.recurrent;

import java.util.Arrays;

/** A step of an Elman network with tanh. */
final class SmallRnn extends SmallCell {
    private final float[] after;

    SmallRnn(float[] weightHh, float[] bias, int batch) {
        super(weightHh, bias, batch);
        after = new float[size];
    }

    @Override
    int keptArrays() {
        return 0;
    }

    @Override
    void forward(float[] projected, int at, float[] kept) {
        recurrent.set(hidden, 0);
        float[] values = preactivation(0, projected, at);
        Lanes.tanh(values);
        System.arraycopy(values, 0, hidden, 0, size);
    }

    @Override
    void backward(float[] kept, float[] states, int from, float[] ofProjected, float[] ofRecurrent, int at) {
        System.arraycopy(states, from + size, after, 0, size);
        ofSum(hidden, after);
        write(hidden, 0, ofProjected, at);
        goBack(hidden, 0);
        Arrays.fill(hidden, 0);
        transposed.addTo(hidden, 0);
    }

    private static void ofSum(float[] gradient, float[] after) {
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] *= 1 - after[j] * after[j];
        }
    }
}
