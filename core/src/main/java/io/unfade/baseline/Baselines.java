package io.unfade.baseline;

import io.unfade.check.NearestWord;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the simple classifiers predict of some series.
 *
 * @param averages whether they see only the mean of each feature over time, because lengths differ or there are too
 *     many cells
 * @param predictions in the order of {@link #ALL}
 */
public record Baselines(boolean averages, List<Prediction> predictions) {
    /** All simple classifiers. */
    public static final List<BaselineClassifier> ALL =
            List.of(new Majority(), new LinearModel(), new NearestNeighbour());

    /** The task of progress updates. */
    static final String TASK = "comparing with simple classifiers";

    /**
     * The predictions of one classifier.
     *
     * @param key its name in files
     * @param title its name in texts
     * @param classes the predicted class of each series; empty if there are too many series to compute it
     */
    public record Prediction(String key, String title, Optional<int[]> classes) {}

    /** Copies the list. */
    public Baselines {
        predictions = List.copyOf(predictions);
    }

    /**
     * {@return the classifier of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BaselineClassifier of(String key) {
        List<String> keys = ALL.stream().map(BaselineClassifier::key).toList();
        int index = keys.indexOf(key);
        Require.argument(
                index >= 0,
                "a simple classifier must be one of %s, but was '%s'%s",
                String.join(", ", keys),
                key,
                index >= 0 ? "" : NearestWord.clause(key, keys));
        return ALL.get(index);
    }

    /**
     * {@return what all simple classifiers, fitted to training series, predict of others}
     *
     * @param training labelled, without missing values
     * @param tested series with the same features in the same order, without missing values
     * @param progress may cancel
     * @throws IllegalArgumentException if the series violate these rules
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    public static Baselines of(SeriesSet training, SeriesSet tested, Progress progress) {
        Require.argument(training.hasLabels(), "simple classifiers need labelled training series");
        int[] labels = IntStream.range(0, training.count()).map(training::label).toArray();
        SeriesVectors.Pair vectors = SeriesVectors.of(training, tested);
        List<Prediction> predictions = new ArrayList<>();
        for (BaselineClassifier classifier : ALL) {
            progress.check();
            boolean feasible = classifier.isFeasible(
                    training.count(), tested.count(), vectors.training().size());
            Optional<int[]> predicted = feasible
                    ? Optional.of(classifier
                            .fit(vectors.training(), labels, training.classCount(), progress)
                            .predict(vectors.tested(), progress))
                    : Optional.empty();
            predictions.add(new Prediction(classifier.key(), classifier.title(), predicted));
        }
        return new Baselines(vectors.averages(), predictions);
    }
}
