package io.unfade.workflow.base;

import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.UnaryOperator;

/** Failures of use cases in words, the same for all interfaces. */
public final class Failure {
    private Failure() {}

    /** {@return whether wrong use or bad input is the reason, so that the user can mend it} */
    public static boolean isUsersDoing(Throwable e) {
        return e instanceof IllegalArgumentException // BadRequest is one
                || e instanceof MalformedFileException
                || e instanceof NoSuchFileException
                || e instanceof FileAlreadyExistsException
                || e instanceof AccessDeniedException;
    }

    /**
     * {@return one sentence for people: what failed, where, and what would be right}
     *
     * @param names from names of settings to what the user knows them by
     */
    public static String inWords(Throwable e, UnaryOperator<String> names) {
        if (e instanceof BadRequest bad) {
            return bad.problem().inWords(names);
        }
        if (e instanceof MalformedFileException malformed) {
            return malformed.inWords(names);
        }
        if (e instanceof FileSystemException system) {
            return system.getFile() + ": " + reason(system);
        }
        boolean speaks = isUsersDoing(e) || e instanceof IllegalStateException || e instanceof IOException;
        String message = e.getMessage();
        return speaks && message != null ? message : e.toString();
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "is a file, but must be a folder";
        }
        String reason = e.getReason();
        if (reason != null) {
            return reason;
        }
        return e instanceof NoSuchFileException ? "there is no such file" : "cannot be read or written";
    }
}
