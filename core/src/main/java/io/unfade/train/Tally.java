package io.unfade.train;

import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;

import java.util.Arrays;

/** Sums losses and correct predictions over batches, so that their means do not depend on the batching. */
final class Tally {
    private double lossSum;
    private double weightSum;
    private int right;
    private int count;

    /**
     * Adds a batch. Returns its share of correct predictions.
     *
     * @param loss its loss; unused where the targets are all 0
     * @param logits {@code [B][K]}
     * @param targets of its series
     * @param set contains the series, with their true classes
     */
    double add(double loss, double[][] logits, double[][] targets, SeriesSet set, int[] rows) {
        double weight = Arrays.stream(targets)
                .mapToDouble(target -> Arrays.stream(target).sum())
                .sum();
        if (weight > 0) { // a class without training series has weight 0, and a batch of it no loss
            lossSum += loss * weight;
            weightSum += weight;
        }
        int rightHere = 0;
        for (int b = 0; b < rows.length; b++) {
            if (Vectors.argMax(logits[b]) == set.label(rows[b])) {
                rightHere++;
            }
        }
        count += rows.length;
        right += rightHere;
        return (double) rightHere / rows.length;
    }

    double loss() {
        return lossSum / weightSum;
    }

    double accuracy() {
        return (double) right / count;
    }
}
