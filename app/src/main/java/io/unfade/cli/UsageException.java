package io.unfade.cli;

/** The user asked for something that cannot be done; the message is one line that says what, where, and what would be right. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
