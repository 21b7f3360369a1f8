package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.data.Range;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Named numbers with intervals, one name per row and values to the right. Either dots, one per category and series,
 * such as data set and model, with a hollow one for a published number; or bars in descending order, such as the
 * regions that matter most to a model.
 */
public final class CategoryFigure extends Figure {
    private final String categoryLabel;
    private final String valueLabel;
    private final List<String> categories;
    private final List<Series> series;
    private final Options options;

    /**
     * Drawing options and texts of the key.
     *
     * @param interval name of the intervals
     * @param published name of the hollow dots
     * @param range the ends of the value axis; null to fit the values
     * @param rankedOf the number of names before the cut to the largest, drawn as bars; 0 for dots
     */
    record Options(
            String interval, String published, @Nullable Range range, int rankedOf) {}

    /**
     * The value of one series in one category.
     *
     * @param value the number; NaN for none
     * @param low lower end of its interval; NaN for none
     * @param high upper end of its interval; NaN for none
     * @param published a published number; NaN for none
     */
    public record Dot(double value, double low, double high, double published) {
        /** Checks the interval. */
        public Dot {
            Require.argument(!(low > high), "the interval of a dot must rise, but was %s..%s", low, high);
        }

        /** {@return an empty dot} */
        public static Dot none() {
            return of(Double.NaN);
        }

        /** {@return a number without interval} */
        public static Dot of(double value) {
            return new Dot(value, Double.NaN, Double.NaN, Double.NaN);
        }

        /** {@return a copy with an interval} */
        public Dot withInterval(double from, double to) {
            return new Dot(value, from, to, published);
        }

        /** {@return a copy with a published number} */
        public Dot withPublished(double number) {
            return new Dot(value, low, high, number);
        }

        boolean hasInterval() {
            return Double.isFinite(low) && Double.isFinite(high);
        }
    }

    /**
     * The dots of one model.
     *
     * @param name of the model
     * @param dots one per category
     */
    public record Series(String name, List<Dot> dots) {
        /** Copies the list. */
        public Series {
            dots = List.copyOf(dots);
        }
    }

    /**
     * A named number of a ranking.
     *
     * @param name written in full up to about 60 letters
     * @param dot the number and its interval
     */
    public record Item(String name, Dot dot) {
        /** Checks the number. */
        public Item {
            Require.argument(
                    Double.isFinite(dot.value), "the value of '%s' must be a number, but was %s", name, dot.value);
        }

        /** {@return a number without interval} */
        public static Item of(String name, double value) {
            return new Item(name, Dot.of(value));
        }

        /** {@return a copy with an interval} */
        public Item withInterval(double from, double to) {
            return new Item(name, dot.withInterval(from, to));
        }
    }

    private CategoryFigure(
            String title,
            String categoryLabel,
            String valueLabel,
            List<String> categories,
            List<Series> series,
            Options options) {
        super(title);
        this.categoryLabel = categoryLabel;
        this.valueLabel = valueLabel;
        this.categories = List.copyOf(categories);
        this.series = List.copyOf(series);
        this.options = options;
    }

    /**
     * {@return the dots of some series}
     *
     * @param categoryLabel name of the categories
     * @param valueLabel name of the values, with their unit
     * @param categories names, from the top
     * @param series from the top within each category
     * @throws IllegalArgumentException if there is no category or series, or a series does not have one dot per
     *     category
     */
    public static CategoryFigure dots(
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
        Options options = new Options("95 % interval", "published", null, 0);
        return new CategoryFigure(title, categoryLabel, valueLabel, categories, series, options);
    }

    /**
     * {@return the largest of some numbers as bars}
     *
     * @param nameLabel kind of the names, in the plural, such as {@code regions}
     * @param valueLabel name of the values, with their unit
     * @param items all of them, in any order; ties keep it
     * @param most the maximum number drawn, at least 1
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static CategoryFigure ranking(
            String title, String nameLabel, String valueLabel, List<Item> items, int most) {
        Require.argument(!items.isEmpty(), "figure '%s' needs at least one of the %s", title, nameLabel);
        Require.argument(most >= 1, "figure '%s' must draw at least 1 of the %s, but was %d", title, nameLabel, most);
        List<Item> largest = items.stream()
                .sorted(Comparator.<Item>comparingDouble(item -> item.dot().value())
                        .reversed())
                .limit(most)
                .toList();
        return new CategoryFigure(
                title,
                nameLabel,
                valueLabel,
                largest.stream().map(Item::name).toList(),
                List.of(new Series("", largest.stream().map(Item::dot).toList())),
                new Options("95 % interval", "published", null, items.size()));
    }

    /** {@return a copy with the ends of the value axis} */
    public CategoryFigure withRange(double low, double high) {
        Require.argument(low < high, "the range of figure '%s' must rise, but was %s..%s", title(), low, high);
        return with(new Options(options.interval, options.published, new Range(low, high), options.rankedOf));
    }

    /** {@return a copy with another name of the intervals} */
    public CategoryFigure withIntervalLabel(String label) {
        return with(new Options(label, options.published, options.range, options.rankedOf));
    }

    /** {@return a copy with another name of the hollow dots} */
    public CategoryFigure withPublishedLabel(String label) {
        return with(new Options(options.interval, label, options.range, options.rankedOf));
    }

    private CategoryFigure with(Options other) {
        return new CategoryFigure(title(), categoryLabel, valueLabel, categories, series, other);
    }

    @Override
    public Sheet sheet() {
        return new CategoryChart(this).sheet();
    }

    @Override
    public boolean wide() {
        return sheet().width() > 2 * PlotSheet.WIDTH;
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

    Options options() {
        return options;
    }

    /** {@return whether numbers are drawn as bars rather than dots} */
    boolean ranked() {
        return options.rankedOf > 0;
    }

    private Stream<Dot> dots() {
        return series.stream().flatMap(each -> each.dots().stream());
    }

    boolean hasIntervals() {
        return dots().anyMatch(Dot::hasInterval);
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
        List<String> notes = new ArrayList<>();
        Range range = options.range;
        if (range != null && !DoubleStream.of(present()).allMatch(range::contains)) {
            notes.add(Words.outside(range));
        }
        if (options.rankedOf > categories.size()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %d of %,d %s with the largest values.",
                    categories.size(),
                    options.rankedOf,
                    categoryLabel));
        }
        return notes;
    }

    @Override
    public String altText() {
        if (ranked()) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < categories.size(); i++) {
                parts.add(
                        categories.get(i) + " " + describe(series.get(0).dots().get(i)));
            }
            return String.format(
                    Locale.ROOT,
                    "Ranking of %d of %,d %s by %s: %s.",
                    categories.size(),
                    options.rankedOf,
                    categoryLabel,
                    valueLabel,
                    String.join("; ", parts));
        }
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Dots: %s by %s.", valueLabel, categoryLabel));
        for (int i = 0; i < categories.size(); i++) {
            int category = i;
            text.append(series.stream()
                    .map(each -> each.name() + " " + describe(each.dots().get(category)))
                    .collect(Collectors.joining("; ", " " + categories.get(i) + ": ", ".")));
        }
        return text.toString();
    }

    private String describe(Dot dot) {
        String number = ShortNumberFormat.three(dot.value());
        String interval = dot.hasInterval() ? Words.interval(options.interval, dot.low(), dot.high()) : "";
        String published = Double.isNaN(dot.published())
                ? ""
                : ", " + options.published + " " + ShortNumberFormat.three(dot.published());
        return number + interval + published;
    }
}
