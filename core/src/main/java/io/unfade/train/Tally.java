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
     * Adds a batch.
     *
     * @param loss its loss; unused where the targets are all 0
     * @param logits {@code [B][K]}
     * @param targets of its series
     * @param set contains the series, with their true classes
     */
    void add(double loss, double[][] logits, double[][] targets, SeriesSet set, int[] rows) {
        double weight = Arrays.stream(targets)
                .mapToDouble(target -> Arrays.stream(target).sum())
                .sum();
        if (weight > 0) { // a class without training series has weight 0, and a batch of it no loss
            lossSum += loss * weight;
            weightSum += weight;
        }
        count += rows.length;
        for (int b = 0; b < rows.length; b++) {
            if (Vectors.argMax(logits[b]) == set.label(rows[b])) {
                right++;
            }
        }
    }

    double loss() {
        return lossSum / weightSum;
    }

    double accuracy() {
        return (double) right / count;
    }
}
