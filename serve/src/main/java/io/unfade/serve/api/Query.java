package io.unfade.serve.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import org.jspecify.annotations.Nullable;

/** Parameters in the query of a request. */
final class Query {
    private Query() {}

    /** {@return a parameter that must be there} */
    static String required(Context context, String name) {
        String value = optional(context, name);
        if (value == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the query must say '" + name + "'");
        }
        return value;
    }

    /** {@return a whole number that must be there} */
    static int number(Context context, String name) {
        String value = required(context, name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "'" + name + "' must be a whole number, but was '" + value + "'");
        }
    }

    /** {@return a parameter; null if it is not there, or empty} */
    static @Nullable String optional(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
