package io.unfade.report.map;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

import java.awt.image.BufferedImage;
import java.util.List;

/** The colour plot of a map, an image with a pixel per cell, hatched where empty; and its axes. */
final class CellPlot {
    /** Space for the axis title below a plot, including gaps, if names read upwards. */
    private static final int TURNED_ROOM = 30;

    /** Names below a plot that are wider than this and than their cell read upwards. */
    private static final int MAX_LEVEL_NAME = 40;

    private static final double LINE_HEIGHT = Look.TICK.getSize() + 1;
    private static final int NAME_GAP = 8;
    private static final double TICKS = 7;

    private CellPlot() {}

    /**
     * {@return the plot of a map}
     *
     * @param cells its colours, transparent where there is no data
     * @param down whether time runs downwards with the first feature on the left, instead of to the right with it on
     *     top
     */
    static XYPlot of(CellMap map, BufferedImage cells, NumberAxis below, NumberAxis left, boolean down) {
        XYPlot plot = new XYPlot(null, below, left, null);
        plot.setBackgroundPaint(map.hasAbsent() ? Look.NO_DATA : null);
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        int width = down ? map.features() : map.steps();
        int height = down ? map.steps() : map.features();
        plot.addAnnotation(new XYDataImageAnnotation(cells, -0.5, -0.5, width, height));
        return plot;
    }

    /** {@return the axis of names to the left of a plot} */
    static NumberAxis namesDownwards(List<String> names, int height, int nameWidth) {
        NumberAxis axis = NameAxis.of("", names, (double) height / names.size(), LINE_HEIGHT, nameWidth);
        axis.setInverted(true);
        return axis;
    }

    /** {@return the time axis below a plot} */
    static NumberAxis timeBelow(String label, int steps, int width) {
        NumberAxis axis = Look.timeAxis(label, steps);
        double needed = (double) (timeWidth(steps) + NAME_GAP) / width;
        axis.setTickUnit(Look.wholeUnit(steps * Math.max(1 / TICKS, needed)));
        return axis;
    }

    /** {@return the time axis to the left of a plot} */
    static NumberAxis timeDownwards(int steps, int height) {
        NumberAxis axis = Look.timeAxis("", steps);
        axis.setTickUnit(Look.wholeUnit(steps * Math.max(1 / TICKS, (LINE_HEIGHT + 2) / height)));
        axis.setInverted(true);
        return axis;
    }

    /** {@return the width of the longest label of a time axis} */
    static int timeWidth(int steps) {
        return (int) Math.ceil(Look.width(new ShortNumberFormat().format(steps), Look.TICK));
    }

    /** {@return the axis of names below a plot} */
    static NumberAxis namesBelow(String label, List<String> names, int width) {
        double room = (double) width / names.size();
        double needed = turned(names, width) ? LINE_HEIGHT : NameAxis.width(names) + NAME_GAP;
        NumberAxis axis = NameAxis.of(label, names, room, needed);
        axis.setVerticalTickLabels(turned(names, width));
        return axis;
    }

    /** {@return the space below such a plot} */
    static int roomBelow(List<String> names, int width) {
        return turned(names, width) ? NameAxis.width(names) + TURNED_ROOM : Look.BELOW;
    }

    private static boolean turned(List<String> names, int width) {
        return NameAxis.width(names) > Math.max(MAX_LEVEL_NAME, width / names.size() - NAME_GAP);
    }
}
