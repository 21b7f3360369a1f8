package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.piece.Piece;

import java.util.List;
import java.util.Map;

/** An experiment with chosen settings: what to compute, and how to combine it. */
public interface Study {
    /** {@return everything the results depend on; pieces with other settings are never mixed in} */
    ObjectNode settings();

    /** {@return the input files, each as it was before reading, for the provenance} */
    default List<FileStamp> files() {
        return List.of();
    }

    /** {@return the pieces in order of computation; none depends on another} */
    List<Piece> units();

    /**
     * {@return the combined findings of the pieces}
     *
     * @param records the record of each piece by key, in the order of the pieces
     */
    Findings findings(Map<String, JsonNode> records);
}
