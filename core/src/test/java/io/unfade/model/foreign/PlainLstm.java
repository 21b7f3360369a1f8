package io.unfade.model.foreign;

/**
 * An LSTM with gates in the order i, f, g, o, and a linear layer on all its states, by the definition: loops on one
 * series.
 *
 * @param in {@code (4H, C)} row-major
 * @param hidden {@code (4H, H)}
 * @param inBias {@code (4H)}
 * @param hiddenBias {@code (4H)}
 * @param head {@code (K, T*H)}
 * @param headBias {@code (K)}
 */
record PlainLstm(double[] in, double[] hidden, double[] inBias, double[] hiddenBias, double[] head, double[] headBias) {
    double[] logits(double[] series, int features) {
        int width = inBias.length / 4;
        int steps = series.length / features;
        double[] h = new double[width];
        double[] c = new double[width];
        double[] logits = headBias.clone();
        for (int t = 0; t < steps; t++) {
            double[] gates = new double[4 * width];
            for (int g = 0; g < gates.length; g++) {
                gates[g] = inBias[g] + hiddenBias[g];
                for (int j = 0; j < features; j++) {
                    gates[g] += in[g * features + j] * series[t * features + j];
                }
                for (int j = 0; j < width; j++) {
                    gates[g] += hidden[g * width + j] * h[j];
                }
            }
            for (int j = 0; j < width; j++) {
                c[j] = sigmoid(gates[width + j]) * c[j] + sigmoid(gates[j]) * Math.tanh(gates[2 * width + j]);
                h[j] = sigmoid(gates[3 * width + j]) * Math.tanh(c[j]);
                for (int k = 0; k < logits.length; k++) {
                    logits[k] += head[k * steps * width + t * width + j] * h[j];
                }
            }
        }
        return logits;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
