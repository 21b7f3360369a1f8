package io.unfade.report;

import io.unfade.check.Require;
import io.unfade.report.HeatMapFigure.Panel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much room the maps of one figure need, the same for all of them, and how one of them is drawn. */
final class HeatMapPlot {
    private static final double ROW_HEIGHT = 13;
    private static final double MIN_HEIGHT = 90;
    private static final double MAX_HEIGHT = 260;
    private static final double MAX_NAME_WIDTH = 110;
    private static final double NAME_ROOM = 20;
    private static final int[] STRIDES = {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500};

    private final List<String> rowNames;
    private final int stride;
    private final double height;
    private final double left;
    private final double right;
    private final double top;
    private final Map<Panel, Prepared> prepared = new HashMap<>();

    /* Limits need a sort of all cells, so they are found once per panel and not each time it is drawn. */
    private record Prepared(Grid grid, ColorScale.Limits limits, ColorBar bar) {}

    private HeatMapPlot(List<Panel> panels) {
        Panel first = panels.get(0);
        Grid grid = new Grid(first.map(), first.scale().reduction());
        rowNames = grid.rowNames();
        height = Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, grid.rows() * ROW_HEIGHT));
        stride = stride(height / grid.rows());
        double names = 0;
        for (int row = 0; row < rowNames.size(); row += stride) {
            names = Math.max(names, TextWidth.of(rowNames.get(row), Figure.TICK_SIZE));
        }
        left = NAME_ROOM + Math.min(names, MAX_NAME_WIDTH) + Axis.TICK + 4;
        for (Panel panel : panels) {
            prepared.put(panel, prepare(panel, height));
        }
        right = prepared.values().stream()
                .mapToDouble(each -> each.bar().width())
                .max()
                .orElse(0);
        top = panels.stream().allMatch(panel -> panel.title().isBlank()) ? 8 : 26;
    }

    static HeatMapPlot around(List<Panel> panels) {
        return new HeatMapPlot(panels);
    }

    double width() {
        return left + Figure.PLOT_WIDTH + right;
    }

    /** {@return the height of title and map, without the time axis} */
    double height() {
        return top + height;
    }

    /** {@return where the cells lie if the upper left corner of everything is at (x, y)} */
    Box plot(double x, double y) {
        return new Box(x + left, y + top, Figure.PLOT_WIDTH, height);
    }

    void draw(Canvas canvas, Box plot, Panel panel, boolean namedTime) {
        Prepared known = Require.present(prepared.get(panel), "panel '%s' is not of this figure", panel.title());
        Grid grid = known.grid();
        ColorScale.Limits limits = known.limits();
        if (panel.map().hasAbsent()) {
            canvas.hatch(plot);
        }
        byte[] levels = grid.levels(limits);
        canvas.image(grid.image(panel.scale().colors(), levels), plot);
        if (panel.outline() != null) {
            new MaskOutline(grid, panel.outline(), plot).draw(canvas);
        }
        Axis.frame(canvas, plot);
        Axis.time(canvas, plot, panel.map().steps(), namedTime);
        features(canvas, plot);
        known.bar().draw(canvas, plot);
        canvas.readOut(
                plot,
                new ReadOut(
                        panel.map().steps(),
                        grid.columns(),
                        new ArrayList<>(rowNames),
                        levels,
                        limits.low(),
                        limits.high()));
    }

    private void features(Canvas canvas, Box plot) {
        double rowHeight = plot.height() / rowNames.size();
        for (int row = 0; row < rowNames.size(); row += stride) {
            String label = TextWidth.fitMiddle(rowNames.get(row), Figure.TICK_SIZE, MAX_NAME_WIDTH);
            Axis.left(canvas, plot, plot.y() + (row + 0.5) * rowHeight, label);
        }
        Axis.upwardName(canvas, plot, plot.x() - left + Figure.LABEL_SIZE + 1, "feature");
    }

    private static Prepared prepare(Panel panel, double height) {
        ColorScale scale = panel.scale();
        ColorScale.Limits limits = scale.limits(panel.map());
        ColorBar bar = new ColorBar(scale.colors(), limits, height, scale.barLabel());
        return new Prepared(new Grid(panel.map(), scale.reduction()), limits, bar);
    }

    private static int stride(double rowHeight) {
        for (int stride : STRIDES) {
            if (stride * rowHeight >= Figure.TICK_SIZE + 1) {
                return stride;
            }
        }
        return STRIDES[STRIDES.length - 1];
    }
}
