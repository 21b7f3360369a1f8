package io.unfade.report.map;

import io.unfade.report.draw.BarBelow;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellPlot;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.TimeDirection;
import io.unfade.report.map.MapGridFigure.Column;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where the maps of a grid lie, with axes left of the first column and below the last row only. */
final class MapGridLayout {
    private static final int SIDE = 92;
    private static final int MAX_SQUARE = 8;
    private static final int MIN_SIDE = 24;
    private static final int MIN_COLUMN = 100;
    private static final int COLUMN_GAP = 22;
    private static final int ROW_GAP = 7;
    private static final int TITLE_LINES = 5;
    private static final int TITLE_GAP = 4;
    private static final int NAME_WIDTH = 110;
    private static final int NAME_LINES = 4;
    private static final int NAME_GAP = 8;
    private static final int TICK_ROOM = 8;

    private static final int MIN_LABEL_ROOM = 80;

    /** More than any text needs. */
    private static final double ROOM = 1000;

    /** Around each chart, for letters that stand out beyond the ends of its axes. */
    private static final int MARGIN = 20;

    private final MapGridFigure figure;
    private final boolean down;
    private final CellMap first;
    private final int mapWidth;
    private final int mapHeight;
    private final int columnWidth;
    private final int rowHeight;
    private final int nameWidth;
    private final TextTitle leftLabel;
    private final double leftLabelWidth;
    private final int tickWidth;
    private final int left;
    private final int top;
    private final List<ColorScale.Limits> columnLimits = new ArrayList<>();

    MapGridLayout(MapGridFigure figure) {
        this.figure = figure;
        down = figure.direction() == TimeDirection.DOWN;
        first = figure.rows().get(0).maps().get(0);
        double square = Math.min(MAX_SQUARE, Math.max(1, SIDE / (double) Math.max(first.steps(), first.features())));
        mapWidth = side(square * (down ? first.features() : first.steps()), Grid.MAX_COLUMNS);
        mapHeight = side(square * (down ? first.steps() : first.features()), Grid.MAX_ROWS);
        columnWidth = Math.max(MIN_COLUMN, mapWidth);
        List<TextTitle> names =
                figure.rows().stream().map(row -> name(row.name())).toList();
        nameWidth =
                largest(names, name -> Sheet.arranged(name, NAME_WIDTH, ROOM).getWidth());
        rowHeight = Math.max(mapHeight, largest(names, name -> height(name, NAME_WIDTH)));
        leftLabel = Look.text(down ? "time step" : "feature", Look.LABEL, RectangleEdge.LEFT, 1);
        leftLabelWidth = Sheet.arranged(leftLabel, ROOM, ROOM).getWidth();
        tickWidth = (down ? CellPlot.timeWidth(first.steps()) : NameAxis.width(first.featureNames())) + TICK_ROOM;
        left = nameWidth + NAME_GAP + (int) Math.ceil(leftLabelWidth) + tickWidth;
        top = TITLE_GAP + largest(figure.columns(), column -> height(title(column), columnWidth));
        for (int i = 0; i < figure.columns().size(); i++) {
            columnLimits.add(figure.columns().get(i).scale().limits(figure.maps(i)));
        }
    }

    private static int side(double wanted, int most) {
        return (int) Math.round(Math.min(most, Math.max(MIN_SIDE, wanted)));
    }

    private static <T> int largest(List<T> of, ToDoubleFunction<T> length) {
        return (int) Math.ceil(of.stream().mapToDouble(length).max().orElse(0));
    }

    private static double height(TextTitle text, double width) {
        return Sheet.arranged(text, width, ROOM).getHeight();
    }

    private static TextTitle title(Column column) {
        return Look.text(column.title(), Look.HEADING, RectangleEdge.TOP, TITLE_LINES);
    }

    private static TextTitle name(String name) {
        return Look.text(name, Look.TICK, RectangleEdge.TOP, NAME_LINES);
    }

    int width() {
        return x(figure.columns().size()) - COLUMN_GAP / 2;
    }

    public Sheet sheet() {
        int rows = figure.rows().size();
        int mapsHeight = rows * rowHeight + (rows - 1) * ROW_GAP;
        int bottom = top + mapsHeight + below();
        List<BarBelow> bars = bars();
        Sheet sheet = new Sheet(width(), bottom + largest(bars, BarBelow::height));
        for (int i = 0; i < figure.columns().size(); i++) {
            TextTitle title = title(figure.columns().get(i));
            add(sheet, title, x(i), (double) top - TITLE_GAP - height(title, columnWidth), columnWidth);
            bars.get(i).addTo(sheet, x(i), bottom);
        }
        double labelHeight = Math.max(mapsHeight, MIN_LABEL_ROOM);
        Sheet.arranged(leftLabel, ROOM, labelHeight);
        sheet.add(leftLabel, (double) nameWidth + NAME_GAP, top, leftLabelWidth, labelHeight);
        for (int row = 0; row < rows; row++) {
            addRow(sheet, row);
        }
        if (figure.hasAbsent()) {
            LegendItemCollection items = new LegendItemCollection();
            items.add(Look.areaItem(Look.NO_DATA_LABEL, Look.NO_DATA));
            sheet.addBelow(Look.legend(items), left);
        }
        return sheet;
    }

    /** {@return the room of the axis below the last row} */
    private int below() {
        return down ? CellPlot.below(first.featureNames()) : Look.BELOW;
    }

    private int x(int column) {
        return left + column * (columnWidth + COLUMN_GAP);
    }

    private static void add(Sheet sheet, TextTitle text, double x, double y, double width) {
        sheet.add(text, x, y, width, height(text, width));
    }

    private void addRow(Sheet sheet, int row) {
        TextTitle name = name(figure.rows().get(row).name());
        double room = nameWidth + 1.0;
        int y = top + row * (rowHeight + ROW_GAP);
        add(sheet, name, 0, y + (rowHeight - height(name, room)) / 2, room);
        boolean last = row == figure.rows().size() - 1;
        int mapTop = y + (rowHeight - mapHeight) / 2;
        int below = last ? below() : 0;
        for (int column = 0; column < figure.columns().size(); column++) {
            int ticks = column == 0 ? tickWidth : 0;
            XYPlot plot = plot(row, column, ticks, last);
            plot.setFixedDomainAxisSpace(Look.space(0, below));
            JFreeChart chart = Look.chart(plot, 0);
            chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
            sheet.add(
                    chart,
                    (double) x(column) - ticks - MARGIN,
                    (double) mapTop - MARGIN,
                    ticks + mapWidth + 2.0 * MARGIN,
                    mapHeight + below + 2.0 * MARGIN);
        }
    }

    private XYPlot plot(int row, int column, int ticks, boolean last) {
        CellMap map = figure.rows().get(row).maps().get(column);
        ColorScale scale = figure.columns().get(column).scale();
        Grid grid = grid(row, column);
        byte[] levels = grid.levels(limits(row, column));
        BufferedImage image = grid.image(scale.colors(), levels, mapWidth, mapHeight);
        NumberAxis beside = down
                ? CellPlot.timeDownwards("", map.steps(), mapHeight)
                : CellPlot.featuresDownwards("", map.featureNames(), mapHeight, NameAxis.MAX_NAME_WIDTH);
        beside.setVisible(ticks > 0);
        beside.setFixedDimension(ticks);
        NumberAxis below = down
                ? CellPlot.featuresBelow("feature", map.featureNames(), mapWidth)
                : CellPlot.timeBelow(map.steps(), mapWidth);
        below.setVisible(last);
        return down ? CellPlot.upright(map, image, below, beside) : CellPlot.of(map, image, below, beside);
    }

    private Grid grid(int row, int column) {
        ColorScale.Reduction reduction = figure.columns().get(column).scale().reduction();
        return new Grid(figure.rows().get(row).maps().get(column), reduction, figure.direction());
    }

    private ColorScale.Limits limits(int row, int column) {
        Column at = figure.columns().get(column);
        return at.shared()
                ? columnLimits.get(column)
                : at.scale().limits(figure.rows().get(row).maps().get(column));
    }

    /** {@return what a page needs to name the cells of the maps, in the order in which they are drawn} */
    public List<ReadOut> readOuts() {
        List<ReadOut> readOuts = new ArrayList<>();
        for (int row = 0; row < figure.rows().size(); row++) {
            for (int column = 0; column < figure.columns().size(); column++) {
                Grid grid = grid(row, column);
                ColorScale.Limits limits = limits(row, column);
                readOuts.add(grid.readOut(grid.levels(limits), limits));
            }
        }
        return readOuts;
    }

    private List<BarBelow> bars() {
        List<BarBelow> bars = new ArrayList<>();
        for (int i = 0; i < figure.columns().size(); i++) {
            Column column = figure.columns().get(i);
            bars.add(
                    column.shared()
                            ? BarBelow.of(column.scale(), columnLimits.get(i), columnWidth)
                            : BarBelow.ofEachMap(column.scale(), columnWidth));
        }
        return bars;
    }
}
