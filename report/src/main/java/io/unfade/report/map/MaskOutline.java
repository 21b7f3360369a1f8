package io.unfade.report.map;

import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.Look;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.plot.XYPlot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;

/** The border of a set of cells, drawn black on white to be visible on any colour. */
final class MaskOutline {
    private static final BasicStroke LIGHT = stroke(3.4f);
    private static final BasicStroke DARK = stroke(1.5f);

    private final Path2D border = new Path2D.Double();
    private final MapRaster grid;

    MaskOutline(MapRaster grid, CellMask mask) {
        this.grid = grid;
        for (int row = 0; row <= grid.rows(); row++) {
            int from = 0;
            for (int column = 0; column <= grid.columns(); column++) {
                if (grid.contains(mask, column, row - 1) == grid.contains(mask, column, row)) {
                    line(from, row, column, row);
                    from = column + 1;
                }
            }
        }
        for (int column = 0; column <= grid.columns(); column++) {
            int from = 0;
            for (int row = 0; row <= grid.rows(); row++) {
                if (grid.contains(mask, column - 1, row) == grid.contains(mask, column, row)) {
                    line(column, from, column, row);
                    from = row + 1;
                }
            }
        }
    }

    void addTo(XYPlot plot) {
        plot.addAnnotation(new XYShapeAnnotation(border, LIGHT, Color.WHITE));
        plot.addAnnotation(new XYShapeAnnotation(border, DARK, Color.BLACK));
    }

    /** {@return the legend entry of an outline} */
    static LegendItem legendItem() {
        return new LegendItem("known informative cells", null, null, null, Look.SWATCH, Color.WHITE, DARK, Color.BLACK);
    }

    private void line(int fromColumn, int fromRow, int toColumn, int toRow) {
        if (fromColumn < toColumn || fromRow < toRow) {
            border.moveTo(x(fromColumn), y(fromRow));
            border.lineTo(x(toColumn), y(toRow));
        }
    }

    private double x(int column) {
        return (double) column * grid.width() / grid.columns() - 0.5;
    }

    private double y(int row) {
        return (double) row * grid.height() / grid.rows() - 0.5;
    }

    private static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER);
    }
}
