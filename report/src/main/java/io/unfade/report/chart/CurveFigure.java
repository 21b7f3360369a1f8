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

/**
 * Lines over a numeric parameter, such as where a box begins or how much was removed: a marker at every point, joined in
 * the order of the parameter.
 */
public final class CurveFigure extends Figure {
    private final String xLabel;
    private final String yLabel;
    private final List<Curve> curves;
    private final Extras extras;

    /** What a figure may have beside its curves. */
    private record Extras(@Nullable Range range, List<Reference> references, String intervalLabel, boolean bands) {}

    /**
     * One line.
     *
     * @param name what it stands for
     * @param x the parameter at each point, rising
     * @param values the number at each point; NaN leaves a gap
     * @param low lower ends of the points' intervals, NaN for a point without; empty if no point has one
     * @param high upper ends of the points' intervals, NaN for a point without; empty if no point has one
     */
    public record Curve(String name, double[] x, double[] values, double[] low, double[] high) {
        /** Copies the numbers and checks them. */
        public Curve {
            Require.argument(
                    x.length > 0 && x.length == values.length,
                    "curve '%s' needs at least one point and as many values as places, but has %d places and %d values",
                    name,
                    x.length,
                    values.length);
            for (int i = 0; i < x.length; i++) {
                Require.argument(
                        Double.isFinite(x[i]) && (i == 0 || x[i - 1] < x[i]),
                        "the places of curve '%s' must be finite and rising, but number %d is %s",
                        name,
                        i,
                        x[i]);
            }
            Require.argument(
                    low.length == high.length && (low.length == 0 || low.length == x.length),
                    "curve '%s' must have an interval for each of its %d points, or none",
                    name,
                    x.length);
            x = x.clone();
            values = values.clone();
            low = low.clone();
            high = high.clone();
        }

        /** {@return a curve without intervals} */
        public static Curve of(String name, double[] x, double[] values) {
            return new Curve(name, x, values, new double[0], new double[0]);
        }

        /** {@return the same curve with an interval at each point; NaN for none} */
        public Curve withIntervals(double[] lower, double[] upper) {
            return new Curve(name, x, values, lower, upper);
        }
    }

    /**
     * A number to compare with, drawn across the whole figure.
     *
     * @param label what it is, such as {@code published}
     * @param value where it lies
     */
    record Reference(String label, double value) {}

    private CurveFigure(String title, String xLabel, String yLabel, List<Curve> curves, Extras extras) {
        super(title);
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.curves = curves;
        this.extras = extras;
    }

    /**
     * {@return the figure of some curves}
     *
     * @param xLabel what the parameter is, with its unit
     * @param yLabel what the values are, with their unit
     * @throws IllegalArgumentException if there is no curve
     */
    public static CurveFigure of(String title, String xLabel, String yLabel, List<Curve> curves) {
        Require.argument(!curves.isEmpty(), "figure '%s' needs at least one curve", title);
        return new CurveFigure(
                title, xLabel, yLabel, List.copyOf(curves), new Extras(null, List.of(), "interval", false));
    }

    /** {@return the same figure, whose values' axis goes from one number to another} */
    public CurveFigure withRange(double low, double high) {
        Require.argument(low < high, "the range of figure '%s' must rise, but was %s..%s", title(), low, high);
        return with(new Extras(new Range(low, high), extras.references, extras.intervalLabel, extras.bands));
    }

    /** {@return the same figure with a further line across it, at a number to compare with} */
    public CurveFigure withReference(String label, double value) {
        Require.argument(Double.isFinite(value), "the reference '%s' must be a number, but was %s", label, value);
        List<Reference> references = new ArrayList<>(extras.references);
        references.add(new Reference(label, value));
        return with(new Extras(extras.range, List.copyOf(references), extras.intervalLabel, extras.bands));
    }

    /** {@return the same figure with the intervals as whiskers at the points, and what they are, for the key} */
    public CurveFigure withWhiskers(String label) {
        return with(new Extras(extras.range, extras.references, label, false));
    }

    /** {@return the same figure with the intervals as bands along the lines, and what they are, for the key} */
    public CurveFigure withBands(String label) {
        return with(new Extras(extras.range, extras.references, label, true));
    }

    private CurveFigure with(Extras other) {
        return new CurveFigure(title(), xLabel, yLabel, curves, other);
    }

    @Override
    public Sheet sheet() {
        return new CurveChart(this).sheet();
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    List<Curve> curves() {
        return curves;
    }

    /** {@return the ends of the values' axis, if they are given} */
    @Nullable
    Range range() {
        return extras.range;
    }

    List<Reference> references() {
        return extras.references;
    }

    String intervalLabel() {
        return extras.intervalLabel;
    }

    boolean bands() {
        return extras.bands;
    }

    boolean hasIntervals() {
        return curves.stream().anyMatch(curve -> DoubleStream.of(curve.low()).anyMatch(Double::isFinite));
    }

    /** {@return all finite values and ends of intervals} */
    double[] present() {
        return curves.stream()
                .flatMap(curve -> List.of(curve.values(), curve.low(), curve.high()).stream())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        Range range = extras.range;
        if (range != null && DoubleStream.of(present()).anyMatch(value -> !range.contains(value))) {
            notes.add(String.format(
                    Locale.ROOT,
                    "What lies outside of %s to %s is not drawn.",
                    ShortNumberFormat.three(range.getLowerBound()),
                    ShortNumberFormat.three(range.getUpperBound())));
        }
        if (new CurveChart(this).apart()) {
            notes.add("Points of different lines at the same place are drawn beside one another.");
        }
        return notes;
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "Line chart: %s by %s.", yLabel, xLabel));
        for (Curve curve : curves) {
            text.append(' ').append(describe(curve));
        }
        for (Reference reference : extras.references) {
            text.append(String.format(
                    Locale.ROOT,
                    " Line across, %s: %s.",
                    reference.label(),
                    ShortNumberFormat.three(reference.value())));
        }
        return text.toString();
    }

    private String describe(Curve curve) {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < curve.x().length; i++) {
            String point = String.format(
                    Locale.ROOT,
                    "%s at %s",
                    ShortNumberFormat.three(curve.values()[i]),
                    ShortNumberFormat.three(curve.x()[i]));
            boolean known =
                    curve.low().length > 0 && Double.isFinite(curve.low()[i]) && Double.isFinite(curve.high()[i]);
            points.add(
                    !known
                            ? point
                            : String.format(
                                    Locale.ROOT,
                                    "%s (%s %s to %s)",
                                    point,
                                    extras.intervalLabel,
                                    ShortNumberFormat.three(curve.low()[i]),
                                    ShortNumberFormat.three(curve.high()[i])));
        }
        return curve.name() + ": " + String.join(", ", points) + ".";
    }
}
