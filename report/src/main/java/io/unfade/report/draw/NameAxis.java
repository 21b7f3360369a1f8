package io.unfade.report.draw;

import org.jfree.chart.axis.NumberAxis;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;

/** An axis of names at 0, 1, 2 and so on, of which it shows as many as there is room for. */
public final class NameAxis {
    public static final int MAX_NAME_WIDTH = 110;

    /** What the name of the axis, the tick marks and the gaps take in addition to the names. */
    public static final int ROOM = 34;

    private NameAxis() {}

    /**
     * {@return the axis}
     *
     * @param label what the names are
     * @param names one for every whole number
     * @param room of one name along the axis
     * @param needed by one label along the axis
     */
    public static NumberAxis of(String label, List<String> names, double room, double needed) {
        return of(label, names, room, needed, MAX_NAME_WIDTH);
    }

    /** {@return a copy with another width of the longest name} */
    public static NumberAxis of(String label, List<String> names, double room, double needed, int maxNameWidth) {
        NumberAxis axis = Look.styled(new NumberAxis(label));
        axis.setRange(-0.5, names.size() - 0.5);
        axis.setTickUnit(Look.wholeUnit(needed / room));
        axis.setNumberFormatOverride(new Names(names, maxNameWidth));
        return axis;
    }

    /** {@return the width of the longest name as it is written} */
    public static int width(List<String> names) {
        return width(names, MAX_NAME_WIDTH);
    }

    /** {@return a copy with another width of the longest name} */
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

    /** Writes a whole number as the name it stands for. */
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
