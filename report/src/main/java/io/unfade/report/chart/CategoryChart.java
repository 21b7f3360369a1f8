package io.unfade.report.chart;

import io.unfade.report.chart.CategoryFigure.Dot;
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
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.function.ToDoubleFunction;

/** The chart of a category figure, with a row per series and category. */
final class CategoryChart {
    private static final int DOT_ROW = 11;
    private static final int BAR_ROW = 17;
    private static final int GAP = 12;
    private static final int MIN_CATEGORY = 26;
    private static final int TOP = 8;
    private static final int TICKS = 6;
    private static final int DOT_NAME_WIDTH = 220;
    private static final int BAR_NAME_WIDTH = 360;
    private static final int BAR_PLOT_WIDTH = 230;
    private static final double HALF_BAR = 0.34;
    private static final double MARKER = 7.5;
    private static final double HOLLOW = 10.5;
    private static final Color STRIPE = new Color(0xf3f5f7);
    private static final Color BAR = new Color(0x8fb8d8);

    private final CategoryFigure figure;
    private final boolean ranked;
    private final int categoryHeight;
    private final int maxNameWidth;
    private final int nameWidth;

    CategoryChart(CategoryFigure figure) {
        this.figure = figure;
        ranked = figure.ranked();
        categoryHeight =
                ranked ? BAR_ROW : Math.max(MIN_CATEGORY, figure.series().size() * DOT_ROW + GAP);
        maxNameWidth = ranked ? BAR_NAME_WIDTH : DOT_NAME_WIDTH;
        nameWidth = NameAxis.width(figure.categories(), maxNameWidth);
    }

    Sheet sheet() {
        int height = TOP + figure.categories().size() * categoryHeight + Look.BELOW;
        int width =
                ranked ? left() + BAR_PLOT_WIDTH : PlotSheet.WIDTH + Math.max(0, nameWidth - NameAxis.MAX_NAME_WIDTH);
        return PlotSheet.of(plot(), width, height, legendItems());
    }

    /** {@return the space to the left of the plot; a ranking has no axis title} */
    private int left() {
        return nameWidth + (ranked ? NameAxis.ROOM / 2 : NameAxis.ROOM);
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(null, values(), categories(), null);
        PlotSheet.ruled(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(Look.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        addWhiskers(plot);
        if (ranked) {
            plot.setDataset(2, bars());
            plot.setRenderer(2, barRenderer());
            plot.addDomainMarker(new ValueMarker(0, Look.FRAME, new BasicStroke(1)), Layer.FOREGROUND);
        } else {
            plot.setDataset(0, dots(Dot::value));
            plot.setRenderer(0, dotRenderer(true));
            plot.setDataset(2, dots(Dot::published));
            plot.setRenderer(2, dotRenderer(false));
            for (int category = 1; category < figure.categories().size(); category += 2) {
                plot.addRangeMarker(new IntervalMarker(category - 0.5, category + 0.5, STRIPE), Layer.BACKGROUND);
            }
        }
        return plot;
    }

    private void addWhiskers(XYPlot plot) {
        Whiskers whiskers = new Whiskers(true);
        for (int i = 0; i < figure.series().size(); i++) {
            Color color = ranked ? Look.TEXT : SeriesStyle.color(i);
            for (int category = 0; category < figure.categories().size(); category++) {
                Dot dot = figure.series().get(i).dots().get(category);
                whiskers.add(place(category, i), dot.low(), dot.high(), color);
            }
        }
        whiskers.addTo(plot);
    }

    private ValueAxis values() {
        Range range = figure.options().range();
        ValueAxis axis = range != null
                ? ValueAxes.linear(range, TICKS)
                : ranked ? ValueAxes.fromZero(figure.present(), TICKS) : ValueAxes.around(figure.present(), TICKS);
        axis.setLabel(figure.valueLabel());
        return axis;
    }

    private NumberAxis categories() {
        String label = ranked ? "" : figure.categoryLabel();
        NumberAxis axis =
                NameAxis.of(label, figure.categories(), categoryHeight, Look.TICK.getSize() + 1.0, maxNameWidth);
        axis.setInverted(true);
        axis.setFixedDimension(left());
        return axis;
    }

    /** {@return the position of a series' dots within a category, in units of categories} */
    private double place(int category, int series) {
        double middle = (figure.series().size() - 1) / 2.0;
        return category + (series - middle) * DOT_ROW / categoryHeight;
    }

    private XYSeriesCollection dots(ToDoubleFunction<Dot> number) {
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

    private XYLineAndShapeRenderer dotRenderer(boolean filled) {
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

    private XYIntervalSeriesCollection bars() {
        XYIntervalSeries bars = new XYIntervalSeries("bars");
        for (int i = 0; i < figure.categories().size(); i++) {
            double value = figure.series().get(0).dots().get(i).value();
            double low = Math.min(0, value);
            bars.add(low, low, Math.max(0, value), i, i - HALF_BAR, i + HALF_BAR);
        }
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(bars);
        return data;
    }

    private static XYBarRenderer barRenderer() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, BAR);
        return renderer;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; !ranked && i < figure.series().size(); i++) {
            items.add(Keys.marker(figure.series().get(i).name(), i, MARKER));
        }
        if (figure.hasIntervals()) {
            items.add(Keys.whisker(figure.options().interval()));
        }
        if (figure.hasPublished()) {
            items.add(Keys.hollow(figure.options().published(), SeriesStyle.marker(0, HOLLOW)));
        }
        return items;
    }
}
