package io.unfade.check;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file whose content is not what its format demands. The message is one line: the file, the place in it, what was
 * found and what would be right; the middle of a very long one is left out.
 */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with the message {@code file, place: problem}.
     *
     * @param file the file, shown as the caller gave it
     * @param place where in the file, such as {@code "line 12"} or {@code "array 'X'"}; empty if the whole file
     * @param problem what was found and what would be right
     */
    public MalformedFileException(Path file, String place, String problem) {
        super(message(file, place, problem));
    }

    /**
     * Creates the exception for a problem that another exception reported.
     *
     * @param file the file, shown as the caller gave it
     * @param place where in the file; empty if the whole file
     * @param problem what was found and what would be right
     * @param cause the exception that reported it
     */
    public MalformedFileException(Path file, String place, String problem, Throwable cause) {
        super(message(file, place, problem), cause);
    }

    private static String message(Path file, String place, String problem) {
        return PlainText.shortened(place.isEmpty() ? file + ": " + problem : file + ", " + place + ": " + problem);
    }
}
