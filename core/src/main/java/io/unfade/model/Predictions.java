package io.unfade.model;

import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;

import java.util.List;

/**
 * Predictions of a model.
 *
 * @param ids of the series, n of them
 * @param classNames of the model, K of them
 * @param probabilities {@code (n, K)}, each row sums to 1; owned by this record, not to be changed
 */
public record Predictions(List<String> ids, List<String> classNames, double[][] probabilities) {
    /**
     * {@return the predictions for a set; its labels are not used}
     *
     * @param set with the model's features, in any order if named
     * @param batchSize series at a time, at least 1; limits the native memory
     * @throws IllegalArgumentException if the series do not match the model
     */
    public static Predictions of(Model model, SeriesSet set, int batchSize) {
        double[][] probabilities = model.probabilities(set, batchSize);
        return new Predictions(set.ids(), model.signature().allClassNames(), probabilities);
    }

    /** {@return the number of series} */
    public int count() {
        return ids.size();
    }

    /** {@return the index of the most probable class of a series; ties go to the lowest} */
    public int predicted(int series) {
        return Vectors.argMax(probabilities[series]);
    }

    /** {@return the name of the most probable class of a series} */
    public String predictedName(int series) {
        return classNames.get(predicted(series));
    }
}
