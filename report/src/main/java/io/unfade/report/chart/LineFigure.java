package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Lines over the time steps: how much saliency falls on each step, or how strongly each step still acts at the end. */
public final class LineFigure extends Figure {
    private static final double LATE_SHARE = 0.1;

    private final String timeLabel;
    private final String valueLabel;
    private final boolean logarithmic;
    private final List<Line> lines;
    private final List<Span> spans;
    private final int steps;

    /**
     * One line.
     *
     * @param name what it stands for
     * @param values one number per time step; NaN leaves a gap
     * @param low lower edge of a shaded band; empty for none
     * @param high upper edge of a shaded band; empty for none
     */
    public record Line(String name, double[] values, double[] low, double[] high) {
        /** Checks the sizes. */
        public Line {
            Require.argument(values.length > 0, "line '%s' needs at least one value", name);
            Require.argument(
                    low.length == high.length && (low.length == 0 || low.length == values.length),
                    "the band of line '%s' must have as many values as the line, or none",
                    name);
        }

        /** {@return a line without band} */
        public static Line of(String name, double[] values) {
            return new Line(name, values, new double[0], new double[0]);
        }

        /** {@return the same line with a shaded band} */
        public Line withBand(double[] lower, double[] upper) {
            return new Line(name, values, lower, upper);
        }

        /** {@return the number of values before the trailing NaN} */
        int length() {
            int length = values.length;
            while (length > 0 && Double.isNaN(values[length - 1])) {
                length--;
            }
            return length;
        }

        Line times(double factor) {
            return new Line(name, times(values, factor), times(low, factor), times(high, factor));
        }

        private static double[] times(double[] numbers, double factor) {
            return Arrays.stream(numbers).map(value -> value * factor).toArray();
        }
    }

    /**
     * Time steps to shade.
     *
     * @param label why
     * @param from first step
     * @param to the step behind the last one
     */
    public record Span(String label, int from, int to) {
        /** Checks the ends. */
        public Span {
            Require.argument(
                    from >= 0 && from < to, "span '%s' must have 0 <= from < to, but was %d..%d", label, from, to);
        }
    }

    private LineFigure(String title, String valueLabel, boolean logarithmic, List<Line> lines, List<Span> spans) {
        this(title, "time step", valueLabel, logarithmic, lines, spans);
    }

    private LineFigure(
            String title,
            String timeLabel,
            String valueLabel,
            boolean logarithmic,
            List<Line> lines,
            List<Span> spans) {
        super(title);
        this.timeLabel = timeLabel;
        Require.argument(!lines.isEmpty(), "figure '%s' needs at least one line", title);
        this.valueLabel = valueLabel;
        this.logarithmic = logarithmic;
        this.lines = List.copyOf(lines);
        this.spans = List.copyOf(spans);
        steps = lines.stream().mapToInt(line -> line.values().length).max().orElse(1);
    }

    /**
     * {@return the share of a series' saliency that falls on each time step, with the last tenth of the steps shaded}
     *
     * @param lines shares, 0..1, that add up to 1; NaN in padding, which is hatched
     * @param reference the steps known to be informative; null if unknown
     */
    public static LineFigure massPerStep(String title, List<Line> lines, @Nullable Span reference) {
        int steps = Math.max(1, lines.stream().mapToInt(Line::length).max().orElse(1));
        List<Span> spans = new ArrayList<>();
        int late = (int) Math.min(steps - 1, Math.round(steps * (1 - LATE_SHARE)));
        spans.add(new Span("last 10 % of the steps", Math.max(0, late), steps));
        if (reference != null) {
            spans.add(reference);
        }
        List<Line> percent = lines.stream().map(line -> line.times(100)).toList();
        return new LineFigure(title, "share of saliency per step (%)", false, percent, spans);
    }

    /**
     * {@return the share of saliency by relative time, for series of different lengths, with the last tenth shaded}
     *
     * @param lines 100 shares each, one for each per cent of a series, 0..1, that add up to 1
     */
    public static LineFigure massByRelativeTime(String title, List<Line> lines) {
        List<Line> percent = lines.stream().map(line -> line.times(100)).toList();
        return new LineFigure(
                title,
                "relative time (% of each series)",
                "share of saliency per 1 % of time (%)",
                false,
                percent,
                List.of(new Span("last 10 % of each series", 90, 100)));
    }

    /** {@return the norm of the last hidden state's derivative by that of each step, on a logarithmic axis} */
    public static LineFigure gradientNorms(String title, List<Line> lines) {
        return new LineFigure(title, "‖∂h_T / ∂h_t‖ (no unit, log scale)", true, lines, List.of());
    }

    /**
     * {@return lines with an axis of one's own}
     *
     * @param valueLabel what the numbers are, with their unit
     * @param logarithmic whether equal factors, not equal differences, are equally far apart
     * @param spans steps to shade
     */
    public static LineFigure of(
            String title, String valueLabel, boolean logarithmic, List<Line> lines, List<Span> spans) {
        return new LineFigure(title, valueLabel, logarithmic, lines, spans);
    }

    @Override
    public Sheet sheet() {
        return new LineChart(this).sheet();
    }

    String timeLabel() {
        return timeLabel;
    }

    String valueLabel() {
        return valueLabel;
    }

    boolean logarithmic() {
        return logarithmic;
    }

    List<Line> lines() {
        return lines;
    }

    List<Span> spans() {
        return spans;
    }

    /** {@return the number of time steps} */
    int steps() {
        return steps;
    }

    /** {@return the number of time steps before those that hold no data in any line} */
    int length() {
        return lines.stream().mapToInt(Line::length).max().orElse(steps);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (steps > LinePoints.MAX_PLACES) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %,d time steps are drawn in %d places; each shows the lowest and the highest value there.",
                    steps,
                    LinePoints.MAX_PLACES));
        }
        if (logarithmic && values().anyMatch(value -> value <= 0)) {
            notes.add("Values of 0 lie on the lower edge: a logarithmic axis has no place for them.");
        }
        return notes;
    }

    private DoubleStream values() {
        return lines.stream().flatMapToDouble(line -> Arrays.stream(line.values()));
    }

    @Override
    public String altText() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Line chart over %,d time steps: %s.", steps, valueLabel));
        for (Line line : lines) {
            text.append(' ').append(describe(line));
        }
        for (Span span : spans) {
            text.append(String.format(
                    Locale.ROOT, " Shaded: %s (steps %d to %d).", span.label(), span.from(), span.to() - 1));
        }
        return text.toString();
    }

    private static String describe(Line line) {
        int highest = 0;
        for (int i = 1; i < line.values().length; i++) {
            boolean higher = line.values()[i] > line.values()[highest] || Double.isNaN(line.values()[highest]);
            highest = higher ? i : highest;
        }
        double[] values = line.values();
        return String.format(
                Locale.ROOT,
                "%s begins at %s, ends at %s and is highest (%s) at time step %d.",
                line.name(),
                ShortNumberFormat.three(values[0]),
                ShortNumberFormat.three(values[Math.max(0, line.length() - 1)]),
                ShortNumberFormat.three(values[highest]),
                highest);
    }
}
