package io.unfade.report.chart;

import io.unfade.report.chart.DotFigure.Dot;
import io.unfade.report.draw.CellPlot;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import io.unfade.report.draw.Whiskers;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.function.ToDoubleFunction;

/** The chart of a dot figure: one line of dots for each series of each category. */
final class DotChart {
    private static final int ROW_HEIGHT = 11;
    private static final int GAP = 12;
    private static final int MIN_CATEGORY = 26;
    private static final int TOP = 8;
    private static final int TICKS = 6;
    private static final int MAX_NAME_WIDTH = 220;
    private static final double MARKER = 7.5;
    private static final double HOLLOW = 10.5;
    private static final Color STRIPE = new Color(0xf3f5f7);

    private final DotFigure figure;
    private final int categoryHeight;

    DotChart(DotFigure figure) {
        this.figure = figure;
        categoryHeight = Math.max(MIN_CATEGORY, figure.series().size() * ROW_HEIGHT + GAP);
    }

    public Sheet sheet() {
        int height = TOP + figure.categories().size() * categoryHeight + Look.BELOW;
        int more = Math.max(0, nameWidth() - NameAxis.MAX_NAME_WIDTH);
        return PlotSheet.of(plot(), PlotSheet.WIDTH + more, height, legendItems());
    }

    private int nameWidth() {
        return NameAxis.width(figure.categories(), MAX_NAME_WIDTH);
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(data(Dot::value), values(), categories(), renderer(true));
        PlotSheet.ruled(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(Look.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        Whiskers whiskers = new Whiskers(true);
        for (int i = 0; i < figure.series().size(); i++) {
            for (int category = 0; category < figure.categories().size(); category++) {
                Dot dot = figure.series().get(i).dots().get(category);
                whiskers.add(place(category, i), dot.low(), dot.high(), SeriesStyle.color(i));
            }
        }
        whiskers.addTo(plot);
        plot.setDataset(2, data(Dot::published));
        plot.setRenderer(2, renderer(false));
        for (int category = 1; category < figure.categories().size(); category += 2) {
            plot.addRangeMarker(new IntervalMarker(category - 0.5, category + 0.5, STRIPE), Layer.BACKGROUND);
        }
        return plot;
    }

    private NumberAxis values() {
        Range range = figure.range();
        NumberAxis axis = range == null ? ValueAxes.around(figure.present(), TICKS) : ValueAxes.linear(range, TICKS);
        axis.setLabel(figure.valueLabel());
        return axis;
    }

    private NumberAxis categories() {
        NumberAxis axis = NameAxis.of(
                figure.categoryLabel(), figure.categories(), categoryHeight, Look.TICK.getSize() + 1.0, MAX_NAME_WIDTH);
        axis.setInverted(true);
        axis.setFixedDimension(nameWidth() + CellPlot.AXIS_ROOM);
        return axis;
    }

    /** {@return where the dots of a series lie within a category, in categories} */
    private double place(int category, int series) {
        double middle = (figure.series().size() - 1) / 2.0;
        return category + (series - middle) * ROW_HEIGHT / categoryHeight;
    }

    private XYSeriesCollection data(ToDoubleFunction<Dot> number) {
        XYSeriesCollection data = new XYSeriesCollection();
        for (int i = 0; i < figure.series().size(); i++) {
            XYSeries points = new XYSeries(i, false);
            for (int category = 0; category < figure.categories().size(); category++) {
                double value =
                        number.applyAsDouble(figure.series().get(i).dots().get(category));
                if (Double.isFinite(value)) {
                    points.add(value, place(category, i));
                }
            }
            data.addSeries(points);
        }
        return data;
    }

    private XYLineAndShapeRenderer renderer(boolean filled) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDefaultShapesFilled(filled);
        renderer.setDrawOutlines(!filled);
        renderer.setUseOutlinePaint(false);
        for (int i = 0; i < figure.series().size(); i++) {
            renderer.setSeriesPaint(i, SeriesStyle.color(i));
            renderer.setSeriesShape(i, SeriesStyle.marker(i, filled ? MARKER : HOLLOW));
            renderer.setSeriesOutlineStroke(i, new BasicStroke(1.4f));
        }
        return renderer;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < figure.series().size(); i++) {
            items.add(Keys.marker(figure.series().get(i).name(), i, MARKER));
        }
        if (figure.hasIntervals()) {
            items.add(Keys.whisker(figure.intervalLabel()));
        }
        if (figure.hasPublished()) {
            items.add(Keys.hollow(figure.publishedLabel(), SeriesStyle.marker(0, HOLLOW)));
        }
        return items;
    }
}
