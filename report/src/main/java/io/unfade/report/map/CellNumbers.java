package io.unfade.report.map;

import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.Lab;
import io.unfade.report.draw.Look;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Color;
import java.awt.Font;

/**
 * Counts in the cells of a matrix, with their shares if there is room, light on dark and dark on light.
 *
 * @param counts by row and column
 * @param shares per cent of the row, shown by the cell colours; NaN for a row without counts
 */
record CellNumbers(long[][] counts, double[][] shares) {
    private static final int ROOMY = 46;
    private static final float MAX_SIZE = 14;
    private static final float MIN_SIZE = 7;
    private static final double SIZE_SHARE = 0.42;
    private static final double DARK_BELOW = 60;

    void addTo(XYPlot plot, double cellSide) {
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                addTo(plot, row, column, cellSide);
            }
        }
    }

    private void addTo(XYPlot plot, int row, int column, double cellSide) {
        double share = shares[row][column];
        String count = Long.toString(counts[row][column]);
        Font font = Look.HEADING.deriveFont((float) Math.min(MAX_SIZE, cellSide * SIZE_SHARE));
        if (font.getSize2D() < MIN_SIZE || Double.isNaN(share) || Look.width(count, font) > cellSide - 2) {
            return;
        }
        Color ink = Lab.of(ColorMap.BLUES.rgb(share / 100)).lightness() < DARK_BELOW ? Color.WHITE : Color.BLACK;
        boolean roomy = cellSide >= ROOMY;
        plot.addAnnotation(text(count, column, roomy ? row - 0.12 : row, font, ink));
        if (roomy) {
            plot.addAnnotation(text(Math.round(share) + " %", column, row + 0.22, Look.TICK, ink));
        }
    }

    private static XYTextAnnotation text(String text, double x, double y, Font font, Color ink) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setTextAnchor(TextAnchor.CENTER);
        annotation.setFont(font);
        annotation.setPaint(ink);
        return annotation;
    }
}
