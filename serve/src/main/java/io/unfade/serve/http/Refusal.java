package io.unfade.serve.http;

import io.javalin.http.HttpStatus;

/** A request that is refused, with a status and one line for people. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    public Refusal(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
