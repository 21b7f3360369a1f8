package io.unfade.baseline;

import io.unfade.check.Progress;

/**
 * A simple classifier of vectors, for comparison with a network. Deterministic: equal series give equal predictions, on every
 * run. Stateless; thread-safe.
 */
public interface BaselineClassifier {
    /** {@return the name in files, such as {@code nearest-neighbour}} */
    String key();

    /** {@return the name in texts, such as "1-nearest neighbour"} */
    String title();

    /**
     * {@return whether it can be computed in reasonable time and memory}
     *
     * @param training the number of training series
     * @param tested the number of series to classify
     * @param size the number of values in a vector
     */
    default boolean isFeasible(int training, int tested, int size) {
        return true;
    }

    /**
     * Learns from training series.
     *
     * @param training their vectors
     * @param labels their classes, each 0..classes-1; a class may have no series
     * @param classes K, at least 1
     * @param progress may cancel
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    Fitted fit(SeriesVectors training, int[] labels, int classes, Progress progress);

    /** A classifier that has learnt. */
    @FunctionalInterface
    interface Fitted {
        /**
         * {@return the predicted class of each series}
         *
         * @param tested vectors of the same size as those of the training series
         * @param progress may cancel
         */
        int[] predict(SeriesVectors tested, Progress progress);
    }
}
