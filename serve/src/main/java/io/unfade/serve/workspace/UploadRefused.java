package io.unfade.serve.workspace;

/** A file that was not taken; the message says why, on one line. */
public final class UploadRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UploadRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why a file was not taken. */
    public enum Reason {
        /** There is a file of the name, or something else writes it. */
        IN_USE,
        TOO_LARGE,
        /** It violates its format. */
        UNREADABLE,
        /** Others are being taken. */
        BUSY,
        /** Not all of it came. */
        BROKEN_OFF
    }

    public Reason reason() {
        return reason;
    }
}
