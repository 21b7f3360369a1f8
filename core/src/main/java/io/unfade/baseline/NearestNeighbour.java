package io.unfade.baseline;

import io.unfade.check.Progress;
import io.unfade.check.Require;

/**
 * Predicts the class of the training series at the smallest Euclidean distance; of equal ones the first.
 *
 * <p>O(n m p) time for n training series, m others and p values each, less where most neighbours are seen to be far
 * early on.
 */
public record NearestNeighbour() implements BaselineClassifier {
    /** The most values to compare: about two minutes. */
    static final double MOST_COMPARISONS = 2e11;

    private static final int STRETCH = 32;

    @Override
    public String key() {
        return "nearest-neighbour";
    }

    @Override
    public String title() {
        return "1-nearest neighbour";
    }

    @Override
    public boolean isFeasible(int training, int tested, int size) {
        return (double) training * tested * size <= MOST_COMPARISONS;
    }

    @Override
    public Fitted fit(SeriesVectors training, int[] labels, int classes, Progress progress) {
        Require.size("the labels of the training series", training.count(), labels.length);
        int[] known = labels.clone();
        return (tested, watched) -> {
            int[] predicted = new int[tested.count()];
            for (int i = 0; i < predicted.length; i++) {
                watched.check();
                predicted[i] = known[nearest(training, tested, i)];
                watched.update("comparing with simple classifiers", (i + 1.0) / predicted.length, title());
            }
            return predicted;
        };
    }

    private static int nearest(SeriesVectors training, SeriesVectors tested, int series) {
        int nearest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < training.count(); j++) {
            double distance = distance(training, j, tested, series, smallest);
            if (distance < smallest) {
                smallest = distance;
                nearest = j;
            }
        }
        return nearest;
    }

    /** {@return the squared distance, or a part of it that already reaches the limit} */
    private static double distance(SeriesVectors training, int j, SeriesVectors tested, int i, double limit) {
        double[] known = training.values();
        double[] asked = tested.values();
        int size = training.size();
        int a = j * size;
        int b = i * size;
        double sum = 0;
        for (int from = 0; from < size && sum < limit; from += STRETCH) {
            int to = Math.min(size, from + STRETCH);
            for (int c = from; c < to; c++) {
                double difference = known[a + c] - asked[b + c];
                sum += difference * difference;
            }
        }
        return sum;
    }
}
