package io.unfade.workflow.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.PlainText;
import io.unfade.piece.Piece;
import io.unfade.workflow.audit.finding.Evidence;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.section.AuditSection;
import io.unfade.workflow.audit.section.AuditSubject;
import io.unfade.workflow.audit.section.DependenceSection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All work of an audit, in pieces, and what follows from those that were done. */
public final class AuditPlan {
    /** To be raised where pieces measure something else than before, so that older ones are not taken for theirs. */
    private static final int MEASURED = 2;

    private final Map<String, String> failures = new ConcurrentHashMap<>();

    private final AuditSubject subject;
    private final List<AuditSection> sections;

    /** The work on a subject. */
    public AuditPlan(AuditSubject subject) {
        this.subject = subject;
        sections = AuditSection.all(subject);
    }

    /**
     * {@return all pieces: what needs no training first, then trainings in rounds, each with what is next of every question, so that a
     * time that is too short leaves something out of all of them rather than all of one; last what says least for its cost}
     */
    public List<Piece> pieces() {
        List<Piece> cheap = new ArrayList<>();
        List<Piece> last = new ArrayList<>();
        List<List<Piece>> trainings = new ArrayList<>();
        for (AuditSection section : sections) {
            List<Piece> costly = new ArrayList<>();
            section.pieces().forEach(piece -> (isTraining(piece) ? costly : isLast(piece) ? last : cheap).add(piece));
            trainings.add(costly);
        }
        List<Piece> all = new ArrayList<>(cheap);
        int longest = trainings.stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < longest; round++) {
            for (List<Piece> ofSection : trainings) {
                if (round < ofSection.size()) {
                    all.add(ofSection.get(round));
                }
            }
        }
        all.addAll(last);
        return all;
    }

    private static boolean isLast(Piece piece) {
        return piece.key().matches("(disturbance|baseline|members)-.*");
    }

    /** {@return whether a piece trains the model again} */
    static boolean isTraining(Piece piece) {
        return piece.key().matches("(permuted|seed|halves|planted|removed)(-.*)?");
    }

    /**
     * {@return the same pieces, of which one that fails is given up, and the report says why, so that it does not end the audit; but
     * for the first, the maps of the main method, without which there is none}
     */
    public List<Piece> guarded() {
        List<Piece> all = pieces();
        return Stream.concat(all.stream().limit(1), all.stream().skip(1).map(this::guarded))
                .toList();
    }

    /** {@return the keys of the pieces that failed} */
    public Set<String> failed() {
        return Set.copyOf(failures.keySet());
    }

    private Piece guarded(Piece piece) {
        return new Piece(piece.key(), progress -> {
            try {
                return piece.computation().apply(progress);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException | OutOfMemoryError e) {
                failures.put(piece.key(), PlainText.oneLine(String.valueOf(e.getMessage())));
                throw new CancellationException(piece.key());
            }
        });
    }

    /**
     * {@return what was found}
     *
     * @param records of the pieces that were done, by key
     * @param doubts what to keep in mind, in sentences
     * @param origin the model and the series, in words
     */
    public AuditReport report(Map<String, JsonNode> records, List<String> doubts, String origin) {
        List<Finding> findings = new ArrayList<>();
        Map<Question, List<String>> left = new LinkedHashMap<>();
        for (AuditSection section : sections) {
            Map<String, JsonNode> own = new LinkedHashMap<>();
            List<String> notes = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            for (Piece piece : section.pieces()) {
                JsonNode record = records.get(piece.key());
                String failure = failures.get(piece.key());
                if (record != null) {
                    own.put(piece.key(), record);
                } else if (failure != null) {
                    notes.add("Not measured, " + PieceWords.of(piece.key()) + ": " + failure + ".");
                } else {
                    missing.add(PieceWords.of(piece.key()));
                }
            }
            Finding found = section.found(own);
            notes.addAll(0, found.notes());
            findings.add(new Finding(found.question(), found.verdicts(), found.rule(), found.numbers(), notes));
            if (!missing.isEmpty()) {
                left.put(section.question(), missing);
            }
        }
        Evidence learned = new Evidence(
                Stream.ofNullable(records.get("learned")).toList(),
                subject.request().seed());
        String accuracy = Evidence.words(DependenceSection.accuracy(learned));
        return new AuditReport(
                subject,
                findings,
                left,
                doubts,
                DependenceSection.nothingLearned(learned),
                origin + " (accuracy " + accuracy + ")");
    }

    /** {@return the settings that the pieces depend on, but for those of model and data} */
    public ObjectNode settings(ObjectNode settings) {
        settings.put("measured", MEASURED);
        var kinds = settings.putArray("maps");
        subject.kinds()
                .forEach(kind -> kinds.addObject()
                        .put("name", kind.name())
                        .put("method", kind.method().kind().key())
                        .put("options", kind.method().options().toString())
                        .put("untrained", kind.untrained()));
        settings.put("output", subject.request().output().key());
        settings.put("seed", subject.request().seed());
        settings.put("series", subject.series().count());
        return settings;
    }
}
