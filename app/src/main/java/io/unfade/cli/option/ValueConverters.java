package io.unfade.cli.option;

import io.unfade.benchmark.SuiteName;
import io.unfade.check.NearestWord;
import io.unfade.data.Holdout;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.ProcessData;
import io.unfade.train.TrainingOptions;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** From an option's text to its value, with errors in plain words. */
public final class ValueConverters {
    private ValueConverters() {}

    public static void register(CommandLine line) {
        line.registerConverter(int.class, number("a whole number", Integer::valueOf));
        line.registerConverter(Integer.class, number("a whole number", Integer::valueOf));
        line.registerConverter(long.class, number("a whole number", Long::valueOf));
        line.registerConverter(double.class, number("a number", Double::valueOf));
        line.registerConverter(Path.class, ValueConverters::path);
        choice(line, TimeAxis.class);
        choice(line, ArrayAxes.class);
        choice(line, MissingValues.class);
        choice(line, Holdout.Rule.class);
        choice(line, TrainingOptions.Optimizer.class);
        choice(line, TrainingOptions.ClassWeights.class);
        choice(line, TrainingOptions.Regime.class);
        choice(line, SuiteName.class);
        choice(line, ProcessData.Variant.class);
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

    /** Reads the constants of a type as users write them. */
    public static <E extends Enum<E>> void choice(CommandLine line, Class<E> type) {
        line.registerConverter(
                type,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> key(value).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> unknown(
                                text,
                                Arrays.stream(type.getEnumConstants())
                                        .map(ValueConverters::key)
                                        .toList())));
    }

    private static TypeConversionException unknown(String text, List<String> known) {
        return new TypeConversionException(
                "'" + text + "' is not one of " + String.join(", ", known) + NearestWord.clause(text, known));
    }

    /** {@return a constant as users write it} */
    public static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
