package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellPlot;
import io.unfade.report.draw.ColorBar;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Seconds;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.draw.TimeDirection;
import io.unfade.report.map.HeatMapFigure.Panel;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much room the maps of one figure need, the same for all of them, and the drawing of some of them. */
final class HeatMapLayout {
    private static final int PLOT_WIDTH = 300;
    private static final int ROW_HEIGHT = 13;
    private static final int MIN_HEIGHT = 90;
    private static final int MAX_HEIGHT = 260;
    private static final int MAX_SQUARE = 16;
    private static final int MIN_SIDE = 60;
    private static final int PLAIN_TOP = 8;
    private static final int HEADING_HEIGHT = 16;
    private static final int HEADING_GAP = 4;
    private static final int HEADING_TOP = 6;
    private static final int HEADING_LINES = 4;
    private static final int BAR_GAP = 3;

    private final TimeDirection direction;
    private final Axes axes;
    private final CellMap first;
    private final int plotWidth;
    private final int plotHeight;
    private final int left;
    private final int right;
    private final int headingHeight;
    private final @Nullable BandBars bars;
    private final int barRoom;
    private final int top;
    private final Map<Panel, Prepared> prepared = new HashMap<>();

    /* Limits need a sort of all cells, so they are found once per panel and not each time it is drawn. */
    private record Prepared(Grid grid, ColorScale.Limits limits, ColorBar bar) {
        byte[] levels() {
            return grid.levels(limits);
        }
    }

    /**
     * What the axes say.
     *
     * @param time what time is counted in
     * @param seconds when the steps were; null if they are only counted
     * @param bands what is marked above the maps
     * @param feature what a feature is
     * @param nameWidth the room of the longest feature name, where features run downwards
     */
    record Axes(String time, @Nullable Seconds seconds, List<TimeBand> bands, String feature, int nameWidth) {
        static final Axes PLAIN = new Axes("time step", null, List.of(), "feature", NameAxis.MAX_NAME_WIDTH);

        Axes withTime(String label, Seconds when, List<TimeBand> marked) {
            return new Axes(label, when, List.copyOf(marked), feature, nameWidth);
        }

        Axes withFeatures(String label, int width) {
            return new Axes(time, seconds, bands, label, width);
        }

        NumberAxis timeAxis(int steps) {
            return seconds == null ? Look.timeAxis(time, steps) : seconds.axis(time, steps);
        }

        /** {@return the bars above a map of some steps; null if there are none} */
        @Nullable
        BandBars bars(int steps) {
            return seconds == null || bands.isEmpty() ? null : new BandBars(bands, seconds, steps);
        }

        /** {@return a time step in words} */
        String written(int step) {
            String second = seconds == null ? "" : " (" + ShortNumberFormat.three(seconds.at(step)) + " s)";
            return "time step " + step + second;
        }
    }

    /** @param panels all maps of the figure, of equal sizes */
    HeatMapLayout(List<Panel> panels, TimeDirection direction, Axes axes) {
        this.direction = direction;
        this.axes = axes;
        first = panels.get(0).map();
        if (direction == TimeDirection.RIGHT) {
            plotWidth = PLOT_WIDTH;
            plotHeight = Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, first.features() * ROW_HEIGHT));
            left = NameAxis.width(first.featureNames(), axes.nameWidth()) + CellPlot.AXIS_ROOM;
        } else {
            double side = square(first);
            plotWidth = Math.max(MIN_SIDE, (int) Math.round(side * first.features()));
            plotHeight = Math.max(MIN_SIDE, (int) Math.round(side * first.steps()));
            left = CellPlot.timeWidth(first.steps()) + CellPlot.AXIS_ROOM;
        }
        panels.forEach(panel -> prepared.put(panel, prepare(panel)));
        right = prepared.values().stream()
                .mapToInt(each -> each.bar().width())
                .max()
                .orElse(0);
        headingHeight = panels.stream()
                .mapToInt(panel -> headingHeight(panel.title()))
                .max()
                .orElse(0);
        bars = axes.bars(first.steps());
        barRoom = bars == null ? 0 : BandBars.HEIGHT + BAR_GAP;
        top = barRoom + (headingHeight == 0 ? PLAIN_TOP : HEADING_TOP + headingHeight + HEADING_GAP);
    }

    /** {@return the side of square cells} */
    private static double square(CellMap map) {
        double fitting = Math.min((double) PLOT_WIDTH / map.features(), (double) MAX_HEIGHT / map.steps());
        return Math.min(MAX_SQUARE, fitting);
    }

    /** {@return the room left of the plots} */
    int left() {
        return left;
    }

    int width() {
        return left + plotWidth + right;
    }

    /** {@return the height of a number of maps below one another} */
    int height(int count) {
        return count * (top + plotHeight) + below();
    }

    private int below() {
        return direction == TimeDirection.RIGHT ? Look.BELOW : CellPlot.below(first.featureNames());
    }

    /** {@return maps below one another that share the axis below them} */
    Sheet sheet(List<Panel> panels) {
        NumberAxis domain = direction == TimeDirection.RIGHT
                ? axes.timeAxis(first.steps())
                : CellPlot.featuresBelow(axes.feature(), first.featureNames(), plotWidth);
        CombinedDomainXYPlot combined = new CombinedDomainXYPlot(domain);
        combined.setAxisOffset(RectangleInsets.ZERO_INSETS);
        combined.setGap(top);
        combined.setFixedDomainAxisSpace(Look.space(top, below()));
        Sheet sheet = new Sheet(width(), height(panels.size()));
        sheet.add(Look.chart(combined, right), 0, 0, width(), sheet.height());
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            combined.add(plot(panel));
            int plotTop = top + i * (top + plotHeight);
            addHeading(sheet, panel.title(), plotTop);
            if (bars != null) {
                sheet.add(bars, left, (double) plotTop - barRoom, plotWidth, BandBars.HEIGHT);
            }
            prepared(panel).bar().addTo(sheet, left + plotWidth, plotTop);
        }
        return sheet;
    }

    void addBandsTo(LegendItemCollection items) {
        if (bars != null) {
            bars.addTo(items);
        }
    }

    private int headingHeight(String text) {
        if (text.isBlank() || direction == TimeDirection.RIGHT) {
            return text.isBlank() ? 0 : HEADING_HEIGHT;
        }
        double height = Sheet.arranged(heading(text), plotWidth + (double) right, MAX_HEIGHT)
                .getHeight();
        return Math.max(HEADING_HEIGHT, (int) Math.ceil(height));
    }

    private TextTitle heading(String text) {
        int lines = direction == TimeDirection.RIGHT ? 1 : HEADING_LINES;
        return Look.text(text, Look.HEADING, RectangleEdge.TOP, lines);
    }

    private void addHeading(Sheet sheet, String text, int plotTop) {
        if (text.isBlank()) {
            return;
        }
        TextTitle heading = heading(text);
        double room = (double) width() - left;
        Sheet.arranged(heading, room, headingHeight);
        sheet.add(heading, left, (double) plotTop - barRoom - HEADING_GAP - headingHeight, room, headingHeight);
    }

    private XYPlot plot(Panel panel) {
        Prepared known = prepared(panel);
        XYPlot plot = plot(panel.map(), known.grid().image(panel.scale().colors(), known.levels()));
        if (panel.outline() != null) {
            new MaskOutline(known.grid(), panel.outline()).addTo(plot);
        }
        return plot;
    }

    private XYPlot plot(CellMap map, BufferedImage cells) {
        if (direction == TimeDirection.RIGHT) {
            NumberAxis axis =
                    CellPlot.featuresDownwards(axes.feature(), map.featureNames(), plotHeight, axes.nameWidth());
            axis.setFixedDimension(left);
            return CellPlot.of(map, cells, null, axis);
        }
        NumberAxis axis = CellPlot.timeDownwards(axes.time(), map.steps(), plotHeight);
        axis.setFixedDimension(left);
        return CellPlot.upright(map, cells, null, axis);
    }

    /** {@return what a page needs to name the cells of a map} */
    ReadOut readOut(Panel panel) {
        Prepared known = prepared(panel);
        return known.grid().readOut(known.levels(), known.limits()).withSeconds(axes.seconds());
    }

    private Prepared prepared(Panel panel) {
        return Require.present(prepared.get(panel), "panel '%s' is not of this figure", panel.title());
    }

    private Prepared prepare(Panel panel) {
        ColorScale scale = panel.scale();
        ColorScale.Limits limits = scale.limits(panel.map());
        ColorBar bar = new ColorBar(scale.colors(), limits, plotHeight, scale.barLabel());
        return new Prepared(new Grid(panel.map(), scale.reduction(), direction), limits, bar);
    }
}
