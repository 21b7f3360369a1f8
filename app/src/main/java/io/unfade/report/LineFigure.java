package io.unfade.report;

import io.unfade.check.Require;
import io.unfade.report.Canvas.Stroke;
import io.unfade.report.Ticks.Tick;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Lines over the time steps: how much saliency falls on each step, or how strongly each step still acts at the end. */
public final class LineFigure extends Figure {
    private static final double PLOT_HEIGHT = 190;
    private static final double TOP = 10;
    private static final double NAME_ROOM = 22;
    private static final double[][] DASHES = {{}, {6, 3}, {2, 2}, {9, 3, 2, 3}, {4, 4}, {1, 2}};
    private static final double LATE_SHARE = 0.1;

    private final String valueLabel;
    private final boolean logarithmic;
    private final List<Line> lines;
    private final List<Span> spans;
    private final int steps;
    private final LineScale scale;

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

    private record Shade(Span span, Ink ink) {}

    private LineFigure(String title, String valueLabel, boolean logarithmic, List<Line> lines, List<Span> spans) {
        super(title);
        Require.argument(!lines.isEmpty(), "figure '%s' needs at least one line", title);
        this.valueLabel = valueLabel;
        this.logarithmic = logarithmic;
        this.lines = List.copyOf(lines);
        this.spans = List.copyOf(spans);
        steps = lines.stream().mapToInt(line -> line.values().length).max().orElse(1);
        scale = LineScale.around(lines, logarithmic);
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
    Size size() {
        double width = left() + PLOT_WIDTH + 24;
        return new Size(width, TOP + PLOT_HEIGHT + Axis.BELOW + legend(width).height());
    }

    private double left() {
        double ticks = scale.ticks().stream()
                .mapToDouble(tick -> TextWidth.of(tick.label(), TICK_SIZE))
                .max()
                .orElse(0);
        return Math.max(NAME_ROOM + ticks + Axis.TICK + 4, 56);
    }

    @Override
    void draw(Canvas canvas) {
        Box plot = new Box(left(), TOP, PLOT_WIDTH, PLOT_HEIGHT);
        for (Shade shade : shades()) {
            canvas.fill(shaded(plot, shade.span().from(), shade.span().to()), shade.ink(), 0.4);
        }
        for (Tick tick : scale.ticks()) {
            double y = scale.y(plot, tick.value());
            canvas.line(plot.x(), y, plot.right(), y, Stroke.solid(Ink.GRID, 0.8));
            Axis.left(canvas, plot, y, tick.label());
        }
        if (length() < steps) {
            canvas.hatch(shaded(plot, length(), steps));
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            new LineTrace(plot, scale, steps).draw(canvas, lines.get(i), stroke(i));
        }
        Axis.frame(canvas, plot);
        Axis.time(canvas, plot, steps, true);
        Axis.upwardName(canvas, plot, LABEL_SIZE + 2, valueLabel);
        Legend legend = legend(size().width());
        legend.draw(canvas, plot.x(), size().height() - legend.height());
    }

    private Legend legend(double width) {
        Legend legend = new Legend(width - left());
        for (int i = 0; i < lines.size(); i++) {
            Stroke stroke = stroke(i);
            legend.add(
                    lines.get(i).name(),
                    (canvas, box) -> canvas.line(box.x(), box.centerY(), box.right(), box.centerY(), stroke));
        }
        for (Shade shade : shades()) {
            legend.add(shade.span().label(), (canvas, box) -> canvas.fill(box, shade.ink(), 0.5));
        }
        if (length() < steps) {
            legend.add("no data (padding)", Canvas::hatch);
        }
        return legend;
    }

    private List<Shade> shades() {
        List<Shade> shades = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            shades.add(new Shade(spans.get(i), i == 0 ? Ink.SPAN_LATE : Ink.SPAN_REFERENCE));
        }
        return shades;
    }

    private int length() {
        return lines.stream().mapToInt(Line::length).max().orElse(steps);
    }

    private Box shaded(Box plot, int first, int end) {
        double from = plot.x() + Math.min(1, (double) first / steps) * plot.width();
        double to = plot.x() + Math.min(1, (double) end / steps) * plot.width();
        return new Box(from, plot.y(), to - from, plot.height());
    }

    private static Stroke stroke(int index) {
        return new Stroke(Ink.line(index), 1.8, DASHES[index % DASHES.length]);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (steps > LineTrace.MAX_POINTS) {
            notes.add("The %,d time steps are drawn in %d places; each shows the lowest and the highest value there."
                    .formatted(steps, LineTrace.MAX_POINTS));
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
        StringBuilder text = new StringBuilder("Line chart over %,d time steps: %s.".formatted(steps, valueLabel));
        for (Line line : lines) {
            text.append(' ').append(describe(line));
        }
        for (Span span : spans) {
            text.append(" Shaded: %s (steps %d to %d).".formatted(span.label(), span.from(), span.to() - 1));
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
        return "%s begins at %s, ends at %s and is highest (%s) at time step %d."
                .formatted(
                        line.name(),
                        Ticks.format(values[0], 3),
                        Ticks.format(values[Math.max(0, line.length() - 1)], 3),
                        Ticks.format(values[highest], 3),
                        highest);
    }
}
