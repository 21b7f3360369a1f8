package io.unfade.baseline;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.util.Arrays;

/** Always predicts the largest class of the training series; of equal ones the first. */
public record Majority() implements BaselineClassifier {
    @Override
    public String key() {
        return "majority";
    }

    @Override
    public String title() {
        return "always the largest class";
    }

    @Override
    public Fitted fit(SeriesVectors training, int[] labels, int classes, Progress progress) {
        Require.size("the labels of the training series", training.count(), labels.length);
        double[] counts = new double[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int largest = Vectors.argMax(counts);
        return (tested, watched) -> {
            int[] predicted = new int[tested.count()];
            Arrays.fill(predicted, largest);
            return predicted;
        };
    }
}
