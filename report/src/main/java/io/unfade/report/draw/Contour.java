package io.unfade.report.draw;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contour of a scalar field at one half, traced square by square and drawn as closed quadratic curves. The field
 * must be below one half along its edge.
 *
 * <h2>References</h2>
 * <ol>
 *   <li>W. Lorensen, H. Cline, "Marching cubes", SIGGRAPH 1987; here in two dimensions.
 * </ol>
 */
public final class Contour {
    private static final double LEVEL = 0.5;

    /** Keeps one out of this many points. */
    private static final int THINNING = 2;

    private static final int FEWEST = 6;

    private final double[][] field;
    private final double step;
    private final double origin;

    /** Maps each crossing of a lattice edge to the next; the inside is on the left of the line. */
    private final Map<Integer, Integer> next = new HashMap<>();

    /**
     * @param step spacing of the field, in points
     * @param origin position of the first sample, in points, along both axes
     */
    public Contour(double[][] field, double step, double origin) {
        this.field = field;
        this.step = step;
        this.origin = origin;
        for (int row = 0; row + 1 < field.length; row++) {
            for (int column = 0; column + 1 < field[row].length; column++) {
                link(row, column);
            }
        }
    }

    /** {@return all closed lines} */
    public Path2D path() {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        Map<Integer, Integer> left = new HashMap<>(next);
        /* In key order, so that equal fields give equal paths. */
        for (int start : next.keySet().stream().sorted().toList()) {
            List<Point2D> line = new ArrayList<>();
            Integer at = start;
            while (at != null) {
                Integer following = left.remove(at);
                if (following != null) {
                    line.add(crossing(at));
                }
                at = following;
            }
            append(path, line);
        }
        return path;
    }

    /*
     * Edges of a square: 0 top, 1 right, 2 bottom, 3 left. Going around it, the line enters where the inside ends and
     * leaves where it begins; with two lines in a square, each takes the nearest exit.
     */
    private void link(int row, int column) {
        boolean[] corners = {
            inside(row, column), inside(row, column + 1), inside(row + 1, column + 1), inside(row + 1, column)
        };
        for (int edge = 0; edge < corners.length; edge++) {
            if (corners[edge] && !corners[(edge + 1) % 4]) {
                int out = edge;
                do {
                    out = (out + 3) % 4;
                } while (corners[out] || !corners[(out + 1) % 4]);
                next.put(key(row, column, edge), key(row, column, out));
            }
        }
    }

    private boolean inside(int row, int column) {
        return field[row][column] >= LEVEL;
    }

    /** {@return the number of a lattice edge, shared by its two squares} */
    private int key(int row, int column, int edge) {
        int width = field[0].length;
        return switch (edge) {
            case 0 -> 2 * (row * width + column);
            case 1 -> 2 * (row * width + column + 1) + 1;
            case 2 -> 2 * ((row + 1) * width + column);
            default -> 2 * (row * width + column) + 1;
        };
    }

    /** {@return the crossing of one half on an edge, in points} */
    private Point2D crossing(int key) {
        int width = field[0].length;
        boolean upright = key % 2 == 1;
        int row = key / 2 / width;
        int column = key / 2 % width;
        double from = field[row][column];
        double to = upright ? field[row + 1][column] : field[row][column + 1];
        double share = (LEVEL - from) / (to - from);
        double x = column + (upright ? 0 : share);
        double y = row + (upright ? share : 0);
        return new Point2D.Double(origin + step * x, origin + step * y);
    }

    private static void append(Path2D path, List<Point2D> line) {
        if (line.size() < FEWEST) {
            return;
        }
        List<Point2D> kept = new ArrayList<>();
        for (int i = 0; i < line.size(); i += THINNING) {
            kept.add(line.get(i));
        }
        Point2D last = middle(kept.get(kept.size() - 1), kept.get(0));
        path.moveTo(last.getX(), last.getY());
        for (int i = 0; i < kept.size(); i++) {
            Point2D bend = kept.get(i);
            Point2D end = middle(bend, kept.get((i + 1) % kept.size()));
            path.quadTo(bend.getX(), bend.getY(), end.getX(), end.getY());
        }
        path.closePath();
    }

    private static Point2D middle(Point2D one, Point2D other) {
        return new Point2D.Double((one.getX() + other.getX()) / 2, (one.getY() + other.getY()) / 2);
    }
}
