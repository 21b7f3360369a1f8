package io.unfade.workflow;

import io.unfade.baseline.Baselines;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;
import io.unfade.model.Model;
import io.unfade.validation.CrossValidationResult;
import io.unfade.validation.Fold;
import io.unfade.validation.FoldResult;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.tune.Trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** Compares a model with simple classifiers of the same training series. */
final class BaselineRun {
    private BaselineRun() {}

    /**
     * {@return the comparison; empty if cancelled, since the model itself is done}
     *
     * @param training labelled series
     * @param judged labelled series that did not train
     * @param name what they are, such as "validation series"
     */
    static Optional<BaselineComparison> of(
            Model model, SeriesSet training, SeriesSet judged, String name, Progress progress) {
        try {
            progress.check();
            double[][] probabilities = model.probabilities(judged, ExplanationChoice.BATCH_SIZE);
            return Optional.of(of(model, probabilities, training, judged, name, progress));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return the comparison of known predictions}
     *
     * @throws CancellationException if it was cancelled
     */
    static BaselineComparison of(
            Model model,
            double[][] probabilities,
            SeriesSet training,
            SeriesSet judged,
            String name,
            Progress progress) {
        SeriesSet ordered = model.prepareLabelled(judged).ordered();
        Baselines baselines = Baselines.of(model.prepareLabelled(training).ordered(), ordered, progress);
        int[] labels = IntStream.range(0, ordered.count()).map(ordered::label).toArray();
        int[] predicted = Arrays.stream(probabilities).mapToInt(Vectors::argMax).toArray();
        return BaselineComparison.of(name, labels, predicted, model.signature().classes(), baselines);
    }

    /**
     * {@return the comparison on all held-out series of a cross-validation: for each fold simple classifiers learn from
     * the series that were not held out; empty if cancelled}
     *
     * <p>Of several repetitions only the first is looked at, since the others judge the same series.
     */
    static Optional<BaselineComparison> of(CrossValidationResult result, SeriesSet set, Progress progress) {
        try {
            return Optional.of(compared(result, set, progress));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    /** {@return the comparison of a trial of a search on its held-out series; empty if cancelled} */
    static Optional<BaselineComparison> of(Trial trial, SeriesSet set, Progress progress) {
        try {
            return Optional.of(of(trial.folds(), trial.predicted(), set, progress));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    private static BaselineComparison compared(CrossValidationResult result, SeriesSet set, Progress progress) {
        List<Fold> folds = result.folds().stream()
                .map(FoldResult::fold)
                .filter(fold -> fold.repeat() == 1)
                .toList();
        int[] model =
                Arrays.stream(result.probabilities(1)).mapToInt(Vectors::argMax).toArray();
        return of(folds, model, set, progress);
    }

    /**
     * {@return the comparison on all series, each held out in one of some folds}
     *
     * @param model the class that it predicts of each series when that is held out
     * @throws CancellationException if it was cancelled
     */
    private static BaselineComparison of(List<Fold> folds, int[] model, SeriesSet set, Progress progress) {
        int[][] pooled = new int[Baselines.ALL.size()][set.count()];
        boolean[] unknown = new boolean[pooled.length];
        boolean averages = false;
        for (Fold fold : folds) {
            int[] tested = fold.tested();
            Baselines found = Baselines.of(set.select(fold.learning()), set.select(tested), progress);
            averages |= found.averages();
            for (int b = 0; b < pooled.length; b++) {
                int[] predicted = found.predictions().get(b).classes().orElse(null);
                unknown[b] |= predicted == null;
                for (int i = 0; predicted != null && i < tested.length; i++) {
                    pooled[b][tested[i]] = predicted[i];
                }
            }
        }
        List<Baselines.Prediction> predictions = IntStream.range(0, pooled.length)
                .mapToObj(b -> new Baselines.Prediction(
                        Baselines.ALL.get(b).key(),
                        Baselines.ALL.get(b).title(),
                        unknown[b] ? Optional.empty() : Optional.of(pooled[b])))
                .toList();
        int[] labels = IntStream.range(0, set.count()).map(set::label).toArray();
        return BaselineComparison.of(
                "held-out series", labels, model, set.classCount(), new Baselines(averages, predictions));
    }
}
