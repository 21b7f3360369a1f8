package io.unfade.report.map;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.TimeDirection;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A map as it is drawn: one place for each time step along one side and for each feature along the other, or fewer where
 * there is no room for all: then a place shows the value of the largest magnitude among its cells, sign kept, so that a single
 * spike stays visible. Place j of n along time covers the steps from jT/n up to (j+1)T/n, and features likewise.
 */
public final class MapRaster {
    /** The maximum numbers of columns and rows of a drawing: at least one point each, or screens would skip some. */
    static final int MAX_COLUMNS = 300;

    static final int MAX_ROWS = 260;

    private static final int PIXELS_PER_POINT = 2;

    private final CellMap map;
    private final boolean down;
    private final int columns;
    private final int rows;

    /** Makes the grid of a map whose time runs to the right. */
    public MapRaster(CellMap map) {
        this(map, TimeDirection.RIGHT);
    }

    public MapRaster(CellMap map, TimeDirection direction) {
        this(map, direction, MAX_COLUMNS, MAX_ROWS);
    }

    MapRaster(CellMap map, TimeDirection direction, int mostColumns, int mostRows) {
        this.map = map;
        down = direction == TimeDirection.DOWN;
        columns = Math.min(width(), mostColumns);
        rows = Math.min(height(), mostRows);
    }

    /** {@return the number of cells from left to right, before merging} */
    int width() {
        return down ? map.features() : map.steps();
    }

    /** {@return the number of cells from top to bottom, before merging} */
    int height() {
        return down ? map.steps() : map.features();
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** {@return the number of positions along time} */
    private int times() {
        return down ? rows : columns;
    }

    private int features() {
        return down ? columns : rows;
    }

    /** {@return the value drawn in a column and row; NaN if none of its cells has data} */
    public double value(int column, int row) {
        double largest = Double.NaN;
        for (int time = firstTime(column, row); time < firstTime(column + 1, row + 1); time++) {
            for (int feature = firstFeature(column, row); feature < firstFeature(column + 1, row + 1); feature++) {
                double value = map.value(time, feature);
                if (!Double.isNaN(value)) {
                    largest = Double.isNaN(largest) || Math.abs(value) > Math.abs(largest) ? value : largest;
                }
            }
        }
        return largest;
    }

    /** {@return whether any cell of a column and row belongs to a set} */
    boolean contains(CellMask mask, int column, int row) {
        if (column < 0 || row < 0 || column >= columns || row >= rows) {
            return false;
        }
        for (int time = firstTime(column, row); time < firstTime(column + 1, row + 1); time++) {
            for (int feature = firstFeature(column, row); feature < firstFeature(column + 1, row + 1); feature++) {
                if (mask.contains(time, feature)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return the colour levels, row by row from the top; {@link ColorMap#LEVELS} for no data} */
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
     * {@return the map in colours, transparent where there is no data}
     *
     * <p>Each cell is a block of pixels, two per point: smooth scaling of the image blurs only the edges of cells, and
     * loses none.
     *
     * @param drawnWidth of the map, in points
     * @param drawnHeight of the map, in points
     */
    BufferedImage image(ColorMap colors, byte[] levels, int drawnWidth, int drawnHeight) {
        int[] palette = new int[ColorMap.LEVELS + 1];
        for (int level = 0; level < ColorMap.LEVELS; level++) {
            palette[level] = 0xff000000 | colors.atLevel(level);
        }
        IndexColorModel model =
                new IndexColorModel(8, palette.length, palette, 0, true, ColorMap.LEVELS, DataBuffer.TYPE_BYTE);
        int across = (PIXELS_PER_POINT * drawnWidth + columns - 1) / columns;
        int down = (PIXELS_PER_POINT * drawnHeight + rows - 1) / rows;
        BufferedImage image = new BufferedImage(columns * across, rows * down, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().setSample(x, y, 0, levels[y / down * columns + x / across] & 255);
            }
        }
        return image;
    }

    /** {@return the names of the drawn features; a position of several features is named by its first and last} */
    private List<String> featureNames() {
        List<String> names = new ArrayList<>(features());
        for (int place = 0; place < features(); place++) {
            String from = map.featureNames().get(first(place, map.features(), features()));
            String to = map.featureNames().get(first(place + 1, map.features(), features()) - 1);
            names.add(from.equals(to) ? from : from + " to " + to);
        }
        return names;
    }

    /** {@return the data that a page needs to name the cell under the pointer} */
    ReadOut readOut(byte[] levels, ColorScale.Limits limits) {
        TimeDirection direction = down ? TimeDirection.DOWN : TimeDirection.RIGHT;
        return new ReadOut(map.steps(), times(), featureNames(), direction, levels, limits, null);
    }

    /** {@return notes on cells that share a position; empty if none do} */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String what = "each shows the value with the largest magnitude among them";
        if (times() < map.steps()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %,d time steps are drawn in %d %s; %s.",
                    map.steps(),
                    times(),
                    down ? "rows" : "columns",
                    what));
        }
        if (features() < map.features()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %,d features are drawn in %d %s; %s.",
                    map.features(),
                    features(),
                    down ? "columns" : "rows",
                    what));
        }
        return notes;
    }

    private int firstTime(int column, int row) {
        return first(down ? row : column, map.steps(), times());
    }

    private int firstFeature(int column, int row) {
        return first(down ? column : row, map.features(), features());
    }

    private static int first(int index, int size, int parts) {
        return (int) ((long) index * size / parts);
    }
}
