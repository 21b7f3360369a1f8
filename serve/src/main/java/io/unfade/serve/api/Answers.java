package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import org.jspecify.annotations.Nullable;

/** What requests say, and how answers are written. */
final class Answers {
    private Answers() {}

    /** Answers with JSON. */
    static void json(Context context, JsonNode json) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(json.toString());
    }

    /** {@return a parameter of the query that must be there} */
    static String required(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null || value.isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the query must say '" + name + "'");
        }
        return value;
    }

    /** {@return a whole number of the query that must be there} */
    static int number(Context context, String name) {
        String value = required(context, name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "'" + name + "' must be a whole number, but was '" + value + "'");
        }
    }

    /** {@return a parameter of the query; null if it is not there, or empty} */
    static @Nullable String optional(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
