package io.unfade.cli.base;

import io.unfade.check.NearestWord;
import io.unfade.workflow.base.RequestJson;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Converts an option's text to its value, with plain error messages. */
public final class ValueConverters {
    private ValueConverters() {}

    public static void register(CommandLine line) {
        line.registerConverter(int.class, number("a whole number", Integer::valueOf));
        line.registerConverter(Integer.class, number("a whole number", Integer::valueOf));
        line.registerConverter(long.class, number("a whole number", Long::valueOf));
        line.registerConverter(double.class, number("a number", Double::valueOf));
        line.registerConverter(Double.class, number("a number", Double::valueOf));
        line.registerConverter(Path.class, ValueConverters::path);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            String letters = System.getProperty("sun.jnu.encoding", "");
            String remedy = letters.equals("UTF-8")
                    ? ""
                    : "; the locale has only the letters of " + letters + ", LC_ALL=C.UTF-8 has all";
            throw new TypeConversionException("'" + text + "' cannot be the name of a file" + remedy);
        }
    }

    private static <T> ITypeConverter<T> number(String kind, Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + kind + ", or too large");
            }
        };
    }

    /** {@return the converter of an enum's constants as users write them} */
    public static <E> ITypeConverter<E> choice(Class<E> type) {
        return text -> Stream.of(type.getEnumConstants())
                .filter(value -> RequestJson.key((Enum<?>) value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> unknown(
                        text,
                        Stream.of(type.getEnumConstants())
                                .map(value -> RequestJson.key((Enum<?>) value))
                                .toList()));
    }

    private static TypeConversionException unknown(String text, List<String> known) {
        return new TypeConversionException(
                "'" + text + "' is not one of " + String.join(", ", known) + NearestWord.clause(text, known));
    }
}
