package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What came of what.
 *
 * @param from name of an item that another was made from
 * @param to name of the other
 * @param how such as {@code trained on}
 * @param stale whether {@code from} is another one now than it was then
 */
public record Link(String from, String to, String how, boolean stale) {
    /** {@return the link as JSON} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", from);
        json.put("to", to);
        json.put("how", how);
        json.put("stale", stale);
        return json;
    }
}
