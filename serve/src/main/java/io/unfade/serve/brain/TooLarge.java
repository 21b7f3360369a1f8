package io.unfade.serve.brain;

/** An image that is larger than what can be shown. */
public final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
        super(message);
    }
}
