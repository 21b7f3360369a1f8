package io.unfade.report.draw;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.BasicStroke;

/** A plot with the title of its value axis on the left and a legend below, which adds to the height. */
public final class PlotSheet {
    public static final int WIDTH = 400;

    /** The maximum width of a name in a legend. */
    static final int LEGEND_NAME_WIDTH = 300;

    private static final int RIGHT = 16;

    private PlotSheet() {}

    /** {@return the drawing of a plot with a vertical value axis} */
    public static Sheet of(XYPlot plot, String valueLabel, int height, LegendItemCollection items) {
        JFreeChart chart = Look.chart(plot, RIGHT);
        TextTitle label = Look.text(valueLabel, Look.LABEL, RectangleEdge.LEFT, 2);
        label.setMargin(0, 0, Look.BELOW, 4);
        chart.addSubtitle(label);
        double labelWidth = Sheet.arranged(label, WIDTH, height).getWidth();
        return withLegend(chart, WIDTH, height, labelWidth, items);
    }

    /** {@return the drawing of a plot with titled axes} */
    public static Sheet of(XYPlot plot, int width, int height, LegendItemCollection items) {
        return withLegend(Look.chart(plot, RIGHT), width, height, 0, items);
    }

    private static Sheet withLegend(JFreeChart chart, int width, int height, double left, LegendItemCollection items) {
        chart.getPlot().setInsets(new RectangleInsets(8, 0, 0, 0));
        LegendTitle legend = Look.legend(items);
        chart.addSubtitle(legend);
        int legendHeight = (int)
                Math.ceil(Sheet.arranged(legend, width - RIGHT - left, height).getHeight());
        Sheet sheet = new Sheet(width, height + legendHeight);
        sheet.add(chart, 0, 0, sheet.width(), sheet.height());
        return sheet;
    }

    /** Adds a frame and grid lines at the ticks of the value axis. */
    public static void ruled(XYPlot plot) {
        plot.setBackgroundPaint(null);
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Look.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.8f));
    }
}
