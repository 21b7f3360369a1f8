package io.unfade.train;

import io.unfade.data.SeriesSet;
import io.unfade.train.TrainingOptions.ClassWeights;

import java.util.Arrays;

/**
 * What the loss compares predictions with: for a series of class y with weight w_y, label smoothing e and K classes
 *
 * <pre>{@code
 * w_y ((1 - e) [k = y] + e / K)          k = 0..K-1
 * }</pre>
 *
 * whose sum over the classes is w_y. Without class weights this is the smoothing of PyTorch's {@code CrossEntropyLoss}.
 *
 * @param classWeights by class
 * @param smoothing e
 */
record Targets(double[] classWeights, double smoothing) {
    /** {@return targets with the class weights of the training series} */
    static Targets of(TrainingOptions.Loss loss, SeriesSet training) {
        int classes = training.classCount();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (loss.classWeights() == ClassWeights.BALANCED) {
            int[] counts = new int[classes];
            for (int i = 0; i < training.count(); i++) {
                counts[training.label(i)]++;
            }
            Arrays.setAll(weights, k -> counts[k] == 0 ? 0 : (double) training.count() / classes / counts[k]);
        }
        return new Targets(weights, loss.labelSmoothing());
    }

    /** {@return targets with the same class weights, and no smoothing} */
    Targets plain() {
        return new Targets(classWeights, 0);
    }

    /** {@return the targets of some series, {@code [B][K]}} */
    double[][] of(SeriesSet set, int... rows) {
        double[][] targets = new double[rows.length][classWeights.length];
        for (int b = 0; b < rows.length; b++) {
            int label = set.label(rows[b]);
            Arrays.fill(targets[b], classWeights[label] * smoothing / classWeights.length);
            targets[b][label] += classWeights[label] * (1 - smoothing);
        }
        return targets;
    }
}
