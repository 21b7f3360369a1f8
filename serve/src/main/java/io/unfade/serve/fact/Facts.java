package io.unfade.serve.fact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a look into a file shows.
 *
 * @param title what it is, on one line
 * @param about facts by key
 * @param problem what is wrong; null if nothing is known to be
 */
public record Facts(
        Kind kind, String title, ObjectNode about, @Nullable String problem) {
    Facts(Kind kind, String title, ObjectNode about) {
        this(kind, title, about, null);
    }

    Facts(Kind kind, String title) {
        this(kind, title, JsonNodeFactory.instance.objectNode());
    }
}
