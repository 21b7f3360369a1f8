package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Parsing of numbers in text formats. */
public final class TextNumber {
    private static final Set<String> MISSING =
            Set.of("?", "nan", "-nan", "na", "n/a", "#n/a", "<na>", "null", "\\n", "none");
    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private TextNumber() {}

    /**
     * {@return the value of a cell: NaN for {@code ?}, {@code NaN}, {@code NA}, {@code null} and the like, infinity for
     * its spellings}
     *
     * @throws MalformedFileException if the text is anything other than a decimal number
     */
    public static double cell(String text, Location location) throws MalformedFileException {
        OptionalDouble value = value(text.strip());
        if (value.isPresent()) {
            return value.getAsDouble();
        }
        throw location.problem("expected a number, but found %s", PlainText.quote(text));
    }

    /** {@return the value of a cell without surrounding blanks, as in {@link #cell}; empty if it is not a number} */
    public static OptionalDouble value(String text) {
        OptionalDouble number = decimal(text);
        if (number.isPresent()) {
            return number;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (MISSING.contains(lower)) {
            return OptionalDouble.of(Double.NaN);
        }
        if (INFINITE.contains(lower)) {
            return OptionalDouble.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return OptionalDouble.empty();
    }

    /** {@return the value of a decimal number; empty if the text is not one} */
    public static OptionalDouble decimal(String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** {@return an order for labels: by value if all are numbers, else by text} */
    static Comparator<String> order(List<String> labels) {
        boolean numbers = labels.stream().allMatch(label -> decimal(label).isPresent());
        Comparator<String> text = Comparator.naturalOrder();
        return numbers
                ? Comparator.<String>comparingDouble(label -> decimal(label).orElseThrow())
                        .thenComparing(text)
                : text;
    }
}
