package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.brain.Brains;
import io.unfade.serve.brain.TooLarge;
import io.unfade.serve.http.Refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Images of brains: what belongs to an item, and its volumes. */
public final class BrainRoutes {
    private static final int WORTH_PACKING = 1 << 14;

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

    private static void numbers(Context context, Brains.Numbers numbers) throws IOException {
        int[] shape = numbers.shape();
        context.header("X-Shape", shape[0] + "," + shape[1] + "," + shape[2])
                .header("Vary", "Accept-Encoding")
                .contentType("application/octet-stream");
        byte[] bytes = numbers.bytes();
        String accepted = context.header("Accept-Encoding");
        if (bytes.length >= WORTH_PACKING
                && accepted != null
                && accepted.matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*")) {
            byte[] packed = packed(bytes);
            if (packed.length < bytes.length / 4 * 3) {
                context.header("Content-Encoding", "gzip").result(packed);
                return;
            }
        }
        context.result(bytes);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed, WORTH_PACKING)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
