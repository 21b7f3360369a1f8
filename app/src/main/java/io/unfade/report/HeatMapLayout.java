package io.unfade.report;

import io.unfade.check.Require;
import io.unfade.report.HeatMapFigure.Panel;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much room the maps of one figure need, the same for all of them, and the drawing of some of them. */
final class HeatMapLayout {
    private static final int PLOT_WIDTH = 300;
    private static final int ROW_HEIGHT = 13;
    private static final int MIN_HEIGHT = 90;
    private static final int MAX_HEIGHT = 260;
    private static final int TITLE_ROOM = 26;
    private static final int PLAIN_TOP = 8;
    private static final int HEADING_HEIGHT = 16;
    private static final int HEADING_GAP = 4;

    private final int plotHeight;
    private final int left;
    private final int right;
    private final int top;
    private final Map<Panel, Prepared> prepared = new HashMap<>();

    /* Limits need a sort of all cells, so they are found once per panel and not each time it is drawn. */
    private record Prepared(Grid grid, ColorScale.Limits limits, ColorBar bar) {
        byte[] levels() {
            return grid.levels(limits);
        }
    }

    /** @param panels all maps of the figure, of equal sizes */
    HeatMapLayout(List<Panel> panels) {
        CellMap first = panels.get(0).map();
        plotHeight = Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, first.features() * ROW_HEIGHT));
        left = CellPlot.left(first.featureNames());
        panels.forEach(panel -> prepared.put(panel, prepare(panel, plotHeight)));
        right = prepared.values().stream()
                .mapToInt(each -> each.bar().width())
                .max()
                .orElse(0);
        top = panels.stream().allMatch(panel -> panel.title().isBlank()) ? PLAIN_TOP : TITLE_ROOM;
    }

    /** {@return the room left of the plots} */
    int left() {
        return left;
    }

    int width() {
        return left + PLOT_WIDTH + right;
    }

    /** {@return the height of a number of maps below one another} */
    int height(int count) {
        return count * (top + plotHeight) + Look.BELOW;
    }

    /** {@return maps below one another that share the time axis} */
    Sheet sheet(List<Panel> panels) {
        Panel first = panels.get(0);
        CombinedDomainXYPlot combined =
                new CombinedDomainXYPlot(Look.timeAxis(first.map().steps()));
        combined.setAxisOffset(RectangleInsets.ZERO_INSETS);
        combined.setGap(top);
        combined.setFixedDomainAxisSpace(Look.space(top, Look.BELOW));
        Sheet sheet = new Sheet(width(), height(panels.size()));
        sheet.add(Look.chart(combined, right), 0, 0, width(), sheet.height());
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            combined.add(plot(panel));
            int plotTop = top + i * (top + plotHeight);
            addHeading(sheet, panel.title(), plotTop);
            prepared(panel).bar().addTo(sheet, left + PLOT_WIDTH, plotTop);
        }
        return sheet;
    }

    private void addHeading(Sheet sheet, String text, int plotTop) {
        if (text.isBlank()) {
            return;
        }
        TextTitle heading = Look.text(text, Look.HEADING, RectangleEdge.TOP, 1);
        double room = (double) width() - left;
        Sheet.arranged(heading, room, HEADING_HEIGHT);
        sheet.add(heading, left, (double) plotTop - HEADING_GAP - HEADING_HEIGHT, room, HEADING_HEIGHT);
    }

    private XYPlot plot(Panel panel) {
        Prepared known = prepared(panel);
        XYPlot plot =
                CellPlot.of(panel.map(), known.grid().image(panel.scale().colors(), known.levels()), null, plotHeight);
        if (panel.outline() != null) {
            new MaskOutline(panel.map(), known.grid(), panel.outline()).addTo(plot);
        }
        return plot;
    }

    /** {@return what a page needs to name the cells of a map} */
    ReadOut readOut(Panel panel) {
        Prepared known = prepared(panel);
        Grid grid = known.grid();
        return new ReadOut(panel.map().steps(), grid.columns(), grid.rowNames(), known.levels(), known.limits());
    }

    private Prepared prepared(Panel panel) {
        return Require.present(prepared.get(panel), "panel '%s' is not of this figure", panel.title());
    }

    private static Prepared prepare(Panel panel, int height) {
        ColorScale scale = panel.scale();
        ColorScale.Limits limits = scale.limits(panel.map());
        ColorBar bar = new ColorBar(scale.colors(), limits, height, scale.barLabel());
        return new Prepared(new Grid(panel.map(), scale.reduction()), limits, bar);
    }
}
