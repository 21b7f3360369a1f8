package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One number for each pair of a category and a series, such as data set and model: a dot with its interval, and a hollow
 * one for a published number. Categories lie below one another, the series of a category too, values run to the right.
 */
public final class DotFigure extends Figure {
    private final String categoryLabel;
    private final String valueLabel;
    private final List<String> categories;
    private final List<Series> series;
    private final Words words;
    private final @Nullable Range range;

    /** What the key calls the marks. */
    private record Words(String interval, String published) {}

    /**
     * What one series has in one category.
     *
     * @param value the number; NaN for none
     * @param low lower end of its interval; NaN for none
     * @param high upper end of its interval; NaN for none
     * @param published what others have published; NaN for nothing
     */
    public record Dot(double value, double low, double high, double published) {
        /** Checks the interval. */
        public Dot {
            Require.argument(!(low > high), "the interval of a dot must rise, but was %s..%s", low, high);
        }

        /** {@return nothing: no number, no interval, nothing published} */
        public static Dot none() {
            return of(Double.NaN);
        }

        /** {@return a number alone} */
        public static Dot of(double value) {
            return new Dot(value, Double.NaN, Double.NaN, Double.NaN);
        }

        /** {@return the same with an interval} */
        public Dot withInterval(double from, double to) {
            return new Dot(value, from, to, published);
        }

        /** {@return the same with a published number} */
        public Dot withPublished(double number) {
            return new Dot(value, low, high, number);
        }
    }

    /**
     * The dots of one model.
     *
     * @param name of the model
     * @param dots one for each category
     */
    public record Series(String name, List<Dot> dots) {
        /** Copies the list. */
        public Series {
            dots = List.copyOf(dots);
        }
    }

    private DotFigure(
            String title,
            String categoryLabel,
            String valueLabel,
            List<String> categories,
            List<Series> series,
            Words words,
            @Nullable Range range) {
        super(title);
        this.categoryLabel = categoryLabel;
        this.valueLabel = valueLabel;
        this.categories = categories;
        this.series = series;
        this.words = words;
        this.range = range;
    }

    /**
     * {@return the figure of some series}
     *
     * @param categoryLabel what the categories are
     * @param valueLabel what the values are, with their unit
     * @param categories their names, from the top
     * @param series from the top within each category
     * @throws IllegalArgumentException if there is no category or series, or a series has not a dot for each category
     */
    public static DotFigure of(
            String title, String categoryLabel, String valueLabel, List<String> categories, List<Series> series) {
        Require.argument(
                !categories.isEmpty() && !series.isEmpty(), "figure '%s' needs a category and a series", title);
        for (Series each : series) {
            Require.argument(
                    each.dots().size() == categories.size(),
                    "series '%s' of figure '%s' must have a dot for each of the %d categories, but has %d",
                    each.name(),
                    title,
                    categories.size(),
                    each.dots().size());
        }
        return new DotFigure(
                title,
                categoryLabel,
                valueLabel,
                List.copyOf(categories),
                List.copyOf(series),
                new Words("95 % interval", "published"),
                null);
    }

    /** {@return the same figure, whose values' axis goes from one number to another} */
    public DotFigure withRange(double low, double high) {
        Require.argument(low < high, "the range of figure '%s' must rise, but was %s..%s", title(), low, high);
        return new DotFigure(title(), categoryLabel, valueLabel, categories, series, words, new Range(low, high));
    }

    /** {@return the same figure with other names of intervals and hollow dots} */
    public DotFigure withWords(String interval, String published) {
        Words other = new Words(interval, published);
        return new DotFigure(title(), categoryLabel, valueLabel, categories, series, other, range);
    }

    @Override
    public Sheet sheet() {
        return new DotChart(this).sheet();
    }

    String categoryLabel() {
        return categoryLabel;
    }

    String valueLabel() {
        return valueLabel;
    }

    List<String> categories() {
        return categories;
    }

    List<Series> series() {
        return series;
    }

    String intervalLabel() {
        return words.interval;
    }

    String publishedLabel() {
        return words.published;
    }

    /** {@return the ends of the values' axis, if they are given} */
    @Nullable
    Range range() {
        return range;
    }

    private Stream<Dot> dots() {
        return series.stream().flatMap(each -> each.dots().stream());
    }

    boolean hasIntervals() {
        return dots().anyMatch(dot -> Double.isFinite(dot.low()) && Double.isFinite(dot.high()));
    }

    boolean hasPublished() {
        return dots().anyMatch(dot -> Double.isFinite(dot.published()));
    }

    /** {@return all finite numbers of the figure} */
    double[] present() {
        return dots().flatMapToDouble(dot -> DoubleStream.of(dot.value(), dot.low(), dot.high(), dot.published()))
                .filter(Double::isFinite)
                .toArray();
    }

    @Override
    public List<String> notes() {
        Range shown = range;
        if (shown == null || DoubleStream.of(present()).allMatch(shown::contains)) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "What lies outside of %s to %s is not drawn.",
                ShortNumberFormat.three(shown.getLowerBound()),
                ShortNumberFormat.three(shown.getUpperBound())));
    }

    @Override
    public String altText() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Dots: %s by %s.", valueLabel, categoryLabel));
        for (int i = 0; i < categories.size(); i++) {
            List<String> parts = new ArrayList<>();
            for (Series each : series) {
                parts.add(each.name() + " " + describe(each.dots().get(i)));
            }
            text.append(' ')
                    .append(categories.get(i))
                    .append(": ")
                    .append(String.join("; ", parts))
                    .append('.');
        }
        return text.toString();
    }

    private String describe(Dot dot) {
        String text = ShortNumberFormat.three(dot.value());
        if (Double.isFinite(dot.low()) && Double.isFinite(dot.high())) {
            text += String.format(
                    Locale.ROOT,
                    " (%s %s to %s)",
                    words.interval,
                    ShortNumberFormat.three(dot.low()),
                    ShortNumberFormat.three(dot.high()));
        }
        return Double.isNaN(dot.published())
                ? text
                : text + ", " + words.published + " " + ShortNumberFormat.three(dot.published());
    }
}
