package io.unfade.workflow.audit.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.piece.Piece;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Question;

import java.util.List;
import java.util.Map;

/** The work on one question of an audit. */
public interface AuditSection {
    /** {@return the sections of an audit, in the order of its report} */
    static List<AuditSection> all(AuditSubject subject) {
        return List.of(
                new FadingSection(subject),
                new DependenceSection(subject),
                new FaithfulnessSection(subject),
                new StabilitySection(subject),
                new CompletenessSection(subject),
                new PlantedSection(subject),
                new PatternSection(subject));
    }

    /** {@return the question} */
    Question question();

    /** {@return the pieces of work, the most important first} */
    List<Piece> pieces();

    /**
     * {@return what was found}
     *
     * @param records of those of its pieces that were computed, by key
     */
    Finding found(Map<String, JsonNode> records);
}
