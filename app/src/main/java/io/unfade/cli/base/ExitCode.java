package io.unfade.cli.base;

/** Exit codes of the process. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** A failure not caused by the user. */
    public static final int FAILURE = 1;
    /** Wrong use or bad input. */
    public static final int USAGE = 2;
    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
