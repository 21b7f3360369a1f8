package io.unfade.report.draw;

import org.jfree.chart.axis.NumberAxis;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;

/** An axis of names at 0, 1, 2 and so on, showing as many as fit. */
public final class NameAxis {
    public static final int MAX_NAME_WIDTH = 110;

    /** Space for the axis title, the tick marks and the gaps, in addition to the names. */
    public static final int ROOM = 34;

    private NameAxis() {}

    /**
     * {@return the axis}
     *
     * @param label title of the axis
     * @param names one per integer
     * @param room spacing of names along the axis
     * @param needed extent of a label along the axis
     */
    public static NumberAxis of(String label, List<String> names, double room, double needed) {
        return of(label, names, room, needed, MAX_NAME_WIDTH);
    }

    /** {@return the axis with a given maximum width of names} */
    public static NumberAxis of(String label, List<String> names, double room, double needed, int maxNameWidth) {
        NumberAxis axis = Look.styled(new NumberAxis(label));
        axis.setRange(-0.5, names.size() - 0.5);
        axis.setTickUnit(Look.wholeUnit(needed / room));
        axis.setNumberFormatOverride(new Names(names, maxNameWidth));
        return axis;
    }

    /** {@return the width of the longest name as drawn} */
    public static int width(List<String> names) {
        return width(names, MAX_NAME_WIDTH);
    }

    /** {@return the width of the longest name as drawn, up to a maximum} */
    public static int width(List<String> names, int maxNameWidth) {
        double widest = names.stream()
                .mapToDouble(name -> Look.width(written(name, maxNameWidth), Look.TICK))
                .max()
                .orElse(0);
        return (int) Math.ceil(widest);
    }

    private static String written(String name, int maxNameWidth) {
        return Look.fit(name, Look.TICK, maxNameWidth);
    }

    /** Formats an integer as its name. */
    private static final class Names extends NumberFormat {
        private static final long serialVersionUID = 1;

        private final String[] names;

        Names(List<String> names, int maxNameWidth) {
            this.names = names.stream().map(name -> written(name, maxNameWidth)).toArray(String[]::new);
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            return format(Math.round(number), to, position);
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return to.append(number >= 0 && number < names.length ? names[(int) number] : "");
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("this format only writes");
        }
    }
}
