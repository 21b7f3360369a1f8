package io.unfade.report.draw;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Numeric axes with few, round and short ticks. */
public final class ValueAxes {
    private static final int POWERS = 5;
    private static final double MARGIN = 0.05;
    private static final int LOWEST_POWER = -300;

    private ValueAxes() {}

    /** {@return an axis from 0 or below to a little above the highest of some numbers} */
    public static ValueAxis fromZero(double[] present, int ticks) {
        double low = Math.min(0, Arrays.stream(present).min().orElse(0));
        double high = Math.max(0, Arrays.stream(present).max().orElse(0));
        double margin = MARGIN * (high - low);
        return linear(
                low == high ? new Range(0, 1) : new Range(low < 0 ? low - margin : 0, high > 0 ? high + margin : 0),
                ticks);
    }

    /** {@return an axis from a little below the lowest to a little above the highest of some numbers} */
    public static NumberAxis around(double[] present, int ticks) {
        double low = Arrays.stream(present).min().orElse(0);
        double high = Arrays.stream(present).max().orElse(0);
        double margin = low < high ? MARGIN * (high - low) : low == 0 ? 1 : Math.abs(low) / 2;
        return linear(new Range(low - margin, high + margin), ticks);
    }

    /**
     * {@return an axis with given ends}
     *
     * @param ticks approximate number of ticks that fit
     */
    public static NumberAxis linear(Range range, int ticks) {
        NumberAxis axis = Look.styled(new NumberAxis());
        axis.setRange(range);
        axis.setTickUnit((NumberTickUnit) new NumberTickUnitSource().getCeilingTickUnit(range.getLength() / ticks));
        axis.setNumberFormatOverride(new ShortNumberFormat());
        return axis;
    }

    /** {@return a logarithmic axis between powers of ten} */
    public static ValueAxis logarithmic(double[] present) {
        double[] positive = DoubleStream.of(present).filter(value -> value > 0).toArray();
        double low = Math.floor(Math.log10(Arrays.stream(positive).min().orElse(0.1)));
        double high = Math.ceil(Math.log10(Arrays.stream(positive).max().orElse(1)));
        low = Math.max(low, LOWEST_POWER);
        high = Math.max(high, low + 1);
        LogAxis axis = Look.styled(new PowerAxis());
        axis.setSmallestValue(Math.pow(10, low));
        axis.setRange(Math.pow(10, low), Math.pow(10, high));
        axis.setTickUnit(new NumberTickUnit(Math.ceil((high - low) / POWERS)));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    /** A logarithmic axis with plain-text labels, which remain text in SVG. */
    private static final class PowerAxis extends LogAxis {
        private static final long serialVersionUID = 1;

        @Override
        public List<NumberTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            List<?> ticks = super.refreshTicks(graphics, state, area, edge);
            return ticks.stream()
                    .map(ValueTick.class::cast)
                    .map(tick -> new NumberTick(
                            tick.getValue(),
                            new ShortNumberFormat().format(tick.getValue()),
                            tick.getTextAnchor(),
                            tick.getRotationAnchor(),
                            tick.getAngle()))
                    .toList();
        }
    }
}
