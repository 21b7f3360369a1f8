package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines over the time steps of a series, such as the saliency per step, or over a parameter, such as the start of a box
 * or the fraction removed.
 */
public final class LineFigure extends Figure {
    private static final double LATE_SHARE = 0.1;

    private final String xLabel;
    private final String valueLabel;
    private final boolean overSteps;
    private final List<Line> lines;
    private final Options options;

    /** What a figure shows in addition to its lines. */
    record Options(Values values, List<Span> spans, List<Reference> references, Intervals intervals) {}

    /**
     * The value axis.
     *
     * @param logarithmic whether the axis is logarithmic
     * @param range its ends; null to fit the values
     */
    record Values(boolean logarithmic, @Nullable Range range) {
        static final Values PLAIN = new Values(false, null);
    }

    /**
     * How intervals are drawn.
     *
     * @param label entry in the key; empty for none
     * @param whiskers whether they are whiskers at the points instead of bands along the lines
     */
    record Intervals(String label, boolean whiskers) {}

    /**
     * One line.
     *
     * @param name of the line
     * @param x the step or parameter at each point, not decreasing; steep curves have several points at one place
     * @param values the number at each point; NaN leaves a gap
     * @param low lower ends of the points' intervals, NaN for none at a point; empty if no point has one
     * @param high upper ends of the points' intervals, NaN for none at a point; empty if no point has one
     */
    public record Line(String name, double[] x, double[] values, double[] low, double[] high) {
        /** Copies the numbers and checks them. */
        public Line {
            Require.argument(
                    x.length > 0 && x.length == values.length,
                    "line '%s' needs at least one point and as many values as places, but has %d places and %d values",
                    name,
                    x.length,
                    values.length);
            for (int i = 0; i < x.length; i++) {
                Require.argument(
                        Double.isFinite(x[i]) && (i == 0 || x[i - 1] <= x[i]),
                        "the places of line '%s' must be finite and must not fall, but number %d is %s",
                        name,
                        i,
                        x[i]);
            }
            Require.argument(
                    low.length == high.length && (low.length == 0 || low.length == x.length),
                    "line '%s' must have an interval for each of its %d points, or none",
                    name,
                    x.length);
            x = x.clone();
            values = values.clone();
            low = low.clone();
            high = high.clone();
        }

        /** {@return a line over time steps, without intervals} */
        public static Line of(String name, double[] values) {
            return of(name, IntStream.range(0, values.length).asDoubleStream().toArray(), values);
        }

        /** {@return a line over a parameter, without intervals} */
        public static Line of(String name, double[] x, double[] values) {
            return new Line(name, x, values, new double[0], new double[0]);
        }

        /** {@return a copy with an interval at each point; NaN for none} */
        public Line withIntervals(double[] lower, double[] upper) {
            return new Line(name, x, values, lower, upper);
        }

        /** {@return the number of values before the trailing NaN} */
        int length() {
            int length = values.length;
            while (length > 0 && Double.isNaN(values[length - 1])) {
                length--;
            }
            return length;
        }

        boolean hasInterval(int point) {
            return low.length > 0 && Double.isFinite(low[point]) && Double.isFinite(high[point]);
        }

        Line times(double factor) {
            return new Line(name, x, times(values, factor), times(low, factor), times(high, factor));
        }

        private static double[] times(double[] numbers, double factor) {
            return Arrays.stream(numbers).map(value -> value * factor).toArray();
        }
    }

    /**
     * Time steps to shade.
     *
     * @param label reason
     * @param from first step
     * @param to the step after the last one
     */
    public record Span(String label, int from, int to) {
        /** Checks the ends. */
        public Span {
            Require.argument(
                    from >= 0 && from < to, "span '%s' must have 0 <= from < to, but was %d..%d", label, from, to);
        }
    }

    /**
     * A reference value, drawn across the whole figure.
     *
     * @param label its name, such as {@code published}
     * @param value its position
     */
    record Reference(String label, double value) {}

    private LineFigure(
            String title, String xLabel, String valueLabel, boolean overSteps, List<Line> lines, Options options) {
        super(title);
        Require.argument(!lines.isEmpty(), "figure '%s' needs at least one line", title);
        this.xLabel = xLabel;
        this.valueLabel = valueLabel;
        this.overSteps = overSteps;
        this.lines = List.copyOf(lines);
        this.options = options;
    }

    /**
     * {@return lines over a parameter, with a marker at every point unless they are many}
     *
     * @param xLabel name of the parameter, with its unit
     * @param valueLabel name of the values, with their unit
     * @throws IllegalArgumentException if there is no line
     */
    public static LineFigure of(String title, String xLabel, String valueLabel, List<Line> lines) {
        Options options = new Options(Values.PLAIN, List.of(), List.of(), new Intervals("interval", true));
        return new LineFigure(title, xLabel, valueLabel, false, lines, options);
    }

    /**
     * {@return lines over time steps, with intervals as bands}
     *
     * @param valueLabel name of the values, with their unit
     * @param lines trailing NaN is padding, which is hatched where no line has data
     * @throws IllegalArgumentException if there is no line
     */
    public static LineFigure overSteps(String title, String valueLabel, List<Line> lines) {
        return overSteps(title, "time step", valueLabel, lines);
    }

    private static LineFigure overSteps(String title, String xLabel, String valueLabel, List<Line> lines) {
        Options options = new Options(Values.PLAIN, List.of(), List.of(), new Intervals("", false));
        return new LineFigure(title, xLabel, valueLabel, true, lines, options);
    }

    /**
     * {@return the share of a series' saliency per time step, with the last tenth of the steps shaded}
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
        return overSteps(title, "share of saliency per step (%)", percent(lines))
                .withSpans(spans);
    }

    /**
     * {@return the share of saliency by relative time, for series of different lengths, with the last tenth shaded}
     *
     * @param lines 100 shares each, one per cent of a series each, 0..1, that add up to 1
     */
    public static LineFigure massByRelativeTime(String title, List<Line> lines) {
        String label = "share of saliency per 1 % of time (%)";
        return overSteps(title, "relative time (% of each series)", label, percent(lines))
                .withSpans(List.of(new Span("last 10 % of each series", 90, 100)));
    }

    private static List<Line> percent(List<Line> shares) {
        return shares.stream().map(line -> line.times(100)).toList();
    }

    /**
     * {@return the norm of the derivative of the last hidden state with respect to that of each step, on a logarithmic
     * axis}
     */
    public static LineFigure gradientNorms(String title, List<Line> lines) {
        return overSteps(title, "‖∂h_T / ∂h_t‖ (no unit, log scale)", lines).withLogarithmicValues();
    }

    /** {@return a copy with a logarithmic value axis} */
    public LineFigure withLogarithmicValues() {
        return with(new Options(new Values(true, null), options.spans, options.references, options.intervals));
    }

    /** {@return a copy with the ends of the value axis} */
    public LineFigure withRange(double low, double high) {
        Require.argument(low < high, "the range of figure '%s' must rise, but was %s..%s", title(), low, high);
        Values values = new Values(false, new Range(low, high));
        return with(new Options(values, options.spans, options.references, options.intervals));
    }

    /** {@return a copy with shaded time steps, the first span in grey} */
    public LineFigure withSpans(List<Span> shaded) {
        return with(new Options(options.values, List.copyOf(shaded), options.references, options.intervals));
    }

    /** {@return a copy with an additional line across it at a reference value} */
    public LineFigure withReference(String label, double value) {
        Require.argument(Double.isFinite(value), "the reference '%s' must be a number, but was %s", label, value);
        List<Reference> references = new ArrayList<>(options.references);
        references.add(new Reference(label, value));
        return with(new Options(options.values, options.spans, List.copyOf(references), options.intervals));
    }

    /** {@return a copy with the intervals as whiskers at the points, with an entry in the key} */
    public LineFigure withWhiskers(String label) {
        return with(new Options(options.values, options.spans, options.references, new Intervals(label, true)));
    }

    /** {@return a copy with the intervals as bands along the lines, with an entry in the key} */
    public LineFigure withBands(String label) {
        return with(new Options(options.values, options.spans, options.references, new Intervals(label, false)));
    }

    private LineFigure with(Options other) {
        return new LineFigure(title(), xLabel, valueLabel, overSteps, lines, other);
    }

    @Override
    public Sheet sheet() {
        return new LineChart(this).sheet();
    }

    String xLabel() {
        return xLabel;
    }

    String valueLabel() {
        return valueLabel;
    }

    boolean overSteps() {
        return overSteps;
    }

    List<Line> lines() {
        return lines;
    }

    Options options() {
        return options;
    }

    /** {@return the number of points of the longest line} */
    int steps() {
        return lines.stream().mapToInt(line -> line.x().length).max().orElse(1);
    }

    /** {@return the number of time steps up to the last with data in any line} */
    int length() {
        return lines.stream().mapToInt(Line::length).max().orElse(0);
    }

    boolean hasIntervals() {
        return lines.stream()
                .anyMatch(line -> IntStream.range(0, line.low().length).anyMatch(line::hasInterval));
    }

    /** {@return all finite values and ends of intervals} */
    double[] present() {
        return lines.stream()
                .flatMap(line -> List.of(line.values(), line.low(), line.high()).stream())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        Range range = options.values.range;
        if (steps() > LinePoints.MAX_PLACES) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %,d %s are drawn in %d places; each shows the lowest and the highest value there.",
                    steps(),
                    overSteps ? "time steps" : "points",
                    LinePoints.MAX_PLACES));
        }
        if (options.values.logarithmic
                && lines.stream()
                        .anyMatch(line -> DoubleStream.of(line.values()).anyMatch(v -> v <= 0))) {
            notes.add("Values of 0 lie on the lower edge: a logarithmic axis has no place for them.");
        }
        if (range != null && DoubleStream.of(present()).anyMatch(value -> !range.contains(value))) {
            notes.add(Words.outside(range));
        }
        if (new LineChart(this).apart()) {
            notes.add("Points of different lines at the same place are drawn next to one another.");
        }
        return notes;
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder(
                overSteps
                        ? String.format(Locale.ROOT, "Line chart over %,d time steps: %s.", steps(), valueLabel)
                        : String.format(Locale.ROOT, "Line chart: %s by %s.", valueLabel, xLabel));
        for (Line line : lines) {
            text.append(' ').append(overSteps ? outline(line) : everyPoint(line));
        }
        for (Span span : options.spans) {
            text.append(String.format(
                    Locale.ROOT, " Shaded: %s (steps %d to %d).", span.label(), span.from(), span.to() - 1));
        }
        for (Reference reference : options.references) {
            text.append(String.format(
                    Locale.ROOT,
                    " Line across, %s: %s.",
                    reference.label(),
                    ShortNumberFormat.three(reference.value())));
        }
        return text.toString();
    }

    private static String outline(Line line) {
        double[] values = line.values();
        int highest = 0;
        for (int i = 1; i < values.length; i++) {
            highest = values[i] > values[highest] || Double.isNaN(values[highest]) ? i : highest;
        }
        return String.format(
                Locale.ROOT,
                "%s begins at %s, ends at %s and is highest (%s) at time step %d.",
                line.name(),
                ShortNumberFormat.three(values[0]),
                ShortNumberFormat.three(values[Math.max(0, line.length() - 1)]),
                ShortNumberFormat.three(values[highest]),
                highest);
    }

    /** {@return the points of a line; of many only some, evenly chosen} */
    private String everyPoint(Line line) {
        List<String> points = new ArrayList<>();
        int step = (line.x().length - 1) / LineChart.MANY + 1;
        for (int i = 0; i < line.x().length; i += step) {
            String interval =
                    line.hasInterval(i) ? Words.interval(options.intervals.label, line.low()[i], line.high()[i]) : "";
            points.add(ShortNumberFormat.three(line.values()[i])
                    + " at "
                    + ShortNumberFormat.three(line.x()[i])
                    + interval);
        }
        return line.name() + ": " + String.join(", ", points) + ".";
    }
}
