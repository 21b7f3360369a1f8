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

    private static final int STRETCH = 64;

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
                if (watched.live()) {
                    watched.update(Baselines.TASK, (i + 1.0) / predicted.length, title());
                }
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
            sum += squares(known, a + from, asked, b + from, to - from);
        }
        return sum;
    }

    /** Four sums, which the processor takes at the same time. */
    private static double squares(double[] known, int a, double[] asked, int b, int count) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int c = 0;
        for (; c + 3 < count; c += 4) {
            double d0 = known[a + c] - asked[b + c];
            double d1 = known[a + c + 1] - asked[b + c + 1];
            double d2 = known[a + c + 2] - asked[b + c + 2];
            double d3 = known[a + c + 3] - asked[b + c + 3];
            first += d0 * d0;
            second += d1 * d1;
            third += d2 * d2;
            fourth += d3 * d3;
        }
        for (; c < count; c++) {
            double rest = known[a + c] - asked[b + c];
            first += rest * rest;
        }
        return first + second + (third + fourth);
    }
}
