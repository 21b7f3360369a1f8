package io.unfade.report.chart;

import io.unfade.report.chart.RankingFigure.Item;
import io.unfade.report.draw.CellPlot;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import io.unfade.report.draw.Whiskers;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/** The chart of a ranking: one bar to the line. */
final class RankingChart {
    private static final int LINE = 17;
    private static final int TOP = 8;
    private static final int TICKS = 5;
    private static final int PLOT_WIDTH = 230;
    private static final int NAME_WIDTH = 360;
    private static final double HALF_BAR = 0.34;
    private static final Color BAR = new Color(0x8fb8d8);

    private final RankingFigure figure;
    private final List<String> names;

    RankingChart(RankingFigure figure) {
        this.figure = figure;
        names = figure.items().stream().map(Item::name).toList();
    }

    public Sheet sheet() {
        int height = TOP + figure.items().size() * LINE + Look.BELOW;
        LegendItemCollection items = new LegendItemCollection();
        if (figure.hasIntervals()) {
            items.add(Keys.whisker(figure.intervalLabel()));
        }
        return PlotSheet.of(plot(), left() + PLOT_WIDTH, height, items);
    }

    private int left() {
        return NameAxis.width(names, NAME_WIDTH) + CellPlot.AXIS_ROOM / 2;
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(null, values(), names(), null);
        PlotSheet.ruled(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(Look.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.8f));
        Whiskers whiskers = new Whiskers(true);
        XYIntervalSeries bars = new XYIntervalSeries("bars");
        for (int i = 0; i < figure.items().size(); i++) {
            Item item = figure.items().get(i);
            double low = Math.min(0, item.value());
            double high = Math.max(0, item.value());
            bars.add(low, low, high, i, i - HALF_BAR, i + HALF_BAR);
            whiskers.add(i, item.low(), item.high(), Look.TEXT);
        }
        whiskers.addTo(plot);
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(bars);
        plot.setDataset(2, data);
        plot.setRenderer(2, barRenderer());
        plot.addDomainMarker(new ValueMarker(0, Look.FRAME, new BasicStroke(1)), Layer.FOREGROUND);
        return plot;
    }

    private static XYBarRenderer barRenderer() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, BAR);
        return renderer;
    }

    private ValueAxis values() {
        ValueAxis axis = ValueAxes.fromZero(figure.present(), TICKS);
        axis.setLabel(figure.valueLabel());
        return axis;
    }

    private NumberAxis names() {
        NumberAxis axis = NameAxis.of("", names, LINE, Look.TICK.getSize() + 1.0, NAME_WIDTH);
        axis.setInverted(true);
        axis.setFixedDimension(left());
        return axis;
    }
}
