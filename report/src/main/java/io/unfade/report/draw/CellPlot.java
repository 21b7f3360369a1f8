package io.unfade.report.draw;

import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.util.List;

/** The plot of a map in colours: one image whose pixels are cells, hatched where empty. */
public final class CellPlot {
    /** What the name of the axis, the tick marks and the gaps take beside the names. */
    public static final int AXIS_ROOM = 34;

    /** The same below a plot, beside names that read upwards. */
    private static final int TURNED_ROOM = 30;

    /** Feature names below a plot that are longer than this read upwards. */
    private static final int MAX_LEVEL_NAME = 40;

    private static final double LINE_HEIGHT = Look.TICK.getSize() + 1;
    private static final int NAME_GAP = 8;

    private CellPlot() {}

    /**
     * {@return the plot of a map whose time runs to the right, the first feature on top}
     *
     * @param cells its colours, clear where there is no data
     * @param domain the axis below it; null if a combined plot has one
     * @param height of the plot, for how many feature names fit
     */
    public static XYPlot of(CellMap map, BufferedImage cells, @Nullable NumberAxis domain, int height) {
        NumberAxis axis = featuresDownwards("feature", map.featureNames(), height, NameAxis.MAX_NAME_WIDTH);
        axis.setFixedDimension(left(map.featureNames()));
        return of(map, cells, domain, axis);
    }

    /**
     * {@return the plot of a map whose time runs to the right, the first feature on top}
     *
     * @param domain the axis below it; null if a combined plot has one
     * @param featureAxis the axis left of it
     */
    public static XYPlot of(CellMap map, BufferedImage cells, @Nullable NumberAxis domain, NumberAxis featureAxis) {
        return plot(map, cells, domain, featureAxis, map.steps(), map.features());
    }

    /**
     * {@return the plot of a map whose time runs downwards, the first feature at the left}
     *
     * @param domain the axis below it; null if a combined plot has one
     * @param timeAxis the axis left of it
     */
    public static XYPlot upright(CellMap map, BufferedImage cells, @Nullable NumberAxis domain, NumberAxis timeAxis) {
        return plot(map, cells, domain, timeAxis, map.features(), map.steps());
    }

    private static XYPlot plot(
            CellMap map, BufferedImage cells, @Nullable NumberAxis domain, NumberAxis range, int width, int height) {
        XYPlot plot = new XYPlot(null, domain, range, null);
        plot.setBackgroundPaint(map.hasAbsent() ? Look.NO_DATA : null);
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(new XYDataImageAnnotation(cells, -0.5, -0.5, width, height));
        return plot;
    }

    /** {@return the room that the names left of a plot take, with that of the axis} */
    public static int left(List<String> names) {
        return NameAxis.width(names) + AXIS_ROOM;
    }

    /** {@return the axis of features left of a plot whose time runs to the right} */
    public static NumberAxis featuresDownwards(String label, List<String> names, int height, int nameWidth) {
        NumberAxis axis = NameAxis.of(label, names, (double) height / names.size(), LINE_HEIGHT, nameWidth);
        axis.setInverted(true);
        return axis;
    }

    /** {@return the axis of time below a narrow plot whose time runs to the right} */
    public static NumberAxis timeBelow(int steps, int width) {
        NumberAxis axis = Look.timeAxis(steps);
        axis.setTickUnit(Look.wholeUnit(Math.max(steps / 7.0, steps * (timeWidth(steps) + NAME_GAP) / (double) width)));
        return axis;
    }

    /** {@return the axis of time left of a plot whose time runs downwards} */
    public static NumberAxis timeDownwards(String label, int steps, int height) {
        NumberAxis axis = Look.timeAxis(label, steps);
        axis.setTickUnit(Look.wholeUnit(Math.max(steps / 7.0, steps * (LINE_HEIGHT + 2) / height)));
        axis.setInverted(true);
        return axis;
    }

    /** {@return the width of the longest label of an axis of time} */
    public static int timeWidth(int steps) {
        return (int) Math.ceil(Look.width(new ShortNumberFormat().format(steps), Look.TICK));
    }

    /** {@return the axis of features below a plot whose time runs downwards} */
    public static NumberAxis featuresBelow(String label, List<String> names, int width) {
        double room = (double) width / names.size();
        double needed = turned(names) ? LINE_HEIGHT : NameAxis.width(names) + NAME_GAP;
        NumberAxis axis = NameAxis.of(label, names, room, needed);
        axis.setVerticalTickLabels(turned(names));
        return axis;
    }

    /** {@return the room below such a plot} */
    public static int below(List<String> names) {
        return turned(names) ? NameAxis.width(names) + TURNED_ROOM : Look.BELOW;
    }

    private static boolean turned(List<String> names) {
        return NameAxis.width(names) > MAX_LEVEL_NAME;
    }
}
