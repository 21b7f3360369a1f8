package io.unfade.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Thrown if the content of a file violates its format. The message is one line: the file, the place in it, what was
 * found and what was expected; very long ones are shortened in the middle.
 */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    /**
     * Creates the exception with the message {@code file, place: problem}.
     *
     * @param file the file, shown as the caller gave it
     * @param place where in the file, such as {@code "line 12"} or {@code "array 'X'"}; empty if the whole file
     * @param problem what was found and what was expected
     */
    public MalformedFileException(Path file, String place, String problem) {
        this(file, place, Message.text(problem));
    }

    /** Likewise, for a problem with a remedy: a setting named in the message. */
    public MalformedFileException(Path file, String place, Message problem) {
        this(message(file, place, problem), null);
    }

    /**
     * Creates the exception for a problem that another exception reported.
     *
     * @param file the file, shown as the caller gave it
     * @param place where in the file; empty if the whole file
     * @param problem what was found and what was expected
     * @param cause the exception that reported it
     */
    public MalformedFileException(Path file, String place, String problem, Throwable cause) {
        this(message(file, place, Message.text(problem)), cause);
    }

    private MalformedFileException(Message message, @Nullable Throwable cause) {
        super(PlainText.shortened(message.toString()), cause);
        this.message = message;
    }

    /** {@return the message with settings renamed by a function} */
    public String inWords(UnaryOperator<String> names) {
        return PlainText.shortened(message.inWords(names));
    }

    private static Message message(Path file, String place, Message problem) {
        return Message.text(place.isEmpty() ? file + ": " : file + ", " + place + ": ")
                .and(problem);
    }
}
