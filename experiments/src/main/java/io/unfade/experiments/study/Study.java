package io.unfade.experiments.study;

import io.unfade.check.FileStamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** An experiment with its settings chosen: what is to be computed, and what is made of it. */
public interface Study {
    /** {@return everything the results depend on; pieces computed under other settings are not mixed with these} */
    ObjectNode settings();

    /** {@return the files that were read, each as it was before, for the provenance} */
    default List<FileStamp> files() {
        return List.of();
    }

    /** {@return the pieces; their order is that of the work, no piece depends on another} */
    List<Unit> units();

    /**
     * {@return what the pieces say together}
     *
     * @param records what each piece kept, by its key, in the order of the pieces
     */
    Findings findings(Map<String, JsonNode> records);
}
