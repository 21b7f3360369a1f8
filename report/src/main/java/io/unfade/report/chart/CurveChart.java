package io.unfade.report.chart;

import io.unfade.report.chart.CurveFigure.Curve;
import io.unfade.report.chart.CurveFigure.Reference;
import io.unfade.report.draw.Bands;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import io.unfade.report.draw.Whiskers;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The chart of a curve figure. */
final class CurveChart {
    private static final int HEIGHT = 236;
    private static final int TICKS_BELOW = 7;
    private static final int TICKS = 6;
    private static final double MARKER = 7;

    /** About the width of the plot, for lengths along it. */
    private static final double ROOM = 320;

    /** How far apart the points of neighbouring curves at one place are, at most. */
    private static final double APART = 6;

    /** The share of the room between two places that all their points take, at most. */
    private static final double TAKEN = 0.6;

    private static final float[][] DASHES = {{5, 3}, {1.5f, 2.5f}, {8, 3, 1.5f, 3}};

    private final CurveFigure figure;
    private final NumberAxis places;
    private final double shift;

    CurveChart(CurveFigure figure) {
        this.figure = figure;
        double[] x = figure.curves().stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.x()))
                .toArray();
        shift = shift(x, ValueAxes.around(x, TICKS_BELOW).getRange().getLength());
        double widest = shift * (figure.curves().size() - 1) / 2;
        places = ValueAxes.around(
                Arrays.stream(x)
                        .flatMap(at -> DoubleStream.of(at - widest, at + widest))
                        .toArray(),
                TICKS_BELOW);
        places.setLabel(figure.xLabel());
    }

    /** {@return by how much of the parameter neighbouring curves are drawn apart, so that no whisker hides another} */
    private double shift(double[] x, double length) {
        int curves = figure.curves().size();
        if (curves == 1 || !figure.hasIntervals() || figure.bands()) {
            return 0;
        }
        double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
        double closest = length;
        for (int i = 1; i < sorted.length; i++) {
            closest = Math.min(closest, sorted[i] - sorted[i - 1]);
        }
        return Math.min(APART * length / ROOM, TAKEN * closest / curves);
    }

    /** {@return whether points of different curves are drawn beside their place} */
    boolean apart() {
        return shift > 0;
    }

    public Sheet sheet() {
        return PlotSheet.of(plot(), figure.yLabel(), HEIGHT, legendItems());
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(lineData(), places, values(), lineRenderer());
        PlotSheet.ruled(plot);
        if (figure.bands()) {
            Bands bands = new Bands();
            for (int i = 0; i < figure.curves().size(); i++) {
                Curve curve = figure.curves().get(i);
                if (curve.low().length > 0) {
                    bands.add(curve.x(), curve.low(), curve.high(), SeriesStyle.color(i));
                }
            }
            bands.addTo(plot);
        } else {
            addWhiskers(plot);
        }
        for (int i = 0; i < figure.references().size(); i++) {
            double value = figure.references().get(i).value();
            plot.addRangeMarker(new ValueMarker(value, Look.TEXT, stroke(i)), Layer.BACKGROUND);
        }
        return plot;
    }

    private void addWhiskers(XYPlot plot) {
        Whiskers whiskers = new Whiskers(false);
        for (int i = 0; i < figure.curves().size(); i++) {
            Curve curve = figure.curves().get(i);
            for (int point = 0; point < curve.low().length; point++) {
                whiskers.add(x(i, point), curve.low()[point], curve.high()[point], SeriesStyle.color(i));
            }
        }
        whiskers.addTo(plot);
    }

    private double x(int curve, int point) {
        double place = figure.curves().get(curve).x()[point];
        return place + shift * (curve - (figure.curves().size() - 1) / 2.0);
    }

    private ValueAxis values() {
        Range range = figure.range();
        if (range != null) {
            return ValueAxes.linear(range, TICKS);
        }
        DoubleStream references = figure.references().stream().mapToDouble(Reference::value);
        return ValueAxes.fromZero(
                DoubleStream.concat(DoubleStream.of(figure.present()), references)
                        .toArray(),
                TICKS);
    }

    private DefaultXYDataset lineData() {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < figure.curves().size(); i++) {
            Curve curve = figure.curves().get(i);
            double[] x = new double[curve.x().length];
            for (int point = 0; point < x.length; point++) {
                x[point] = x(i, point);
            }
            data.addSeries(i, new double[][] {x, curve.values()});
        }
        return data;
    }

    private XYLineAndShapeRenderer lineRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < figure.curves().size(); i++) {
            renderer.setSeriesPaint(i, SeriesStyle.color(i));
            renderer.setSeriesStroke(i, SeriesStyle.stroke(i));
            renderer.setSeriesShape(i, SeriesStyle.marker(i, MARKER));
        }
        return renderer;
    }

    private static BasicStroke stroke(int reference) {
        return new BasicStroke(
                1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES[reference % DASHES.length], 0);
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < figure.curves().size(); i++) {
            items.add(Keys.lineWithMarker(figure.curves().get(i).name(), i, MARKER));
        }
        if (figure.hasIntervals()) {
            LegendItem item = figure.bands()
                    ? Look.areaItem(Keys.fit(figure.intervalLabel()), Keys.PALE)
                    : Keys.whisker(figure.intervalLabel());
            items.add(item);
        }
        for (int i = 0; i < figure.references().size(); i++) {
            items.add(Keys.line(figure.references().get(i).label(), stroke(i), Look.TEXT));
        }
        return items;
    }
}
