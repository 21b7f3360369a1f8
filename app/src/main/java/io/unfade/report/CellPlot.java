package io.unfade.report;

import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.util.List;

/** The plot of a map in colours: one image whose pixels are cells, the first feature on top, hatched where empty. */
final class CellPlot {
    /** What the name of the axis, the tick marks and the gaps take beside the names. */
    private static final int AXIS_ROOM = 34;

    private CellPlot() {}

    /**
     * {@return the plot of a map}
     *
     * @param cells its colours, clear where there is no data
     * @param domain the axis below it; null if a combined plot has one
     * @param height of the plot, for how many feature names fit
     */
    static XYPlot of(CellMap map, BufferedImage cells, @Nullable NumberAxis domain, int height) {
        XYPlot plot = new XYPlot(null, domain, featureAxis(map, height), null);
        plot.setBackgroundPaint(map.hasAbsent() ? Look.NO_DATA : null);
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(new XYDataImageAnnotation(cells, -0.5, -0.5, map.steps(), map.features()));
        return plot;
    }

    /** {@return the room that the names left of a plot take, with that of the axis} */
    static int left(List<String> names) {
        return NameAxis.width(names) + AXIS_ROOM;
    }

    private static NumberAxis featureAxis(CellMap map, int height) {
        double lineHeight = Look.TICK.getSize() + 1;
        NumberAxis axis = NameAxis.of("feature", map.featureNames(), (double) height / map.features(), lineHeight);
        axis.setInverted(true);
        axis.setFixedDimension(left(map.featureNames()));
        return axis;
    }
}
