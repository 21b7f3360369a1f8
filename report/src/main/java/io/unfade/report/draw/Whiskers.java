package io.unfade.report.draw;

import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;

/** Intervals as thin lines with caps at both ends. */
public final class Whiskers {
    static final BasicStroke STROKE = new BasicStroke(1.2f);

    /** The width of the caps. */
    static final double CAP = 5;

    private final XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    private final XYErrorRenderer renderer = new XYErrorRenderer();
    private final boolean lying;

    /** @param lying whether the intervals are horizontal */
    public Whiskers(boolean lying) {
        this.lying = lying;
        renderer.setDrawXError(lying);
        renderer.setDrawYError(!lying);
        renderer.setDefaultShapesVisible(false);
        renderer.setErrorStroke(STROKE);
        renderer.setCapLength(CAP);
    }

    /** Adds an interval at a position, unless an end is NaN. */
    public void add(double place, double low, double high, Color color) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return;
        }
        renderer.setSeriesPaint(data.getSeriesCount(), color);
        XYIntervalSeries series = new XYIntervalSeries(data.getSeriesCount());
        if (lying) {
            series.add(low, low, high, place, place, place);
        } else {
            series.add(place, place, place, low, low, high);
        }
        data.addSeries(series);
    }

    /** Adds all of them behind the data of a plot. */
    public void addTo(XYPlot plot) {
        plot.setDataset(1, data);
        plot.setRenderer(1, renderer);
    }
}
