package io.unfade.report;

import io.unfade.report.LineFigure.Line;
import io.unfade.report.Ticks.Tick;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The vertical axis of a line figure.
 *
 * @param low the number at the lower edge
 * @param high the number at the upper edge; more than {@code low}
 * @param logarithmic whether equal factors are equally far apart; then both ends are positive
 */
record LineScale(double low, double high, boolean logarithmic) {
    private static final int TICKS = 5;

    static LineScale around(List<Line> lines, boolean logarithmic) {
        double[] values = lines.stream()
                .flatMapToDouble(line -> DoubleStream.concat(
                        Arrays.stream(line.values()),
                        DoubleStream.concat(Arrays.stream(line.low()), Arrays.stream(line.high()))))
                .filter(Double::isFinite)
                .toArray();
        return logarithmic ? powers(values) : linear(values);
    }

    private static LineScale linear(double[] values) {
        double low = Math.min(0, Arrays.stream(values).min().orElse(0));
        double high = Math.max(0, Arrays.stream(values).max().orElse(0));
        if (low == high) {
            return new LineScale(0, 1, false);
        }
        double margin = 0.05 * (high - low);
        return new LineScale(low < 0 ? low - margin : 0, high > 0 ? high + margin : 0, false);
    }

    private static LineScale powers(double[] values) {
        double[] positive = Arrays.stream(values).filter(value -> value > 0).toArray();
        double low = Math.floor(Math.log10(Arrays.stream(positive).min().orElse(0.1)));
        double high = Math.ceil(Math.log10(Arrays.stream(positive).max().orElse(1)));
        return new LineScale(Math.pow(10, low), Math.pow(10, Math.max(high, low + 1)), true);
    }

    List<Tick> ticks() {
        return logarithmic ? Ticks.powers(low, high, TICKS) : Ticks.linear(low, high, TICKS);
    }

    /** {@return where a number lies; the nearer edge for what a logarithmic axis has no place for} */
    double y(Box plot, double value) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return plot.bottom() - Math.min(1, Math.max(0, share)) * plot.height();
    }
}
