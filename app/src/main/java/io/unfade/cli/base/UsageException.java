package io.unfade.cli.base;

/** Wrong use; the message is one line that says what is wrong, where, and what would be right. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
