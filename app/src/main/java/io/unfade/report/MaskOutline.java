package io.unfade.report;

import io.unfade.report.Canvas.Stroke;

import java.util.ArrayList;
import java.util.List;

/** The border of a set of cells, drawn black on white so that it shows on any colour. */
final class MaskOutline {
    private static final double LIGHT = 3.4;
    private static final double DARK = 1.5;

    private final List<Double> xs = new ArrayList<>();
    private final List<Double> ys = new ArrayList<>();

    /** @param plot where the grid is drawn */
    MaskOutline(Grid grid, CellMask mask, Box plot) {
        double cellWidth = plot.width() / grid.columns();
        double cellHeight = plot.height() / grid.rows();
        for (int row = 0; row <= grid.rows(); row++) {
            int from = 0;
            for (int column = 0; column <= grid.columns(); column++) {
                if (grid.contains(mask, column, row - 1) == grid.contains(mask, column, row)) {
                    double y = plot.y() + row * cellHeight;
                    add(plot.x() + from * cellWidth, y, plot.x() + column * cellWidth, y);
                    from = column + 1;
                }
            }
        }
        for (int column = 0; column <= grid.columns(); column++) {
            int from = 0;
            for (int row = 0; row <= grid.rows(); row++) {
                if (grid.contains(mask, column - 1, row) == grid.contains(mask, column, row)) {
                    double x = plot.x() + column * cellWidth;
                    add(x, plot.y() + from * cellHeight, x, plot.y() + row * cellHeight);
                    from = row + 1;
                }
            }
        }
    }

    void draw(Canvas canvas) {
        stroke(canvas, array(xs), array(ys));
    }

    /** Draws what stands for an outline in a legend. */
    static void sample(Canvas canvas, Box box) {
        double[] x = {box.x() + 1, box.right() - 1, box.right() - 1, box.x() + 1, box.x() + 1};
        double[] y = {box.y() + 1, box.y() + 1, box.bottom() - 1, box.bottom() - 1, box.y() + 1};
        canvas.fill(box, Ink.NO_DATA, 1);
        stroke(canvas, x, y);
    }

    private static void stroke(Canvas canvas, double[] x, double[] y) {
        canvas.path(x, y, Stroke.solid(Ink.WHITE, LIGHT));
        canvas.path(x, y, Stroke.solid(Ink.BLACK, DARK));
    }

    private void add(double x1, double y1, double x2, double y2) {
        if (x1 < x2 || y1 < y2) {
            xs.addAll(List.of(x1, x2, Double.NaN));
            ys.addAll(List.of(y1, y2, Double.NaN));
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
