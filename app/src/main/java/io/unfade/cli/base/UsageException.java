package io.unfade.cli.base;

/** The user asked for something that cannot be done; the message is one line that says what, where, and what would be right. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
