package io.unfade.serve.http;

import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** A request that is refused, with a status and one line for people. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final @Nullable String setting;

    public Refusal(HttpStatus status, String message) {
        this(status, message, null);
    }

    /** @param setting of a request that is wrong, by its path; null for none */
    public Refusal(HttpStatus status, String message, @Nullable String setting) {
        super(message);
        this.status = status;
        this.setting = setting;
    }

    @Nullable
    String setting() {
        return setting;
    }

    HttpStatus status() {
        return status;
    }
}
