package io.unfade.report.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Formats numbers without redundant zeros, very large and small ones as {@code 2·10⁻⁷}. Does not parse. */
public final class ShortNumberFormat extends NumberFormat {
    private static final long serialVersionUID = 1;

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Enough for every tick, few enough to hide binary rounding. */
    private static final int TICK_DIGITS = 12;

    private final int digits;

    /** Creates a format for axis ticks, which are round numbers. */
    public ShortNumberFormat() {
        this(TICK_DIGITS);
    }

    /** @param digits significant digits to round to, at least 1 */
    public ShortNumberFormat(int digits) {
        this.digits = digits;
    }

    /** {@return a number with three significant digits} */
    public static String three(double number) {
        return new ShortNumberFormat(3).format(number);
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        return to.append(Double.isNaN(number) ? "no data" : written(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return format((double) number, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException("this format only writes");
    }

    private String written(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal plain = BigDecimal.valueOf(number)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        if (exponent >= -3 && exponent <= 5) {
            return plain.toPlainString().replace('-', '−');
        }
        BigDecimal mantissa = plain.movePointLeft(exponent).stripTrailingZeros();
        String power = "10" + superscript(exponent);
        boolean one = mantissa.compareTo(BigDecimal.ONE) == 0;
        return (one ? power : mantissa.toPlainString() + "·" + power).replace('-', '−');
    }

    /** {@return an exponent in superscript digits} */
    private static String superscript(int power) {
        StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(power)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
