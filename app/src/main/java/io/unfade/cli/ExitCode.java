package io.unfade.cli;

/** Exit codes of the process. */
final class ExitCode {
    /** Done. */
    static final int OK = 0;
    /** Something failed that was not the user's doing. */
    static final int FAILURE = 1;
    /** Wrong use or bad input. */
    static final int USAGE = 2;
    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
