package io.unfade.data.source;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A place in a file, for messages. Created for every line of a text file, so its text is built on demand.
 *
 * @param file the file as the caller named it
 * @param part of it, such as {@code "array 'X'"}; empty for the file as a whole
 * @param line number of the line, or 0
 */
public record Location(Path file, String part, long line) {

    public Location(Path file, String part) {
        this(file, part, 0);
    }

    /** {@return a line of the file} */
    public static Location line(Path file, long line) {
        return new Location(file, "line ", line);
    }

    /** {@return a part of this place} */
    @FormatMethod
    public Location inside(@FormatString String template, Object... args) {
        String detail = String.format(Locale.ROOT, template, args);
        return new Location(file, place().isEmpty() ? detail : place() + ", " + detail);
    }

    /** {@return the place in the file, such as {@code "line 12"}; empty for the file as a whole} */
    public String place() {
        return line == 0 ? part : part + line;
    }

    /** {@return the exception for a problem here, in the words of a {@link Message}} */
    @FormatMethod
    public MalformedFileException problem(@FormatString String template, Object... args) {
        return new MalformedFileException(file, place(), Message.of(template, args));
    }

    /**
     * Checks a condition here.
     *
     * @throws MalformedFileException if it does not
     */
    @FormatMethod
    public void require(boolean condition, @FormatString String template, Object... args)
            throws MalformedFileException {
        if (!condition) {
            throw problem(template, args);
        }
    }
}
