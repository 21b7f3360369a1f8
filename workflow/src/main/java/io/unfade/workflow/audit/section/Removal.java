package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;
import io.unfade.metric.Bootstrap;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.Retraining;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Measurements;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Remove and retrain: the most salient cells of training and audited series become the feature's mean (of the training series, or of the series or group by which the model standardises), and the model is trained
 * again. If the maps name what the classes depend on, it classifies worse than after as many cells were taken at random.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Hooker, D. Erhan, P.-J. Kindermans, B. Kim: A Benchmark for Interpretability Methods in Deep Neural Networks,
 *       NeurIPS 2019, arXiv 1806.10758 (ROAR).
 * </ol>
 */
final class Removal {
    static final String ACCURACY = "accuracy after training without them";
    private static final int[] PERCENT = {30, 10};

    private final AuditSubject subject;

    Removal(AuditSubject subject) {
        this.subject = subject;
    }

    List<Piece> pieces() {
        Retraining again = subject.again();
        if (again == null || !subject.series().hasLabels()) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        for (int percent : PERCENT) {
            Stream.concat(subject.methods().stream(), FaithfulnessSection.fewControls(subject))
                    .forEach(kind -> pieces.add(new Piece(
                            "removed-" + percent + "-" + kind.key(),
                            progress -> removed(again, kind, percent, progress))));
        }
        return pieces;
    }

    private ObjectNode removed(Retraining again, MapKind kind, int percent, Progress progress) {
        SeriesSet training = Objects.requireNonNull(subject.training());
        SaliencyMaps maps = subject.predicted(training, kind.method(), progress);
        SeriesSet without = without(training, maps, percent, FeatureScale.of(subject, training));
        try (TrainedModel model = again.on(without, subject.request().seed(), progress)) {
            SeriesSet audited = subject.series();
            SaliencyMaps own = subject.predicted(audited, kind.method(), progress);
            SeriesSet tested = without(audited, own, percent, FeatureScale.of(subject, audited));
            return new Measurements()
                    .series(kind.name(), condition(percent), ACCURACY, subject.correct(model, tested))
                    .json();
        }
    }

    private static String condition(int percent) {
        return "most salient " + percent + " % removed";
    }

    private static SeriesSet without(SeriesSet set, SaliencyMaps maps, int percent, FeatureScale scale) {
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            int[] order = Vectors.descending(maps.absolute(i));
            int count = (int) Math.round(percent / 100.0 * order.length);
            for (int cell = 0; cell < count; cell++) {
                int feature = order[cell] % set.features();
                builder.cell(i, order[cell] / set.features(), feature, scale.mean(i, feature));
            }
        }
        return builder.build();
    }

    /** {@return what training without cells says, next to the controls} */
    List<String> notes(Evidence evidence) {
        if (pieces().isEmpty()) {
            return List.of("No model was trained without cells. "
                    + (subject.whyNotAgain().isEmpty() ? "The series have no labels." : subject.whyNotAgain()));
        }
        List<String> notes = new ArrayList<>();
        for (MapKind kind : subject.methods()) {
            for (int percent : PERCENT) {
                Bootstrap.Interval own = evidence.mean(kind.name(), condition(percent), ACCURACY);
                Bootstrap.Interval random = evidence.mean("random", condition(percent), ACCURACY);
                if (!Double.isNaN(own.mean()) && !Double.isNaN(random.mean())) {
                    notes.add("Trained without the most salient " + percent + " % of the cells of " + kind.name()
                            + ", the model classifies " + Evidence.words(own) + " of the series right; without as many"
                            + " random ones, " + Evidence.words(random) + ".");
                }
            }
        }
        return notes;
    }
}
