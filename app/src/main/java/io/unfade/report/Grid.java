package io.unfade.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A map as it is drawn: one column per time step and one row per feature, or fewer where there is no room for all.
 * Column j of n covers the steps from jT/n up to (j+1)T/n, and rows likewise.
 */
final class Grid {
    /** The most columns and rows a drawing holds: at least one point each, or screens would leave some out. */
    static final int MAX_COLUMNS = 300;

    static final int MAX_ROWS = 260;

    private final CellMap map;
    private final ColorScale.Reduction reduction;
    private final int columns;
    private final int rows;

    Grid(CellMap map, ColorScale.Reduction reduction) {
        this.map = map;
        this.reduction = reduction;
        columns = Math.min(map.steps(), MAX_COLUMNS);
        rows = Math.min(map.features(), MAX_ROWS);
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** {@return the number drawn in a column and row; NaN if none of its cells holds data} */
    double value(int column, int row) {
        double largest = Double.NaN;
        double sum = 0;
        int count = 0;
        for (int time = first(column, map.steps(), columns); time < first(column + 1, map.steps(), columns); time++) {
            for (int feature = first(row, map.features(), rows);
                    feature < first(row + 1, map.features(), rows);
                    feature++) {
                double value = map.value(time, feature);
                if (!Double.isNaN(value)) {
                    largest = Math.abs(value) > Math.abs(largest) || count == 0 ? value : largest;
                    sum += value;
                    count++;
                }
            }
        }
        return reduction == ColorScale.Reduction.LARGEST || count == 0 ? largest : sum / count;
    }

    /** {@return whether any cell of a column and row belongs to a set} */
    boolean contains(CellMask mask, int column, int row) {
        if (column < 0 || row < 0 || column >= columns || row >= rows) {
            return false;
        }
        for (int time = first(column, map.steps(), columns); time < first(column + 1, map.steps(), columns); time++) {
            for (int feature = first(row, map.features(), rows);
                    feature < first(row + 1, map.features(), rows);
                    feature++) {
                if (mask.contains(time, feature)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return the colour levels, row-major by feature; {@link ColorMap#LEVELS} stands for no data} */
    byte[] levels(ColorScale.Limits limits) {
        byte[] levels = new byte[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = value(column, row);
                int level = Double.isNaN(value) ? ColorMap.LEVELS : ColorMap.level(limits.fraction(value));
                levels[row * columns + column] = (byte) level;
            }
        }
        return levels;
    }

    /**
     * {@return the map in colours, clear where there is no data}
     *
     * <p>Each cell is a block of pixels, two to the point: whoever enlarges or reduces the image smoothly blurs no more
     * than the edges of cells, and leaves none out.
     */
    BufferedImage image(ColorMap colors, byte[] levels) {
        int[] palette = new int[ColorMap.LEVELS + 1];
        for (int level = 0; level < ColorMap.LEVELS; level++) {
            palette[level] = 0xff000000 | colors.atLevel(level);
        }
        IndexColorModel model =
                new IndexColorModel(8, palette.length, palette, 0, true, ColorMap.LEVELS, DataBuffer.TYPE_BYTE);
        int across = (2 * MAX_COLUMNS + columns - 1) / columns;
        int down = (2 * MAX_ROWS + rows - 1) / rows;
        BufferedImage image = new BufferedImage(columns * across, rows * down, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().setSample(x, y, 0, levels[y / down * columns + x / across] & 255);
            }
        }
        return image;
    }

    /** {@return the names of the drawn rows; a row of several features is named by its first and last} */
    List<String> rowNames() {
        List<String> names = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            String from = map.featureNames().get(first(row, map.features(), rows));
            String to = map.featureNames().get(first(row + 1, map.features(), rows) - 1);
            names.add(from.equals(to) ? from : from + " to " + to);
        }
        return names;
    }

    /** {@return what a reader must know about cells that share a place; empty if every cell has its own} */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String what = reduction == ColorScale.Reduction.LARGEST
                ? "each shows the value with the largest magnitude among them"
                : "each shows their mean";
        if (columns < map.steps()) {
            notes.add("The %,d time steps are drawn in %d columns; %s.".formatted(map.steps(), columns, what));
        }
        if (rows < map.features()) {
            notes.add("The %,d features are drawn in %d rows; %s.".formatted(map.features(), rows, what));
        }
        return notes;
    }

    private static int first(int index, int size, int parts) {
        return (int) ((long) index * size / parts);
    }
}
