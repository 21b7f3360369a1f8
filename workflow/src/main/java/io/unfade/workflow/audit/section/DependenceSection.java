package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.Randomization;
import io.unfade.math.Seeds;
import io.unfade.metric.Bootstrap;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.train.Retraining;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measurements;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Whether maps change when the model forgets what it has learnt: part by part (cascading randomisation), altogether, and when
 * it learns labels that say nothing.
 */
public final class DependenceSection implements AuditSection {
    /** How like the maps of the model others are. */
    public static final String ALIKE = "rank correlation with the model's maps";

    static final String ALL_WEIGHTS = "all weights initial";
    static final String PERMUTED = "trained on permuted labels";
    static final String ACCURACY = "accuracy";
    private static final String MODEL = "model";
    private static final String AS_TRAINED = "as trained";
    private static final int SHUFFLES = 2;
    private static final double SAME = 0.8;
    private static final double OTHER = 0.5;

    private final AuditSubject subject;

    DependenceSection(AuditSubject subject) {
        this.subject = subject;
    }

    @Override
    public Question question() {
        return Question.DEPENDENCE;
    }

    @Override
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        if (subject.series().hasLabels()) {
            pieces.add(new Piece("learned", progress -> learned()));
        }
        if (subject.model() instanceof TrainedModel trained) {
            subject.methods()
                    .forEach(kind -> pieces.add(
                            new Piece("forgetting-" + kind.key(), progress -> forgotten(trained, kind, progress))));
        }
        Retraining again = subject.again();
        for (int k = 1; again != null && k <= SHUFFLES; k++) {
            int shuffle = k;
            pieces.add(new Piece("permuted-" + k, progress -> permuted(again, shuffle, progress)));
        }
        return pieces;
    }

    private ObjectNode learned() {
        SeriesSet set = subject.series();
        int[] counts = new int[set.classCount()];
        IntStream.range(0, set.count()).forEach(i -> counts[set.label(i)]++);
        int largest = IntStream.of(counts).max().orElse(0);
        return new Measurements()
                .series(MODEL, AS_TRAINED, ACCURACY, subject.correct(subject.model(), set))
                .single("largest class", AS_TRAINED, ACCURACY, (double) largest / set.count())
                .json();
    }

    /** {@return the accuracy of the model on the audited series; a mean of NaN if it is not known} */
    public static Bootstrap.Interval accuracy(Evidence evidence) {
        return evidence.mean(MODEL, AS_TRAINED, ACCURACY);
    }

    /** {@return why the model has learned nothing that could be explained; empty unless that is known} */
    public static String nothingLearned(Evidence evidence) {
        Bootstrap.Interval own = accuracy(evidence);
        double largest = evidence.mean("largest class", AS_TRAINED, ACCURACY).mean();
        return largest < 1 && own.low() <= largest // of one class alone nothing can be told
                ? String.format(
                        Locale.ROOT,
                        "The model is right for %s of the audited series; always naming the largest class is right for %.2f.",
                        Evidence.words(own),
                        largest)
                : "";
    }

    private ObjectNode forgotten(TrainedModel model, MapKind kind, Progress progress) {
        Measurements found = new Measurements();
        List<String> parts = Randomization.parts(model);
        SaliencyMaps maps = subject.maps(kind, progress);
        for (int count = 1; count <= parts.size(); count++) {
            progress.check();
            try (TrainedModel other = Randomization.cascaded(model, count, subject.untrainedSeed())) {
                String condition =
                        count == parts.size() ? ALL_WEIGHTS : "initial: " + String.join(", ", parts.subList(0, count));
                found.series(
                        kind.name(), condition, ALIKE, AuditSubject.alike(maps, subject.of(other, kind, progress)));
            }
        }
        return found.json();
    }

    private ObjectNode permuted(Retraining again, int shuffle, Progress progress) {
        long seed = Seeds.derive(subject.request().seed(), "permuted " + shuffle);
        SeriesSet shuffled = Labels.permuted(Objects.requireNonNull(subject.training()), seed);
        Measurements found = new Measurements();
        String condition = PERMUTED + " " + shuffle;
        try (TrainedModel other = again.on(shuffled, seed, progress)) {
            for (MapKind kind : subject.methods()) {
                SaliencyMaps maps = subject.maps(kind, progress);
                found.series(
                        kind.name(), condition, ALIKE, AuditSubject.alike(maps, subject.of(other, kind, progress)));
            }
            if (subject.series().hasLabels()) {
                found.series(MODEL, condition, ACCURACY, subject.correct(other, subject.series()));
            }
        }
        return found.json();
    }

    @Override
    public Finding found(Map<String, JsonNode> records) {
        Evidence evidence = new Evidence(records.values(), subject.request().seed());
        List<String> notes = new ArrayList<>(List.of(
                "Networks trained on permuted labels may be right less often than chance: what they learn of one strong feature has either sign.",
                "The controls random, time profile and input magnitude do not look at the model: their correlation is 1 by"
                        + " definition."));
        if (!(subject.model() instanceof TrainedModel)) {
            notes.add("The weights of the model are not accessible, so it cannot forget.");
        } else if (!subject.whyNotAgain().isEmpty()) {
            notes.add("No labels were permuted. " + subject.whyNotAgain());
        }
        return new Finding(
                question(),
                subject.methods().stream().map(kind -> verdict(kind, evidence)).toList(),
                "Rank correlation of |saliency| with the maps of the same network with initial weights, mean over series: interval"
                        + " below 0.5: 'depends'; above 0.8: 'does not depend'; else 'depends in part'. The same holds for"
                        + " networks trained on permuted labels, if there are any: the larger of the two counts.",
                evidence.numbers(),
                notes);
    }

    private Verdict verdict(MapKind kind, Evidence evidence) {
        String nothing = nothingLearned(evidence);
        if (!nothing.isEmpty()) {
            return new Verdict(kind.name(), Verdict.Level.UNKNOWN, "nothing was learned", nothing);
        }
        Bootstrap.Interval untrained = evidence.mean(kind.name(), ALL_WEIGHTS, ALIKE);
        if (untrained.count() < Evidence.FEWEST) {
            return Verdict.unknown(kind.name(), Evidence.tooFew(untrained, "Nothing was forgotten."));
        }
        StringBuilder reason = new StringBuilder("Rank correlation with initial weights: " + Evidence.words(untrained));
        double high = untrained.high();
        double low = untrained.low();
        for (String condition : evidence.conditions(kind.name(), ALIKE)) {
            if (condition.startsWith(PERMUTED)) {
                Bootstrap.Interval permuted = evidence.mean(kind.name(), condition, ALIKE);
                reason.append("; ")
                        .append(condition.replaceFirst(" ([0-9]+)$", " ($1): "))
                        .append(Evidence.words(permuted));
                if (permuted.count() >= Evidence.FEWEST) {
                    high = Math.max(high, permuted.high());
                    low = Math.max(low, permuted.low());
                }
            }
        }
        String text = reason.append('.').toString();
        if (high < OTHER) {
            return new Verdict(kind.name(), Verdict.Level.GOOD, "depends", text);
        }
        return low > SAME
                ? new Verdict(kind.name(), Verdict.Level.BAD, "does not depend", text)
                : new Verdict(kind.name(), Verdict.Level.DOUBTFUL, "depends in part", text);
    }
}
