package io.unfade.workflow.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.piece.Piece;

import java.util.List;
import java.util.Map;

/** The work on one question of an audit. */
interface AuditSection {
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
