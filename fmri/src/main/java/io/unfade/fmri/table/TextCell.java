package io.unfade.fmri.table;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Parsing of the cells of a text file. */
public final class TextCell {
    private static final Set<String> MISSING = Set.of("", "n/a", "na", "nan");
    private static final String NUMBER_CHARACTERS = "0123456789.+-eE";

    private TextCell() {}

    /** {@return whether it marks a missing value} */
    public static boolean isMissing(String text) {
        return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** {@return the value of a finite decimal number; empty if the text is not one} */
    public static OptionalDouble number(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> NUMBER_CHARACTERS.indexOf(c) >= 0)) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(trimmed);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
