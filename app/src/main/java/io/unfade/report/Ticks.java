package io.unfade.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round values along an axis, and how they are written. */
final class Ticks {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Ticks() {}

    /**
     * One labelled place on an axis.
     *
     * @param value where
     * @param label how it is written
     */
    record Tick(double value, String label) {}

    /** {@return round values within low..high, at most about a number of them; the one value if low equals high} */
    static List<Tick> linear(double low, double high, int count) {
        return stepped(low, high, roundStep((high - low) / Math.max(1, count)));
    }

    /** {@return whole numbers within low..high, at most about a number of them} */
    static List<Tick> whole(double low, double high, int count) {
        return stepped(low, high, Math.max(1, roundStep((high - low) / Math.max(1, count))));
    }

    /** {@return powers of ten within low..high, at most about a number of them} */
    static List<Tick> powers(double low, double high, int count) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        int step = Math.max(1, (int) Math.ceil((last - first) / (double) Math.max(1, count)));
        List<Tick> ticks = new ArrayList<>();
        for (int power = last; power >= first; power -= step) {
            ticks.add(0, new Tick(Math.pow(10, power), "10" + superscript(power)));
        }
        return ticks;
    }

    /** {@return a value with about a number of significant digits, without needless zeros} */
    static String format(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        if (Double.isNaN(value)) {
            return "no data";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
        return written(rounded);
    }

    private static List<Tick> stepped(double low, double high, double step) {
        if (!(high > low) || !(step > 0) || Double.isInfinite(step)) {
            return List.of(new Tick(low, format(low, 3)));
        }
        List<Tick> ticks = new ArrayList<>();
        int scale = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        double slack = 1e-9 * step;
        for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            BigDecimal value = BigDecimal.valueOf(i * step).setScale(scale, RoundingMode.HALF_EVEN);
            ticks.add(new Tick(i * step, value.signum() == 0 ? "0" : written(value)));
        }
        return ticks;
    }

    private static double roundStep(double rough) {
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double mantissa = rough / magnitude;
        double round = mantissa > 5.000001 ? 10 : mantissa > 2.000001 ? 5 : mantissa > 1.000001 ? 2 : 1;
        return round * magnitude;
    }

    private static String written(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        String text = exponent < -3 || exponent > 5
                ? plain.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "·10" + superscript(exponent)
                : plain.toPlainString();
        return text.replace('-', '−');
    }

    private static String superscript(int power) {
        StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
        for (char digit : Integer.toString(Math.abs(power)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
