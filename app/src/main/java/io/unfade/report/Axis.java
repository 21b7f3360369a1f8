package io.unfade.report;

import io.unfade.report.Canvas.Anchor;
import io.unfade.report.Canvas.Stroke;
import io.unfade.report.Canvas.TextStyle;
import io.unfade.report.Ticks.Tick;

import java.util.List;

/** Draws the parts of axes that several kinds of figures share. */
final class Axis {
    static final double TICK = 4;

    /** Room below a plot for tick labels and the axis' name. */
    static final double BELOW = 38;

    private static final TextStyle TICK_BELOW = TextStyle.of(Figure.TICK_SIZE, Ink.MUTED, Anchor.MIDDLE);
    private static final TextStyle TICK_LEFT = TextStyle.of(Figure.TICK_SIZE, Ink.MUTED, Anchor.END);
    private static final TextStyle NAME = TextStyle.of(Figure.LABEL_SIZE, Ink.TEXT, Anchor.MIDDLE);
    private static final Stroke LINE = Stroke.solid(Ink.AXIS, 1);

    private Axis() {}

    /** Draws the frame of a plot. */
    static void frame(Canvas canvas, Box plot) {
        canvas.outline(plot, LINE);
    }

    /** {@return the x of the middle of a step, of which T share the plot's width} */
    static double stepX(Box plot, double step, int steps) {
        return plot.x() + (step + 0.5) / steps * plot.width();
    }

    /**
     * Draws the time axis below a plot.
     *
     * @param named whether with tick labels and the axis' name, or with tick marks alone
     */
    static void time(Canvas canvas, Box plot, int steps, boolean named) {
        for (Tick tick : Ticks.whole(0, steps - 1, 6)) {
            double x = stepX(plot, tick.value(), steps);
            canvas.line(x, plot.bottom(), x, plot.bottom() + TICK, LINE);
            if (named) {
                canvas.text(tick.label(), x, plot.bottom() + TICK + 12, TICK_BELOW);
            }
        }
        if (named) {
            name(canvas, plot, "time step");
        }
    }

    /** Draws the name of the horizontal axis below its tick labels. */
    static void name(Canvas canvas, Box plot, String name) {
        canvas.text(name, plot.centerX(), plot.bottom() + BELOW - 5, NAME);
    }

    /** Draws the name of the vertical axis, reading upwards, ending left of an x; broken in two if long. */
    static void upwardName(Canvas canvas, Box plot, double x, String name) {
        List<String> lines = TextWidth.wrap(name, Figure.LABEL_SIZE, plot.height() * 1.15, 2);
        for (int i = 0; i < lines.size(); i++) {
            double base = x - (lines.size() - 1 - i) * (Figure.LABEL_SIZE + 2);
            canvas.text(lines.get(i), base, plot.centerY(), NAME.turned());
        }
    }

    /** Draws one tick left of a plot. */
    static void left(Canvas canvas, Box plot, double y, String label) {
        canvas.line(plot.x() - TICK, y, plot.x(), y, LINE);
        canvas.text(label, plot.x() - TICK - 3, y + 4, TICK_LEFT);
    }
}
