package io.unfade.check;

import java.math.BigDecimal;

/**
 * The numbers that a setting may have, at least 0.
 *
 * @param most the largest; infinity for no limit
 * @param including whether the largest is one of them
 */
public record Range(double most, boolean including) {
    /** 0 to below 1. */
    public static final Range SHARE = new Range(1, false);

    /** 0 to 1. */
    public static final Range SHARE_OR_ALL = new Range(1, true);

    /** Any finite number from 0. */
    public static final Range NOT_NEGATIVE = new Range(Double.POSITIVE_INFINITY, false);

    /** {@return whether a number is in the range; NaN never is} */
    public boolean holds(double value) {
        return value >= 0 && (value < most || (including && value == most));
    }

    /**
     * Checks a number.
     *
     * @param what the name of the setting
     * @throws IllegalArgumentException if the number is not in the range
     */
    public void require(String what, double value) {
        Require.argument(holds(value), "%s must be %s, but was %s", what, this, value);
    }

    /** {@return the range in words, such as {@code 0 to below 1}} */
    @Override
    public String toString() {
        if (Double.isInfinite(most)) {
            return "0 or more";
        }
        return (including ? "0 to " : "0 to below ")
                + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString();
    }
}
