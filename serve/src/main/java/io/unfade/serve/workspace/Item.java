package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.serve.fact.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A file or a folder of the workspace, with what is cheap to know of it.
 *
 * @param name in the workspace
 * @param bytes of the file, or of a folder's own files
 * @param title what it is, on one line
 * @param about facts by key; must not be changed
 * @param problem what is wrong with it, on one line; null if nothing is known to be
 */
public record Item(
        String name,
        Kind kind,
        long bytes,
        Instant modified,
        String title,
        ObjectNode about,
        @Nullable String problem) {
    /** {@return the item as JSON} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("kind", kind.key());
        json.put("bytes", bytes);
        json.put("modified", modified.toString());
        json.put("title", title);
        json.set("about", about);
        if (problem != null) {
            json.put("problem", problem);
        }
        return json;
    }
}
