package io.unfade.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A file whose content is not what its format demands. The message is one line: the file, the place in it, what was
 * found and what would be right; the middle of a very long one is left out.
 */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    /**
     * Creates the exception with the message {@code file, place: problem}.
     *
     * @param file the file, shown as the caller gave it
     * @param place where in the file, such as {@code "line 12"} or {@code "array 'X'"}; empty if the whole file
     * @param problem what was found and what would be right
     */
    public MalformedFileException(Path file, String place, String problem) {
        this(file, place, Message.text(problem));
    }

    /** Creates likewise the exception for a problem that a setting helps against, which the message names. */
    public MalformedFileException(Path file, String place, Message problem) {
        this(message(file, place, problem), null);
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
        this(message(file, place, Message.text(problem)), cause);
    }

    private MalformedFileException(Message message, @Nullable Throwable cause) {
        super(PlainText.shortened(message.toString()), cause);
        this.message = message;
    }

    /** {@return the message, in which settings are called what the function calls them} */
    public String inWords(UnaryOperator<String> names) {
        return PlainText.shortened(message.inWords(names));
    }

    private static Message message(Path file, String place, Message problem) {
        return Message.text(place.isEmpty() ? file + ": " : file + ", " + place + ": ")
                .and(problem);
    }
}
