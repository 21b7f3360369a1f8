package io.unfade.nn.recurrent;

/** A step of a GRU; gates r, z and n = {@code tanh(projected + r (W_hn h + b_hn))}. */
final class SmallGru extends SmallCell {
    private static final int GATES = 3;
    private static final int PRODUCT = 3;

    /** b_hn for each series. */
    private final float[] bias;
    /** W_hn h + b_hn. */
    private final float[] product;

    private final float[] before;
    private final float[][] ofGates;
    private final float[] ofProduct;

    private final int candidateRow;

    SmallGru(float[] weightHh, float[] biasIh, float[] biasHh, int batch) {
        super(weightHh, merged(biasIh, biasHh), batch);
        candidateRow = 2 * size / batch;
        bias = forBatch(biasHh, candidateRow, size / batch, batch);
        product = new float[size];
        before = new float[size];
        ofGates = new float[GATES][size];
        ofProduct = new float[size];
    }

    /** {@return the biases outside the product with the hidden state that r multiplies} */
    private static float[] merged(float[] biasIh, float[] biasHh) {
        float[] merged = biasIh.clone();
        for (int g = 0; g < merged.length / GATES * 2; g++) {
            merged[g] += biasHh[g];
        }
        return merged;
    }

    @Override
    int keptArrays() {
        return GATES + 1;
    }

    @Override
    boolean keepsRecurrent() {
        return true;
    }

    @Override
    void forward(float[] projected, int at, float[] kept) {
        recurrent.set(hidden, 0);
        float[] r = preactivation(0, projected, at);
        Lanes.sigmoid(r);
        float[] z = preactivation(1, projected, at);
        Lanes.sigmoid(z);
        System.arraycopy(bias, 0, product, 0, size);
        recurrent.addTo(product, candidateRow);
        float[] n = ofInput(2, projected, at);
        addProduct(n, r, product);
        Lanes.tanh(n);
        store(r, kept, 0);
        store(z, kept, 1);
        store(n, kept, 2);
        store(product, kept, PRODUCT);
        mix(hidden, z, n);
    }

    private static void addProduct(float[] sum, float[] a, float[] b) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += a[j] * b[j];
        }
    }

    private static void mix(float[] hidden, float[] z, float[] n) {
        for (int j = 0; j < hidden.length; j++) {
            hidden[j] = (1 - z[j]) * n[j] + z[j] * hidden[j];
        }
    }

    @Override
    void backward(float[] kept, float[] states, int from, float[] ofProjected, float[] ofRecurrent, int at) {
        for (int gate = 0; gate < GATES; gate++) {
            load(kept, gate, gate(gate));
        }
        load(kept, PRODUCT, product);
        System.arraycopy(states, from, before, 0, size);
        ofCandidate(ofGates[2], hidden, gate(1), gate(2));
        ofUpdate(ofGates[1], hidden, gate(1), gate(2), before);
        ofReset(ofGates[0], ofProduct, ofGates[2], gate(0), product);
        for (int gate = 0; gate < GATES; gate++) {
            float[] ofHiddenSide = gate == 2 ? ofProduct : ofGates[gate];
            write(ofGates[gate], gate, ofProjected, at);
            write(ofHiddenSide, gate, ofRecurrent, at);
            goBack(ofHiddenSide, gate);
        }
        transposed.addTo(hidden, 0);
    }

    private static void ofCandidate(float[] result, float[] ofHidden, float[] z, float[] n) {
        for (int j = 0; j < result.length; j++) {
            result[j] = ofHidden[j] * (1 - z[j]) * (1 - n[j] * n[j]);
        }
    }

    /** Also propagates the gradient of the hidden state through the update gate. */
    private static void ofUpdate(float[] result, float[] ofHidden, float[] z, float[] n, float[] before) {
        for (int j = 0; j < result.length; j++) {
            float passed = ofHidden[j] * z[j];
            result[j] = passed * (before[j] - n[j]) * (1 - z[j]);
            ofHidden[j] = passed;
        }
    }

    private static void ofReset(float[] result, float[] ofProduct, float[] ofCandidate, float[] r, float[] product) {
        for (int j = 0; j < result.length; j++) {
            float passed = ofCandidate[j] * r[j];
            ofProduct[j] = passed;
            result[j] = passed * product[j] * (1 - r[j]);
        }
    }
}
