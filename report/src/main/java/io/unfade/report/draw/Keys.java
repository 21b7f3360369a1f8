package io.unfade.report.draw;

import org.jfree.chart.LegendItem;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;

/** Legend entries of lines, points and intervals. */
public final class Keys {
    /** Represents bands of any colour. */
    public static final Color PALE = new Color(0xd5dade);

    private static final Line2D LINE = new Line2D.Double(-12, 0, 12, 0);
    private static final BasicStroke OUTLINE = new BasicStroke(1.4f);

    private Keys() {}

    /** {@return a name shortened for a legend} */
    public static String fit(String name) {
        return Look.fit(name, Look.TICK, PlotSheet.LEGEND_NAME_WIDTH);
    }

    public static LegendItem line(String name, BasicStroke stroke, Paint paint) {
        return new LegendItem(fit(name), null, null, null, LINE, stroke, paint);
    }

    /** {@return the entry of a series with joined points} */
    public static LegendItem lineWithMarker(String name, int series, double size) {
        Color color = SeriesStyle.color(series);
        return new LegendItem(
                fit(name),
                null,
                null,
                null,
                true,
                SeriesStyle.marker(series, size),
                true,
                color,
                false,
                color,
                OUTLINE,
                true,
                LINE,
                SeriesStyle.stroke(series),
                color);
    }

    /** {@return the entry of a series of points} */
    public static LegendItem marker(String name, int series, double size) {
        return new LegendItem(fit(name), null, null, null, SeriesStyle.marker(series, size), SeriesStyle.color(series));
    }

    /** {@return the entry of hollow points of any series} */
    public static LegendItem hollow(String name, Shape shape) {
        return new LegendItem(fit(name), null, null, null, shape, Color.WHITE, OUTLINE, Look.TEXT);
    }

    /** {@return the entry of whiskers of any series} */
    public static LegendItem whisker(String name) {
        double cap = Whiskers.CAP / 2;
        GeneralPath path = new GeneralPath();
        path.append(new Line2D.Double(-10, 0, 10, 0), false);
        path.append(new Line2D.Double(-10, -cap, -10, cap), false);
        path.append(new Line2D.Double(10, -cap, 10, cap), false);
        return new LegendItem(fit(name), null, null, null, path, Whiskers.STROKE, Look.TEXT);
    }
}
