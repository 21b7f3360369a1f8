package io.unfade.cli.base;

/** Exit codes of the process. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** Something failed that was not the user's doing. */
    public static final int FAILURE = 1;
    /** Wrong use or bad input. */
    public static final int USAGE = 2;
    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
