package io.unfade.report;

import io.unfade.report.Canvas.Stroke;
import io.unfade.report.LineFigure.Line;

import java.util.Arrays;

/**
 * Draws one line and its band. Where there are more steps than places, each place shows the lowest and the highest of
 * its values, so that no spike is lost.
 */
final class LineTrace {
    /** The most places along the time axis. */
    static final int MAX_POINTS = 600;

    private static final double DOT = 4;
    private static final int FEW = 20;

    private final Box plot;
    private final LineScale scale;
    private final int steps;

    LineTrace(Box plot, LineScale scale, int steps) {
        this.plot = plot;
        this.scale = scale;
        this.steps = steps;
    }

    void draw(Canvas canvas, Line line, Stroke stroke) {
        if (line.low().length > 0) {
            band(canvas, line, stroke.ink());
        }
        int length = line.values().length;
        if (length > MAX_POINTS) {
            envelope(canvas, line.values(), stroke);
            return;
        }
        double[] xs = new double[length];
        double[] ys = new double[length];
        for (int i = 0; i < length; i++) {
            xs[i] = Axis.stepX(plot, i, steps);
            ys[i] = scale.y(plot, line.values()[i]);
            if (length <= FEW && !Double.isNaN(ys[i])) {
                canvas.fill(new Box(xs[i] - DOT / 2, ys[i] - DOT / 2, DOT, DOT), stroke.ink(), 1);
            }
        }
        canvas.path(xs, ys, stroke);
    }

    private void envelope(Canvas canvas, double[] values, Stroke stroke) {
        double[] xs = new double[2 * MAX_POINTS];
        double[] ys = new double[2 * MAX_POINTS];
        for (int place = 0; place < MAX_POINTS; place++) {
            int from = first(place, values.length);
            int to = first(place + 1, values.length);
            double[] part = Arrays.stream(values, from, to)
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double low = Arrays.stream(part).min().orElse(Double.NaN);
            double high = Arrays.stream(part).max().orElse(Double.NaN);
            boolean rising = part.length > 0 && part[0] <= part[part.length - 1];
            double x = Axis.stepX(plot, (from + to - 1) / 2.0, steps);
            xs[2 * place] = x;
            xs[2 * place + 1] = x;
            ys[2 * place] = scale.y(plot, rising ? low : high);
            ys[2 * place + 1] = scale.y(plot, rising ? high : low);
        }
        canvas.path(xs, ys, stroke);
    }

    private void band(Canvas canvas, Line line, Ink ink) {
        int places = Math.min(line.low().length, MAX_POINTS);
        double[] xs = new double[2 * places];
        double[] ys = new double[2 * places];
        for (int place = 0; place < places; place++) {
            int from = (int) ((long) place * line.low().length / places);
            int to = (int) ((long) (place + 1) * line.low().length / places);
            double x = Axis.stepX(plot, (from + to - 1) / 2.0, steps);
            xs[place] = x;
            xs[2 * places - 1 - place] = x;
            ys[place] = scale.y(plot, Arrays.stream(line.low(), from, to).min().orElse(Double.NaN));
            ys[2 * places - 1 - place] =
                    scale.y(plot, Arrays.stream(line.high(), from, to).max().orElse(Double.NaN));
        }
        canvas.polygon(xs, ys, ink, 0.2);
    }

    private static int first(int place, int length) {
        return (int) ((long) place * length / MAX_POINTS);
    }
}
