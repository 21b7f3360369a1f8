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

/** From an option's text to its value, with errors in plain words. */
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
                    : "; the locale knows the letters of " + letters + " alone, LC_ALL=C.UTF-8 would know all";
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

    /** {@return what reads the constants of a type as users write them} */
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
