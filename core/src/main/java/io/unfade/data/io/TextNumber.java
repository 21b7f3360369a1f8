package io.unfade.data.io;

import io.unfade.check.MalformedFileException;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Numbers as text formats write them. */
final class TextNumber {
    private static final Set<String> MISSING = Set.of("", "?", "nan", "na");
    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private TextNumber() {}

    /**
     * {@return the value of a cell: NaN for {@code ?}, {@code NaN} and {@code NA}, infinity for what says so}
     *
     * @throws MalformedFileException if the text is anything else but a decimal number
     */
    static double cell(String text, Location location) throws MalformedFileException {
        String trimmed = text.strip();
        OptionalDouble number = decimal(trimmed);
        if (number.isPresent()) {
            return number.getAsDouble();
        }
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (MISSING.contains(lower) && !lower.isEmpty()) {
            return Double.NaN;
        }
        if (INFINITE.contains(lower)) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw location.problem("expected a number, but found %s", Location.quote(text));
    }

    /** {@return the value of a decimal number; nothing if the text is not one} */
    static OptionalDouble decimal(String text) {
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
