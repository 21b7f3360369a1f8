package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorBar;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Sheet;
import io.unfade.report.map.HeatMapFigure.Column;
import io.unfade.report.map.HeatMapFigure.Panel;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.Size2D;
import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The layout of a figure's maps, and the drawing of all or one of them. Large maps have axes and a colour bar each.
 * Small ones have axes only to the left of the first column and below the last row, row names on the left, and bars
 * below the columns.
 */
final class MapLayout {
    private static final int PLOT_WIDTH = 300;
    private static final int ROW_HEIGHT = 13;
    private static final int MIN_HEIGHT = 90;
    private static final int MAX_HEIGHT = 260;
    private static final int MAX_SQUARE = 16;
    private static final int MIN_WRITTEN_SQUARE = 8;
    private static final int MAX_WRITTEN_SQUARE = 64;
    private static final int MIN_SIDE = 60;
    private static final int GAP = 18;

    private static final int SMALL_SIDE = 92;
    private static final int MAX_SMALL_SQUARE = 8;
    private static final int MIN_SMALL_SIDE = 24;
    private static final int MIN_COLUMN = 100;
    private static final int SMALL_GAP = 22;
    private static final int ROW_GAP = 7;
    private static final int TICK_ROOM = 8;

    private static final int PLAIN_TOP = 8;
    private static final int HEADING_HEIGHT = 16;
    private static final int HEADING_GAP = 4;
    private static final int HEADING_TOP = 6;
    private static final int HEADING_LINES = 5;
    private static final int BAR_GAP = 3;
    private static final int NAME_WIDTH = 110;
    private static final int NAME_LINES = 4;
    private static final int NAME_GAP = 8;
    private static final int MIN_LABEL_ROOM = 80;

    /** More than any text needs. */
    private static final double ROOM = 1000;

    /** Around each chart, for labels that extend beyond its axes. */
    private static final int MARGIN = 20;

    private final Maps maps;
    private final MapAxes axes;
    private final boolean small;
    private final CellMap first;
    private final int mapWidth;
    private final int mapHeight;
    private final int axisWidth;
    private final int nameWidth;
    private final TextTitle leftLabel;
    private final int left;
    private final int right;
    private final int columnWidth;
    private final int rowHeight;
    private final @Nullable BandBars bars;
    private final int barRoom;
    private final int top;
    private final IdentityHashMap<Panel, Prepared> prepared = new IdentityHashMap<>();

    /* Limits require sorting all cells, so they are computed once per map rather than per drawing. */
    private record Prepared(MapRaster raster, ColorScale.Limits limits, ColorBar bar) {
        byte[] levels() {
            return raster.levels(limits);
        }
    }

    MapLayout(Maps maps, MapAxes axes) {
        this.maps = maps;
        this.axes = axes;
        small = maps.small();
        first = maps.first();
        int across = axes.across(first);
        int downwards = axes.downwards(first);
        if (small) {
            double square = Math.min(MAX_SMALL_SQUARE, Math.max(1, SMALL_SIDE / (double) Math.max(across, downwards)));
            mapWidth = side(square * across, MIN_SMALL_SIDE, MapRaster.MAX_COLUMNS);
            mapHeight = side(square * downwards, MIN_SMALL_SIDE, MapRaster.MAX_ROWS);
        } else if (axes.down()) {
            double square = square(across, downwards);
            mapWidth = side(square * across, MIN_SIDE, Integer.MAX_VALUE);
            mapHeight = side(square * downwards, MIN_SIDE, Integer.MAX_VALUE);
        } else {
            mapWidth = PLOT_WIDTH;
            mapHeight = side(downwards * (double) ROW_HEIGHT, MIN_HEIGHT, MAX_HEIGHT);
        }
        axisWidth = axes.leftWidth(first) + (small ? TICK_ROOM : NameAxis.ROOM);
        leftLabel = Look.text(axes.leftLabel(), Look.LABEL, RectangleEdge.LEFT, 1);
        nameWidth = largest(maps.names(), name -> size(name(name), NAME_WIDTH).getWidth());
        left = small ? nameWidth + NAME_GAP + labelWidth() + axisWidth : axisWidth;
        prepare();
        right = small
                ? 0
                : largest(List.copyOf(prepared.values()), each -> each.bar().width());
        columnWidth = small ? Math.max(MIN_COLUMN, mapWidth) : mapWidth + right;
        rowHeight = Math.max(
                mapHeight,
                largest(maps.names(), name -> size(name(name), NAME_WIDTH).getHeight()));
        bars = axes.bars(first.steps());
        barRoom = bars == null ? 0 : BandBars.HEIGHT + BAR_GAP;
        int headings =
                largest(maps.panels().filter(panel -> !panel.title().isBlank()).toList(), this::headingHeight);
        int above = small ? HEADING_GAP : HEADING_TOP + HEADING_GAP;
        top = barRoom + (headings == 0 ? PLAIN_TOP : headings + above);
    }

    private static int side(double wanted, int least, int most) {
        return (int) Math.round(Math.min(most, Math.max(least, wanted)));
    }

    /** {@return the side of square cells, larger if they contain text} */
    private double square(int across, int downwards) {
        double fitting = Math.min((double) PLOT_WIDTH / across, (double) MAX_HEIGHT / downwards);
        return maps.marks() == null
                ? Math.min(MAX_SQUARE, fitting)
                : Math.max(MIN_WRITTEN_SQUARE, Math.min(MAX_WRITTEN_SQUARE, fitting));
    }

    private static <T> int largest(List<T> of, ToDoubleFunction<T> length) {
        return (int) Math.ceil(of.stream().mapToDouble(length).max().orElse(0));
    }

    private static Size2D size(TextTitle text, double width) {
        return Sheet.arranged(text, width, ROOM);
    }

    private static TextTitle name(String name) {
        return Look.text(name, Look.TICK, RectangleEdge.TOP, NAME_LINES);
    }

    private static TextTitle heading(Panel panel) {
        return Look.text(panel.title(), Look.HEADING, RectangleEdge.TOP, HEADING_LINES);
    }

    private double headingHeight(Panel panel) {
        return Math.max(HEADING_HEIGHT, size(heading(panel), columnWidth).getHeight());
    }

    private int labelWidth() {
        return (int) Math.ceil(size(leftLabel, ROOM).getWidth());
    }

    private void prepare() {
        for (int row = 0; row < maps.rows().size(); row++) {
            for (int column = 0; column < maps.rows().get(row).size(); column++) {
                Panel panel = maps.rows().get(row).get(column);
                ColorScale scale = panel.scale();
                ColorScale.Limits limits = maps.limits(row, column);
                MapRaster raster = new MapRaster(panel.map(), axes.direction());
                ColorBar bar = new ColorBar(scale.colors(), limits, mapHeight, scale.barLabel());
                prepared.put(panel, new Prepared(raster, limits, bar));
            }
        }
    }

    private Prepared prepared(Panel panel) {
        return Require.present(prepared.get(panel), "panel '%s' is not of this figure", panel.title());
    }

    private int x(int column) {
        return left + column * (small ? columnWidth + SMALL_GAP : axisWidth + columnWidth + GAP);
    }

    private int y(int row) {
        return top + row * (small ? rowHeight + ROW_GAP : top + rowHeight);
    }

    /** {@return the width of a number of columns} */
    int width(int columns) {
        return x(columns - 1) + columnWidth + (small ? SMALL_GAP / 2 : 0);
    }

    /** {@return the data that a page needs to name the cells of a map} */
    ReadOut readOut(Panel panel) {
        Prepared known = prepared(panel);
        return known.raster().readOut(known.levels(), known.limits()).withSeconds(axes.seconds());
    }

    /** {@return the drawing of all maps, or of one of them at its position among all} */
    Sheet sheet(List<List<Panel>> shown) {
        int rows = shown.size();
        int bottom = y(rows - 1) + rowHeight + axes.roomBelow(first, mapWidth);
        List<BarBelow> strips = strips();
        Sheet sheet = new Sheet(width(shown.get(0).size()), bottom + largest(strips, BarBelow::height));
        for (int i = 0; i < strips.size(); i++) {
            strips.get(i).addTo(sheet, x(i), bottom);
        }
        if (small) {
            addNames(sheet, y(rows - 1) + rowHeight - top);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < shown.get(row).size(); column++) {
                addMap(sheet, shown.get(row).get(column), row, column, row == rows - 1);
            }
        }
        LegendItemCollection items = legendItems();
        if (items.getItemCount() > 0) {
            sheet.addBelow(Look.legend(items), left);
        }
        return sheet;
    }

    private List<BarBelow> strips() {
        List<BarBelow> strips = new ArrayList<>();
        for (int i = 0; i < maps.columns().size(); i++) {
            Column column = maps.columns().get(i);
            strips.add(
                    column.shared()
                            ? BarBelow.of(column.scale(), maps.limits(i), columnWidth)
                            : BarBelow.ofEachMap(column.scale(), columnWidth));
        }
        return strips;
    }

    /** Adds the names of the rows, and one title for all axes to the left of maps. */
    private void addNames(Sheet sheet, int height) {
        for (int row = 0; row < maps.names().size(); row++) {
            TextTitle name = name(maps.names().get(row));
            double needed = size(name, nameWidth + 1.0).getHeight();
            sheet.add(name, 0, y(row) + (rowHeight - needed) / 2, nameWidth + 1.0, needed);
        }
        double room = Math.max(height, MIN_LABEL_ROOM);
        Sheet.arranged(leftLabel, ROOM, room);
        sheet.add(leftLabel, (double) nameWidth + NAME_GAP, top, labelWidth(), room);
    }

    private void addMap(Sheet sheet, Panel panel, int row, int column, boolean last) {
        int x = x(column);
        int y = y(row) + (rowHeight - mapHeight) / 2;
        int axisRoom = small && column > 0 ? 0 : axisWidth;
        int below = last ? axes.roomBelow(first, mapWidth) : 0;
        XYPlot plot = plot(panel, axisRoom, last);
        plot.setFixedDomainAxisSpace(Look.space(0, below));
        JFreeChart chart = Look.chart(plot, 0);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
        sheet.add(
                chart,
                (double) x - axisRoom - MARGIN,
                (double) y - MARGIN,
                axisRoom + mapWidth + 2.0 * MARGIN,
                mapHeight + below + 2.0 * MARGIN);
        if (bars != null) {
            sheet.add(bars, x, (double) y - barRoom, mapWidth, BandBars.HEIGHT);
        }
        if (!panel.title().isBlank()) {
            TextTitle heading = heading(panel);
            double height = size(heading, columnWidth).getHeight();
            sheet.add(heading, x, y(row) - barRoom - HEADING_GAP - height, columnWidth, height);
        }
        if (!small) {
            prepared(panel).bar().addTo(sheet, (double) x + mapWidth, y);
        }
    }

    private XYPlot plot(Panel panel, int axisRoom, boolean last) {
        CellMap map = panel.map();
        Prepared known = prepared(panel);
        BufferedImage cells = known.raster().image(panel.scale().colors(), known.levels(), mapWidth, mapHeight);
        NumberAxis axis = axes.left(map, mapHeight);
        axis.setLabel(small ? "" : axes.leftLabel());
        axis.setVisible(axisRoom > 0);
        axis.setFixedDimension(axisRoom);
        NumberAxis below = axes.below(map, mapWidth);
        below.setVisible(last);
        XYPlot plot = CellPlot.of(map, cells, below, axis, axes.down());
        if (panel.outline() != null) {
            new MaskOutline(known.raster(), panel.outline()).addTo(plot);
        }
        if (maps.marks() != null) {
            maps.marks().addTo(plot, (double) mapWidth / map.features());
        }
        return plot;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        if (maps.marks() == null && maps.panels().anyMatch(panel -> panel.map().hasAbsent())) {
            items.add(Look.areaItem(maps.absent(), Look.NO_DATA));
        }
        if (maps.panels().anyMatch(panel -> panel.outline() != null)) {
            items.add(MaskOutline.legendItem());
        }
        if (bars != null) {
            bars.addTo(items);
        }
        return items;
    }
}
