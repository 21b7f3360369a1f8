package io.unfade.report.chart;

import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.chart.LineFigure.Options;
import io.unfade.report.chart.LineFigure.Reference;
import io.unfade.report.chart.LineFigure.Span;
import io.unfade.report.draw.Bands;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import io.unfade.report.draw.Whiskers;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The chart of a line figure. */
final class LineChart {
    private static final int HEIGHT = 236;
    private static final int TICKS_BELOW = 7;
    private static final int TICKS = 6;
    private static final double MARKER = 7;

    /** Lines of at most this many steps have a marker at each step. */
    private static final int FEW = 20;

    /** Lines over a parameter of at most this many points have a marker at each point. */
    static final int MANY = 60;

    /** Approximate width of the plot, for lengths along it. */
    private static final double ROOM = 320;

    /** Maximum distance between the points of neighbouring lines at one position. */
    private static final double APART = 6;

    /** Maximum share of the space between two positions that their points may take. */
    private static final double TAKEN = 0.6;

    private static final Color LATE = new Color(0xb8c1cc);
    private static final Color INFORMATIVE = new Color(0xf2c94c);
    private static final float SPAN_ALPHA = 0.4f;
    private static final float[][] DASHES = {{5, 3}, {1.5f, 2.5f}, {8, 3, 1.5f, 3}};

    private final LineFigure figure;
    private final List<Line> lines;
    private final Options options;
    private final boolean markers;
    private final double shift;
    private final NumberAxis places;
    private final ValueAxis values;
    private final double floor;

    LineChart(LineFigure figure) {
        this.figure = figure;
        lines = figure.lines();
        options = figure.options();
        markers = figure.steps() <= (figure.overSteps() ? FEW : MANY);
        double[] x =
                lines.stream().flatMapToDouble(line -> Arrays.stream(line.x())).toArray();
        shift = shift(x);
        places = figure.overSteps() ? Look.timeAxis(figure.xLabel(), figure.steps()) : places(x);
        values = values();
        floor = options.values().logarithmic() ? values.getLowerBound() : Double.NEGATIVE_INFINITY;
    }

    /** {@return the offset between neighbouring lines, in units of the parameter, so that no whisker hides another} */
    private double shift(double[] x) {
        if (lines.size() == 1 || !figure.hasIntervals() || !options.intervals().whiskers()) {
            return 0;
        }
        double length = ValueAxes.around(x, TICKS_BELOW).getRange().getLength();
        double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
        double closest = length;
        for (int i = 1; i < sorted.length; i++) {
            closest = Math.min(closest, sorted[i] - sorted[i - 1]);
        }
        return Math.min(APART * length / ROOM, TAKEN * closest / lines.size());
    }

    private NumberAxis places(double[] x) {
        double widest = shift * (lines.size() - 1) / 2;
        NumberAxis axis = ValueAxes.around(
                Arrays.stream(x)
                        .flatMap(at -> DoubleStream.of(at - widest, at + widest))
                        .toArray(),
                TICKS_BELOW);
        axis.setLabel(figure.xLabel());
        return axis;
    }

    private ValueAxis values() {
        double[] references =
                options.references().stream().mapToDouble(Reference::value).toArray();
        double[] shown = DoubleStream.concat(DoubleStream.of(figure.present()), DoubleStream.of(references))
                .toArray();
        if (options.values().logarithmic()) {
            return ValueAxes.logarithmic(shown);
        }
        Range range = options.values().range();
        return range == null ? ValueAxes.fromZero(shown, TICKS) : ValueAxes.linear(range, TICKS);
    }

    /** {@return whether points of different lines are offset} */
    boolean apart() {
        return shift > 0;
    }

    Sheet sheet() {
        return PlotSheet.of(plot(), figure.valueLabel(), HEIGHT, legendItems());
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(lineData(), places, values, lineRenderer());
        PlotSheet.ruled(plot);
        if (options.intervals().whiskers()) {
            addWhiskers(plot);
        } else {
            addBands(plot);
        }
        for (int i = 0; i < options.spans().size(); i++) {
            Span span = options.spans().get(i);
            plot.addDomainMarker(marker(span.from(), span.to(), color(i), SPAN_ALPHA), Layer.BACKGROUND);
        }
        if (padded()) {
            plot.addDomainMarker(marker(figure.length(), figure.steps(), Look.NO_DATA, 1), Layer.BACKGROUND);
        }
        for (int i = 0; i < options.references().size(); i++) {
            double value = options.references().get(i).value();
            plot.addRangeMarker(new ValueMarker(value, Look.TEXT, stroke(i)), Layer.BACKGROUND);
        }
        return plot;
    }

    private boolean padded() {
        return figure.overSteps() && figure.length() < figure.steps();
    }

    private static Color color(int span) {
        return span == 0 ? LATE : INFORMATIVE;
    }

    private static IntervalMarker marker(int from, int to, Paint paint, float alpha) {
        IntervalMarker marker = new IntervalMarker(from - 0.5, to - 0.5, paint);
        marker.setAlpha(alpha);
        return marker;
    }

    private static BasicStroke stroke(int reference) {
        return new BasicStroke(
                1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES[reference % DASHES.length], 0);
    }

    private void addWhiskers(XYPlot plot) {
        Whiskers whiskers = new Whiskers(false);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            double[] x = shifted(i);
            for (int point = 0; point < line.low().length; point++) {
                whiskers.add(x[point], line.low()[point], line.high()[point], SeriesStyle.color(i));
            }
        }
        whiskers.addTo(plot);
    }

    private void addBands(XYPlot plot) {
        Bands bands = new Bands();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.low().length > 0) {
                new LinePoints(line.x(), floor).addBand(line, bands, SeriesStyle.color(i));
            }
        }
        bands.addTo(plot);
    }

    /** {@return the positions of a line's points} */
    private double[] shifted(int line) {
        double by = shift * (line - (lines.size() - 1) / 2.0);
        return Arrays.stream(lines.get(line).x()).map(at -> at + by).toArray();
    }

    private DefaultXYDataset lineData() {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < lines.size(); i++) {
            data.addSeries(
                    i, new LinePoints(shifted(i), floor).line(lines.get(i).values()));
        }
        return data;
    }

    private XYLineAndShapeRenderer lineRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, markers);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.size(); i++) {
            renderer.setSeriesPaint(i, SeriesStyle.color(i));
            renderer.setSeriesStroke(i, SeriesStyle.stroke(i));
            renderer.setSeriesShape(i, SeriesStyle.marker(i, MARKER));
        }
        return renderer;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).name();
            items.add(
                    markers
                            ? Keys.lineWithMarker(name, i, MARKER)
                            : Keys.line(name, SeriesStyle.stroke(i), SeriesStyle.color(i)));
        }
        if (figure.hasIntervals() && !options.intervals().label().isEmpty()) {
            items.add(
                    options.intervals().whiskers()
                            ? Keys.whisker(options.intervals().label())
                            : Look.areaItem(Keys.fit(options.intervals().label()), Keys.PALE));
        }
        for (int i = 0; i < options.spans().size(); i++) {
            Color color = color(i);
            Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * SPAN_ALPHA));
            items.add(Look.areaItem(Keys.fit(options.spans().get(i).label()), pale));
        }
        if (padded()) {
            items.add(Look.areaItem(Look.NO_DATA_LABEL, Look.NO_DATA));
        }
        for (int i = 0; i < options.references().size(); i++) {
            items.add(Keys.line(options.references().get(i).label(), stroke(i), Look.TEXT));
        }
        return items;
    }
}
