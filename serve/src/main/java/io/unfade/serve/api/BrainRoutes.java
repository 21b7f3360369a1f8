package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.brain.Brains;
import io.unfade.serve.brain.TooLarge;
import io.unfade.serve.http.Refusal;

import java.io.IOException;

/** Images of brains: what belongs to an item, and its volumes. */
public final class BrainRoutes {
    private final Brains brains;

    public BrainRoutes(Brains brains) {
        this.brains = brains;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/brain", this::brain);
    }

    private void brain(Context context) throws IOException {
        try {
            answer(context, Answers.required(context, "name"), Answers.required(context, "what"));
        } catch (TooLarge e) {
            throw new Refusal(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private void answer(Context context, String name, String what) throws IOException {
        switch (what) {
            case "summary" -> Answers.json(context, brains.summary(name));
            case "volume" -> numbers(context, brains.volume(name, Answers.number(context, "index")));
            case "atlas" -> numbers(context, brains.atlas(name));
            case "background" -> numbers(context, brains.background(name));
            default ->
                throw new Refusal(
                        HttpStatus.BAD_REQUEST,
                        "'what' must be summary, volume, atlas or background, but was '" + what + "'");
        }
    }

    private static void numbers(Context context, Brains.Numbers numbers) {
        int[] shape = numbers.shape();
        context.header("X-Shape", shape[0] + "," + shape[1] + "," + shape[2])
                .contentType("application/octet-stream")
                .result(numbers.bytes());
    }
}
