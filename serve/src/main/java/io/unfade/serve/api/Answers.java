package io.unfade.serve.api;

import io.javalin.http.Context;

/** Answers in JSON. */
final class Answers {
    private Answers() {}

    static void json(Context context, String json) {
        context.header("Cache-Control", "no-store").contentType("application/json").result(json);
    }
}
