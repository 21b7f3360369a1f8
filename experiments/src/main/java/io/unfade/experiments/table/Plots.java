package io.unfade.experiments.table;

import io.unfade.metric.Estimate;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.chart.LineFigure.Line;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Means of tables as parts of figures and sentences. */
public final class Plots {
    private Plots() {}

    /** {@return means with their intervals as a line} */
    public static Line line(String title, double[] places, List<Estimate> means) {
        return Line.of(title, places, means.stream().mapToDouble(Estimate::mean).toArray())
                .withIntervals(
                        means.stream().mapToDouble(Estimate::low).toArray(),
                        means.stream().mapToDouble(Estimate::high).toArray());
    }

    /** {@return a mean with its interval and the published number as a dot} */
    public static Dot dot(Summary.Entry entry) {
        return Dot.of(entry.ours().mean())
                .withInterval(entry.ours().low(), entry.ours().high())
                .withPublished(entry.published().map(Published.Value::value).orElse(Double.NaN));
    }

    /** {@return the lowest and highest of some numbers, or a single number if they are formatted alike} */
    public static String span(DoubleStream numbers, String format) {
        var all = numbers.summaryStatistics();
        String low = String.format(Locale.ROOT, format, all.getMin());
        String high = String.format(Locale.ROOT, format, all.getMax());
        return low.equals(high) ? low : low + " to " + high;
    }
}
