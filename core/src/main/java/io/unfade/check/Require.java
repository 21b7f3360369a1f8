package io.unfade.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Checks of arguments and state, with messages that state the problem and the rule. */
public final class Require {
    private Require() {}

    /**
     * Checks a caller's argument.
     *
     * @param condition what must hold
     * @param template a {@link String#format} template: what, the rule, the value found
     * @param args the template's values
     * @throws IllegalArgumentException if the condition does not hold
     */
    @FormatMethod
    public static void argument(boolean condition, @FormatString String template, Object... args) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, template, args));
        }
    }

    /**
     * Checks a count.
     *
     * @param what name of the count, such as {@code epochs}
     * @param value the count
     * @throws IllegalArgumentException if the value is below 1
     */
    public static void atLeastOne(String what, long value) {
        argument(value >= 1, "%s must be at least 1, but was %d", what, value);
    }

    /**
     * {@return the value, which must be present}
     *
     * @param value the value
     * @param template a {@link String#format} template: what is absent, and what is expected
     * @param args the template's values
     * @throws IllegalArgumentException if the value is null
     */
    @FormatMethod
    public static <T> T present(@Nullable T value, @FormatString String template, Object... args) {
        if (value == null) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, template, args));
        }
        return value;
    }

    /**
     * Checks the size of a caller's array. Allocates nothing if the size is right.
     *
     * @param what name of the array
     * @param expected the required number of values
     * @param found the actual number
     * @throws IllegalArgumentException if the two differ
     */
    public static void size(String what, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException(what + " needs " + expected + " values, but has " + found);
        }
    }
}
