package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;
import io.unfade.metric.Bootstrap;
import io.unfade.metric.Localization;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.Retraining;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Would the maps find a signal in data like these? The user's own series get two new classes at random, equally many within
 * each group, and a box of signal with the sign of the class in known cells; the same training is
 * done again on them, and the maps of series that it has not seen are judged by the known cells.
 */
public final class PlantedSection implements AuditSection {
    /** ROC AUC against the planted cells. */
    public static final String ROC_AUC = "ROC AUC of the planted cells";

    /** Whether the model learnt the signal. */
    public static final String ACCURACY = "accuracy on planted series";

    /** The model, as the name of maps. */
    public static final String MODEL = "model";

    private static final String PRECISION = "average precision of the planted cells";
    private static final String RECALL = "recall at 5 % false positives";
    private static final double FALSE_POSITIVES = 0.05;
    private static final double FOUND = 0.8;
    private static final double MISSED = 0.6;
    private static final double LEARNT = 0.7;
    private static final double CHANCE = 0.5;
    private static final int ENOUGH = 3;

    private final AuditSubject subject;

    PlantedSection(AuditSubject subject) {
        this.subject = subject;
    }

    @Override
    public Question question() {
        return Question.PLANTED;
    }

    @Override
    public List<Piece> pieces() {
        Retraining again = subject.again();
        return again == null
                ? List.of()
                : signals(subject).stream()
                        .map(signal -> new Piece("planted-" + signal.key(), progress -> found(again, signal, progress)))
                        .toList();
    }

    /** {@return the signals that are planted if there is time; none if the model cannot be trained again} */
    public static List<PlantedSignal> signals(AuditSubject subject) {
        SeriesSet training = subject.training();
        return training == null
                ? List.of()
                : PlantedSignal.sweep(
                        shortest(training, subject.series()),
                        FeatureScale.of(subject, training).measured(),
                        subject.request().seed());
    }

    /** {@return the steps that all series have} */
    private static int shortest(SeriesSet set, SeriesSet other) {
        return Math.min(shortest(set), shortest(other));
    }

    private static int shortest(SeriesSet set) {
        int least = set.length(0);
        for (int i = 1; i < set.count(); i++) {
            least = Math.min(least, set.length(i));
        }
        return least;
    }

    private ObjectNode found(Retraining again, PlantedSignal signal, Progress progress) {
        long seed = Seeds.derive(subject.request().seed(), "planted " + signal.key());
        SeriesSet training = planted(Objects.requireNonNull(subject.training()), signal, seed);
        SeriesSet tested = planted(subject.series(), signal, Seeds.derive(seed, 1));
        Measurements found = new Measurements();
        try (TrainedModel model = again.forClasses(training.classNames()).on(training, seed, progress)) {
            found.series(MODEL, signal.condition(), ACCURACY, subject.correct(model, tested));
            for (MapKind kind : subject.kinds()) {
                if (!kind.untrained()) {
                    score(found, kind, signal, maps(model, kind, tested, training, progress), tested);
                }
            }
        }
        return found.json();
    }

    private SaliencyMaps maps(
            TrainedModel model, MapKind kind, SeriesSet tested, SeriesSet training, Progress progress) {
        Explainer.Request asked = subject.request();
        Explainer.Request request = new Explainer.Request(
                new Target.Predicted(),
                new Contrast.None(),
                asked.output(),
                asked.batchSize(),
                asked.seed(),
                kind.method().needsBackground() ? training : null);
        return Explainer.explain(model, tested, kind.method(), request, progress);
    }

    private static void score(
            Measurements found, MapKind kind, PlantedSignal signal, SaliencyMaps maps, SeriesSet set) {
        double[] areas = new double[maps.count()];
        double[] precisions = new double[maps.count()];
        double[] recalls = new double[maps.count()];
        for (int i = 0; i < maps.count(); i++) {
            double[] saliency = maps.absolute(i);
            boolean[] cells = Arrays.copyOf(set.referenceMask(i), saliency.length);
            Localization scores = Localization.of(saliency, cells);
            areas[i] = scores.rocAuc();
            precisions[i] = scores.averagePrecision();
            recalls[i] = Localization.recallAt(FALSE_POSITIVES, saliency, cells);
        }
        found.series(kind.name(), signal.condition(), ROC_AUC, areas);
        found.series(kind.name(), signal.condition(), PRECISION, precisions);
        found.series(kind.name(), signal.condition(), RECALL, recalls);
    }

    private SeriesSet planted(SeriesSet set, PlantedSignal signal, long seed) {
        return PlantedSeries.of(set, signal, FeatureScale.of(subject, set), seed);
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        List<String> notes = new ArrayList<>();
        if (!subject.whyNotAgain().isEmpty()) {
            notes.add("No signal was planted. " + subject.whyNotAgain());
        }
        for (String condition : evidence.conditions(MODEL, ACCURACY)) {
            notes.add(sentence(condition, evidence));
        }
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "A signal counts as learnt if at least 0.7 of the series, 5 or more, are classified right, with an interval above 0.5. Of the"
                        + " signals that were learnt: ROC AUC, mean over series, with an interval above 0.8 and above that of"
                        + " random: found; below 0.6: missed. All found: 'finds it'; all missed: 'misses it', both 'so far' if"
                        + " fewer than 3 were learnt; else 'finds some'.",
                evidence.numbers(),
                notes);
    }

    /** {@return how many of these signals the control without the model finds; empty if there is none} */
    private String withoutModel(List<String> learnt, Evidence evidence) {
        return subject.controls().stream()
                .filter(control -> !control.untrained() && control.method().needsBackground())
                .map(control -> String.format(
                        Locale.ROOT,
                        "; %s, without the model, finds %d",
                        control.name(),
                        learnt.stream()
                                .filter(condition ->
                                        state(control, condition, evidence).equals("found"))
                                .count()))
                .findFirst()
                .orElse("");
    }

    private static boolean isLearnt(String condition, Evidence evidence) {
        Bootstrap.Interval accuracy = evidence.mean(MODEL, condition, ACCURACY);
        return accuracy.count() >= Evidence.FEWEST && accuracy.mean() >= LEARNT && accuracy.low() > CHANCE;
    }

    private String sentence(String condition, Evidence evidence) {
        Bootstrap.Interval accuracy = evidence.mean(MODEL, condition, ACCURACY);
        if (!isLearnt(condition, evidence)) {
            return "In data like these, with this model, a signal of " + condition + " is not learnt (accuracy "
                    + Evidence.words(accuracy) + ").";
        }
        StringBuilder text = new StringBuilder("In data like these, with this model, a signal of ").append(condition);
        for (MapKind kind : subject.methods()) {
            text.append(kind.equals(subject.methods().get(0)) ? " is " : ", ")
                    .append(state(kind, condition, evidence))
                    .append(" by ")
                    .append(kind.name())
                    .append(" (ROC AUC ")
                    .append(Evidence.words(evidence.mean(kind.name(), condition, ROC_AUC)))
                    .append(')');
        }
        return text.append(String.format(Locale.ROOT, "; accuracy %.2f.", accuracy.mean()))
                .toString();
    }

    private String state(MapKind kind, String condition, Evidence evidence) {
        Bootstrap.Interval own = evidence.mean(kind.name(), condition, ROC_AUC);
        boolean beats = subject.controls().stream()
                .filter(control ->
                        !control.untrained() && control.method().kind().key().equals("random"))
                .map(control -> evidence.difference(kind.name(), control.name(), condition, ROC_AUC))
                .allMatch(difference -> Double.isNaN(difference.mean()) || difference.low() > 0);
        if (own.low() > FOUND && beats) {
            return "found";
        }
        return own.high() < MISSED ? "missed" : "found in part";
    }

    private Verdict verdict(MapKind kind, Evidence evidence) {
        List<String> learnt = evidence.conditions(MODEL, ACCURACY).stream()
                .filter(condition -> isLearnt(condition, evidence))
                .toList();
        if (learnt.isEmpty()) {
            return Verdict.unknown(
                    kind.name(),
                    evidence.entries().isEmpty()
                            ? ("No signal was planted. " + subject.whyNotAgain()).strip()
                            : "No signal that was planted was learnt.");
        }
        List<String> states = learnt.stream()
                .map(condition -> state(kind, condition, evidence))
                .toList();
        int found = Collections.frequency(states, "found");
        int missed = Collections.frequency(states, "missed");
        String reason = String.format(
                Locale.ROOT,
                "Signals found: %d of %d that the model learnt, of %d that were planted%s.",
                found,
                learnt.size(),
                evidence.conditions(MODEL, ACCURACY).size(),
                withoutModel(learnt, evidence));
        if (found < learnt.size() && missed < learnt.size()) {
            return new Verdict(kind.name(), Verdict.Level.DOUBTFUL, "finds some", reason);
        }
        String word = missed == 0 ? "finds it" : "misses it";
        if (learnt.size() < ENOUGH) {
            return new Verdict(kind.name(), Verdict.Level.DOUBTFUL, word + " so far", reason);
        }
        return new Verdict(kind.name(), missed == 0 ? Verdict.Level.GOOD : Verdict.Level.BAD, word, reason);
    }
}
