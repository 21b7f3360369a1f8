package io.unfade.report;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * What figures are drawn on: a few shapes in one coordinate system, with x to the right and y downwards, in points. A
 * figure draws itself once; the canvas decides whether that becomes vectors or pixels.
 */
sealed interface Canvas permits SvgCanvas, PngCanvas {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START("start", 0),
        MIDDLE("middle", 0.5),
        END("end", 1);

        private final String svg;
        private final double share;

        Anchor(String svg, double share) {
            this.svg = svg;
            this.share = share;
        }

        String svg() {
            return svg;
        }

        double share() {
            return share;
        }
    }

    /**
     * How a text looks.
     *
     * @param size in points
     * @param bold whether heavy
     * @param ink its colour
     * @param anchor which part of it lies at the point
     * @param upwards whether it is turned to read from bottom to top
     */
    record TextStyle(double size, boolean bold, Ink ink, Anchor anchor, boolean upwards) {
        static TextStyle of(double size, Ink ink, Anchor anchor) {
            return new TextStyle(size, false, ink, anchor, false);
        }

        TextStyle heavy() {
            return new TextStyle(size, true, ink, anchor, upwards);
        }

        TextStyle turned() {
            return new TextStyle(size, bold, ink, anchor, true);
        }
    }

    /**
     * How a line looks.
     *
     * @param ink its colour
     * @param width in points
     * @param dashes lengths of dashes and gaps; none for a solid line
     */
    record Stroke(Ink ink, double width, double... dashes) {
        static Stroke solid(Ink ink, double width) {
            return new Stroke(ink, width);
        }
    }

    /** Fills a rectangle. */
    void fill(Box box, Ink ink, double opacity);

    /** Fills a rectangle with a colour that means a value and so never follows the page's style. */
    void fill(Box box, int rgb);

    /** Fills a rectangle with the diagonal lines that stand for absent data. */
    void hatch(Box box);

    /** Strokes the border of a rectangle. */
    void outline(Box box, Stroke stroke);

    /** Strokes a line through points; a NaN in either array interrupts it. */
    void path(double[] xs, double[] ys, Stroke stroke);

    /** Fills the polygon through points. */
    void polygon(double[] xs, double[] ys, Ink ink, double opacity);

    /** Writes one line of text whose base line starts, is centred or ends at a point. */
    void text(String text, double x, double y, TextStyle style);

    /** Stretches an image over a rectangle, each pixel a sharp cell unless cells are too small to be told apart. */
    void image(BufferedImage image, Box box);

    /** Says which values lie under a rectangle, for pages that show them under the pointer. Draws nothing. */
    default void readOut(Box box, ReadOut values) {}

    /** Draws something a number of points further down. */
    void shifted(double down, Consumer<Canvas> drawing);

    /** Strokes a straight line. */
    default void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        path(new double[] {x1, x2}, new double[] {y1, y2}, stroke);
    }
}
