package io.unfade.workflow.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.piece.Piece;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** All work of an audit, in pieces, and what follows from those that were done. */
public final class AuditPlan {
    private static final String FAILED = "failed";

    private final AuditSubject subject;
    private final List<AuditSection> sections;

    /** The work on a subject. */
    public AuditPlan(AuditSubject subject) {
        this.subject = subject;
        sections = List.of(
                new FadingSection(subject),
                new DependenceSection(subject),
                new FaithfulnessSection(subject),
                new StabilitySection(subject),
                new CompletenessSection(subject),
                new PlantedSection(subject),
                new PatternSection(subject));
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
            section.pieces()
                    .forEach(piece -> (isTraining(piece) ? costly : isLast(piece) ? last : cheap).add(guarded(piece)));
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

    /** {@return a piece that tells why it failed, so that one that cannot be had does not end the audit} */
    private static Piece guarded(Piece piece) {
        return new Piece(piece.key(), progress -> {
            try {
                return piece.computation().apply(progress);
            } catch (CancellationException e) {
                throw e;
            } catch (IllegalArgumentException | IllegalStateException e) {
                return new Measurements().json().put(FAILED, String.valueOf(e.getMessage()));
            }
        });
    }

    /** Computes the maps of all kinds, which the pieces share, on all threads. */
    public void explain(Progress progress) {
        int done = 0;
        for (MapKind kind : subject.kinds()) {
            subject.maps(
                    kind,
                    progress.part(
                            "Explaining by " + kind.name(),
                            done,
                            subject.kinds().size()));
            done++;
        }
    }

    /**
     * {@return what was found}
     *
     * @param records of the pieces that were done, by key
     */
    public AuditReport report(Map<String, JsonNode> records) {
        List<Finding> findings = new ArrayList<>();
        Map<Question, List<String>> left = new LinkedHashMap<>();
        for (AuditSection section : sections) {
            Map<String, JsonNode> own = new LinkedHashMap<>();
            List<String> notes = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            for (Piece piece : section.pieces()) {
                JsonNode record = records.get(piece.key());
                if (record == null) {
                    missing.add(piece.key());
                } else if (record.has(FAILED)) {
                    notes.add("Not measured, " + piece.key() + ": "
                            + record.path(FAILED).asText() + ".");
                } else {
                    own.put(piece.key(), record);
                }
            }
            Finding found = section.found(own);
            notes.addAll(0, found.notes());
            findings.add(new Finding(found.question(), found.verdicts(), found.rule(), found.numbers(), notes));
            if (!missing.isEmpty()) {
                left.put(section.question(), missing);
            }
        }
        return new AuditReport(subject, findings, left);
    }

    /** {@return the settings that the pieces depend on, but for those of model and data} */
    public ObjectNode settings(ObjectNode settings) {
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
