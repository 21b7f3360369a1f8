package io.unfade.report.draw;

import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

import java.awt.Color;

/** Pale bands behind the lines of a plot. */
public final class Bands {
    private static final float ALPHA = 0.2f;

    private final YIntervalSeriesCollection pieces = new YIntervalSeriesCollection();
    private final DeviationRenderer renderer = new DeviationRenderer(false, false);

    public Bands() {
        renderer.setAlpha(ALPHA);
    }

    /**
     * Adds the contiguous pieces of a band, each as a separate series.
     *
     * @param low lower edge at each x; NaN leaves a gap
     * @param high upper edge at each x; NaN leaves a gap
     */
    public void add(double[] x, double[] low, double[] high, Color color) {
        YIntervalSeries piece = new YIntervalSeries(pieces.getSeriesCount());
        for (int i = 0; i < x.length; i++) {
            boolean gap = Double.isNaN(low[i]) || Double.isNaN(high[i]);
            if (!gap) {
                piece.add(x[i], low[i], low[i], high[i]);
            }
            if (!piece.isEmpty() && (gap || i == x.length - 1)) {
                renderer.setSeriesFillPaint(pieces.getSeriesCount(), color);
                pieces.addSeries(piece);
                piece = new YIntervalSeries(pieces.getSeriesCount());
            }
        }
    }

    /** Adds all bands behind the data of a plot. */
    public void addTo(XYPlot plot) {
        plot.setDataset(1, pieces);
        plot.setRenderer(1, renderer);
    }
}
