package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import io.unfade.data.source.TextNumber;

import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Numbers in the cells of a table: decimal with a point or, throughout the table, a comma; true and false as 1 and 0;
 * and notations of missing values.
 */
final class CsvNumbers {
    private final boolean mayHaveComma;
    private char mark;

    CsvNumbers(CsvDialect dialect) {
        mayHaveComma = dialect.mayHaveDecimalComma();
    }

    /**
     * {@return the value of a cell}; NaN if it is missing
     *
     * @param place of the cell, for messages
     * @throws MalformedFileException if it is not a number, or not finite
     */
    double value(String text, Supplier<Location> place) throws MalformedFileException {
        OptionalDouble number = number(text, place);
        if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
            return number.getAsDouble();
        }
        String word = text.strip();
        if (word.isEmpty()) {
            return Double.NaN;
        }
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return word.equalsIgnoreCase("true") ? 1 : 0;
        }
        OptionalDouble other = TextNumber.value(word);
        if (other.isEmpty()) {
            throw place.get().problem("expected a number, but found %s", PlainText.quote(text));
        }
        if (Double.isInfinite(other.getAsDouble())) {
            throw place.get()
                    .problem("the value %s is infinite or too large; it must be finite", PlainText.quote(text));
        }
        return other.getAsDouble();
    }

    /**
     * {@return the value of a cell, if it is a decimal number}
     *
     * @param place of the cell, for messages
     * @throws MalformedFileException if its decimal mark differs from that of earlier cells
     */
    OptionalDouble number(String text, Supplier<Location> place) throws MalformedFileException {
        OptionalDouble plain = TextNumber.decimal(text);
        if (!mayHaveComma && plain.isPresent()) {
            return plain;
        }
        String word = text.strip();
        boolean comma = mayHaveComma && word.indexOf(',') >= 0;
        OptionalDouble value = TextNumber.decimal(comma ? word.replace(',', '.') : word);
        if (mayHaveComma && value.isPresent() && (comma || word.indexOf('.') >= 0)) {
            checkMark(text, comma ? ',' : '.', place);
        }
        return value;
    }

    private void checkMark(String text, char found, Supplier<Location> place) throws MalformedFileException {
        mark = mark == 0 ? found : mark;
        if (found != mark) {
            throw place.get()
                    .problem(
                            "the number %s has a decimal '%s', but those before have a decimal '%s'",
                            PlainText.quote(text), found, mark);
        }
    }
}
