package io.unfade.report.chart;

import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.Bands;

import java.awt.Color;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The points of lines and bands as drawn. If there are more points than positions, each position shows its lowest and
 * highest value, so that no spike is lost.
 */
final class LinePoints {
    /** The maximum number of positions along the axis. */
    static final int MAX_PLACES = 600;

    private final double[] x;
    private final int places;
    private final double floor;

    /**
     * @param x of the line's points
     * @param floor values below, such as 0 on a logarithmic axis, are drawn here
     */
    LinePoints(double[] x, double floor) {
        this.x = x;
        this.floor = floor;
        places = Math.min(x.length, MAX_PLACES);
    }

    /** {@return positions, and the values at them} */
    double[][] line(double[] values) {
        int perPlace = places < x.length ? 2 : 1;
        double[][] points = new double[2][perPlace * places];
        for (int place = 0; place < places; place++) {
            DoubleSummaryStatistics range = present(values, place).summaryStatistics();
            double[] present = present(values, place).toArray();
            boolean rising = present.length > 0 && present[0] <= present[present.length - 1];
            for (int i = 0; i < perPlace; i++) {
                double value = rising == (i == 0) ? range.getMin() : range.getMax();
                points[0][perPlace * place + i] = x(place);
                points[1][perPlace * place + i] = present.length == 0 ? Double.NaN : Math.max(floor, value);
            }
        }
        return points;
    }

    /** Adds a line's band. */
    void addBand(Line line, Bands bands, Color color) {
        double[] at = IntStream.range(0, places).mapToDouble(this::x).toArray();
        double[] low = IntStream.range(0, places)
                .mapToDouble(place ->
                        Math.max(floor, present(line.low(), place).min().orElse(Double.NaN)))
                .toArray();
        double[] high = IntStream.range(0, places)
                .mapToDouble(place ->
                        Math.max(floor, present(line.high(), place).max().orElse(Double.NaN)))
                .toArray();
        bands.add(at, low, high, color);
    }

    private DoubleStream present(double[] values, int place) {
        return Arrays.stream(values, first(place), first(place + 1)).filter(value -> !Double.isNaN(value));
    }

    private double x(int place) {
        return (x[first(place)] + x[first(place + 1) - 1]) / 2;
    }

    private int first(int place) {
        return (int) ((long) place * x.length / places);
    }
}
