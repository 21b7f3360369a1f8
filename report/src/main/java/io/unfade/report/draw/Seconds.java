package io.unfade.report.draw;

import io.unfade.check.Require;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of a map's steps. Step t is centred at {@code first + step t}.
 *
 * @param first time of step 0, in seconds from an event such as the onset of a task; may be negative
 * @param step from one step to the next, in seconds
 */
public record Seconds(double first, double step) {
    private static final int TICKS = 7;

    public Seconds {
        Require.argument(
                Double.isFinite(first) && Double.isFinite(step) && step > 0,
                "time steps must be more than 0 s apart and begin at a finite time, but were %s s and %s s",
                step,
                first);
    }

    public double at(double timeStep) {
        return first + step * timeStep;
    }

    public double timeStep(double seconds) {
        return (seconds - first) / step;
    }

    /** {@return the axis of T time steps, with ticks at round seconds} */
    public NumberAxis axis(String label, int steps) {
        Axis axis = Look.styled(new Axis(label, this));
        axis.setRange(-0.5, steps - 0.5);
        return axis;
    }

    /** Measures in time steps, labelled in seconds. */
    private static final class Axis extends NumberAxis {
        private static final long serialVersionUID = 1;

        private final transient Seconds seconds;

        Axis(String label, Seconds seconds) {
            super(label);
            this.seconds = seconds;
        }

        @Override
        public List<NumberTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            double low = seconds.at(getRange().getLowerBound());
            double high = seconds.at(getRange().getUpperBound());
            double unit = new NumberTickUnitSource()
                    .getCeilingTickUnit((high - low) / TICKS)
                    .getSize();
            List<NumberTick> ticks = new ArrayList<>();
            for (long i = (long) Math.ceil(low / unit); i * unit <= high; i++) {
                ticks.add(new NumberTick(
                        seconds.timeStep(i * unit),
                        new ShortNumberFormat().format(i * unit),
                        TextAnchor.TOP_CENTER,
                        TextAnchor.CENTER,
                        0));
            }
            return ticks;
        }
    }
}
