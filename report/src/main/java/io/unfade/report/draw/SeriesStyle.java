package io.unfade.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The styles of the series of one figure: colours and, for readers who cannot see them, dashes or point shapes. They
 * repeat after {@link #DISTINCT} series, dashes after six.
 */
public final class SeriesStyle {
    /** The number of series with distinct colours and shapes. */
    public static final int DISTINCT = 8;

    /*
     * The colours of Okabe and Ito, "Color universal design", 2008, in an order that also varies lightness. The last
     * two are wine and ink.
     */
    private static final List<Color> COLORS = List.of(
            new Color(0xd55e00),
            new Color(0x0072b2),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0x6b5b00),
            new Color(0x56b4e9),
            new Color(0x7a1f4f),
            new Color(0x3a4653));
    private static final float[][] DASHES = {{}, {6, 3}, {2, 2}, {9, 3, 2, 3}, {4, 4}, {1, 2}};

    private SeriesStyle() {}

    public static Color color(int series) {
        return COLORS.get(series % COLORS.size());
    }

    public static BasicStroke stroke(int series) {
        float[] dashes = DASHES[series % DASHES.length];
        return new BasicStroke(
                1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes.length == 0 ? null : dashes, 0);
    }

    /**
     * {@return the shape of a series' points around the origin; closed, so that it can also be drawn hollow}
     *
     * @param size approximate width, in points
     */
    public static Shape marker(int series, double size) {
        Shape unit = switch (series % DISTINCT) {
            case 0 -> new Ellipse2D.Double(-0.5, -0.5, 1, 1);
            case 1 -> new Rectangle2D.Double(-0.44, -0.44, 0.88, 0.88);
            case 2 -> polygon(-0.56, 0.44, 0, -0.56, 0.56, 0.44);
            case 3 -> polygon(0, -0.64, 0.64, 0, 0, 0.64, -0.64, 0);
            case 4 -> polygon(-0.56, -0.44, 0.56, -0.44, 0, 0.56);
            case 5 -> AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(plus());
            case 6 -> plus();
            default -> polygon(-0.56, -0.5, 0.56, 0.5, 0.56, -0.5, -0.56, 0.5);
        };
        return AffineTransform.getScaleInstance(size, size).createTransformedShape(unit);
    }

    private static Shape plus() {
        double a = 0.2;
        double b = 0.62;
        return polygon(-a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a, -a, -a);
    }

    private static Shape polygon(double... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }
}
