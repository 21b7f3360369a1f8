package io.unfade.report.chart;

import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.chart.LineFigure.Span;
import io.unfade.report.draw.Bands;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;

import java.awt.Color;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.List;

/** The chart of a line figure. */
final class LineChart {
    private static final int HEIGHT = 236;
    private static final int TICKS = 5;

    /** Lines shorter than this have a dot at every step. */
    private static final int FEW = 20;

    private static final Color LATE = new Color(0xb8c1cc);
    private static final Color REFERENCE = new Color(0xf2c94c);
    private static final float SPAN_ALPHA = 0.4f;

    private final LineFigure figure;
    private final ValueAxis values;

    LineChart(LineFigure figure) {
        this.figure = figure;
        values = figure.logarithmic() ? ValueAxes.logarithmic(present()) : ValueAxes.fromZero(present(), TICKS);
    }

    public Sheet sheet() {
        return PlotSheet.of(plot(), figure.valueLabel(), HEIGHT, legendItems());
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(lineData(), Look.timeAxis(figure.timeLabel(), figure.steps()), values, lineRenderer());
        addBands(plot);
        PlotSheet.ruled(plot);
        for (int i = 0; i < figure.spans().size(); i++) {
            Span span = figure.spans().get(i);
            plot.addDomainMarker(marker(span.from(), span.to(), color(i), SPAN_ALPHA), Layer.BACKGROUND);
        }
        if (figure.length() < figure.steps()) {
            plot.addDomainMarker(marker(figure.length(), figure.steps(), Look.NO_DATA, 1), Layer.BACKGROUND);
        }
        return plot;
    }

    private static Color color(int span) {
        return span == 0 ? LATE : REFERENCE;
    }

    private static IntervalMarker marker(int from, int to, Paint paint, float alpha) {
        IntervalMarker marker = new IntervalMarker(from - 0.5, to - 0.5, paint);
        marker.setAlpha(alpha);
        return marker;
    }

    private DefaultXYDataset lineData() {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < figure.lines().size(); i++) {
            double[] line = figure.lines().get(i).values();
            data.addSeries(i, new LinePoints(line.length, floor()).line(line));
        }
        return data;
    }

    private XYLineAndShapeRenderer lineRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, figure.steps() <= FEW);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < figure.lines().size(); i++) {
            renderer.setSeriesPaint(i, SeriesStyle.color(i));
            renderer.setSeriesStroke(i, SeriesStyle.stroke(i));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-2.2, -2.2, 4.4, 4.4));
        }
        return renderer;
    }

    private void addBands(XYPlot plot) {
        Bands bands = new Bands();
        for (int i = 0; i < figure.lines().size(); i++) {
            Line line = figure.lines().get(i);
            if (line.low().length > 0) {
                new LinePoints(line.low().length, floor()).addBand(line, bands, SeriesStyle.color(i));
            }
        }
        bands.addTo(plot);
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < figure.lines().size(); i++) {
            items.add(Keys.line(figure.lines().get(i).name(), SeriesStyle.stroke(i), SeriesStyle.color(i)));
        }
        for (int i = 0; i < figure.spans().size(); i++) {
            Color color = color(i);
            Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * SPAN_ALPHA));
            items.add(Look.areaItem(Keys.fit(figure.spans().get(i).label()), pale));
        }
        if (figure.length() < figure.steps()) {
            items.add(Look.areaItem(Look.NO_DATA_LABEL, Look.NO_DATA));
        }
        return items;
    }

    private double floor() {
        return figure.logarithmic() ? values.getLowerBound() : Double.NEGATIVE_INFINITY;
    }

    private double[] present() {
        return figure.lines().stream()
                .flatMap(line -> List.of(line.values(), line.low(), line.high()).stream())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
    }
}
