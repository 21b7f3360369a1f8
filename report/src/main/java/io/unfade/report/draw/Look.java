package io.unfade.report.draw;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The fonts, colours and axes shared by all figures. Lengths are in points. */
public final class Look {
    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    public static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    public static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    public static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    public static final Color TEXT = new Color(0x1f2933);
    public static final Color MUTED = new Color(0x52606d);
    public static final Color FRAME = new Color(0x7b8794);
    public static final Color GRID = new Color(0xe4e7eb);

    /** Hatching for absent data. */
    public static final TexturePaint NO_DATA = hatch();

    /** The symbol of an area in a legend. */
    public static final Shape SWATCH = new Rectangle2D.Double(-9, -5, 18, 10);

    /** Space below a plot for tick labels and the axis title. */
    public static final int BELOW = 42;

    public static final String NO_DATA_LABEL = "no data (padding)";

    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);
    private static final BasicStroke THIN = new BasicStroke(1);

    static {
        /* Otherwise rotated text becomes outlines, which cannot be searched, copied or read aloud. */
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private Look() {}

    /** {@return the bare chart of a plot: no title, legend or background, and only a right margin} */
    public static JFreeChart chart(Plot plot, int right) {
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, LABEL, plot, false);
        chart.setPadding(new RectangleInsets(0, 0, 0, right));
        chart.setBackgroundPaint(null);
        return chart;
    }

    /** Draws a plot's frame, and its axes on it. */
    public static void frame(XYPlot plot) {
        plot.setOutlinePaint(FRAME);
        plot.setOutlineStroke(THIN);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    /** {@return fixed space above and below a plot, regardless of its labels} */
    public static AxisSpace space(int top, int bottom) {
        AxisSpace space = new AxisSpace();
        space.setTop(top);
        space.setBottom(bottom);
        return space;
    }

    /** {@return an axis of equal parts of time, each with half a part to both sides} */
    public static NumberAxis timeAxis(String name, int steps) {
        NumberAxis axis = styled(new NumberAxis(name));
        axis.setRange(-0.5, steps - 0.5);
        axis.setStandardTickUnits(new NumberTickUnitSource(true));
        axis.setTickUnit(wholeUnit(steps / 7.0));
        axis.setNumberFormatOverride(new ShortNumberFormat());
        return axis;
    }

    /** {@return the axis in the common colours and fonts} */
    static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(TEXT);
        axis.setTickLabelFont(TICK);
        axis.setTickLabelPaint(MUTED);
        axis.setTickMarkPaint(FRAME);
        axis.setTickMarkStroke(THIN);
        axis.setTickMarkOutsideLength(4);
        axis.setAxisLineVisible(false);
        return axis;
    }

    /** {@return the smallest of 1, 2, 5, 10, 20 ... at or above a number} */
    public static NumberTickUnit wholeUnit(double atLeast) {
        return (NumberTickUnit) new NumberTickUnitSource(true).getCeilingTickUnit(Math.max(1, atLeast));
    }

    /** {@return the legend of a figure, in the number of rows that the width requires} */
    public static LegendTitle legend(LegendItemCollection items) {
        FlowArrangement rows = new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 12, 2);
        LegendTitle legend = new LegendTitle(() -> items, rows, rows);
        legend.setItemFont(TICK);
        legend.setItemPaint(TEXT);
        legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 2));
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setMargin(6, 0, 2, 0);
        return legend;
    }

    /** {@return the entry of an area in a legend} */
    public static LegendItem areaItem(String label, Paint paint) {
        return new LegendItem(label, null, null, null, SWATCH, paint, THIN, FRAME);
    }

    /** {@return a text in one or several lines, reading upwards on the left or right} */
    public static TextTitle text(String text, Font font, RectangleEdge side, int maxLines) {
        boolean turned = RectangleEdge.isLeftOrRight(side);
        HorizontalAlignment alignment = turned ? HorizontalAlignment.CENTER : HorizontalAlignment.LEFT;
        TextTitle title =
                new TextTitle(text, font, TEXT, side, alignment, VerticalAlignment.CENTER, RectangleInsets.ZERO_INSETS);
        title.setTextAlignment(alignment);
        title.setMaximumLinesToDisplay(maxLines);
        return title;
    }

    /** {@return the width of a text} */
    public static double width(String text, Font font) {
        return font.getStringBounds(text, PLAIN).getWidth();
    }

    /** {@return the text, shortened in the middle if too wide, as names often share a prefix} */
    static String fit(String text, Font font, double width) {
        int[] points = text.codePoints().toArray();
        String fitting = text;
        for (int kept = points.length - 1; kept > 1 && width(fitting, font) > width; kept--) {
            int tail = kept * 2 / 5;
            String end = new String(points, points.length - tail, tail);
            fitting = new String(points, 0, kept - tail).stripTrailing() + "…" + end.stripLeading();
        }
        return fitting;
    }

    private static TexturePaint hatch() {
        int period = 6;
        int scale = 4;
        BufferedImage tile = new BufferedImage(period * scale, period * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = tile.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(scale, scale);
        graphics.setColor(new Color(ColorMap.NO_DATA));
        graphics.fillRect(0, 0, period, period);
        graphics.setColor(new Color(0x8f8f8f));
        for (int shift = -period; shift <= period; shift += period) {
            graphics.drawLine(shift - 1, period + 1, shift + period + 1, -1);
        }
        graphics.dispose();
        return new TexturePaint(tile, new Rectangle2D.Double(0, 0, period, period));
    }
}
