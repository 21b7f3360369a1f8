package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The largest of many named numbers as bars below one another, the largest on top, each with its interval: such as the
 * regions that matter most to a model.
 */
public final class RankingFigure extends Figure {
    private final String nameLabel;
    private final String valueLabel;
    private final String intervalLabel;
    private final List<Item> items;
    private final int total;

    /**
     * A named number.
     *
     * @param name written in full up to about 60 letters
     * @param value the number
     * @param low lower end of its interval; NaN for none
     * @param high upper end of its interval; NaN for none
     */
    public record Item(String name, double value, double low, double high) {
        /** Checks the number and the interval. */
        public Item {
            Require.argument(Double.isFinite(value), "the value of '%s' must be a number, but was %s", name, value);
            Require.argument(!(low > high), "the interval of '%s' must rise, but was %s..%s", name, low, high);
        }

        /** {@return a number without interval} */
        public static Item of(String name, double value) {
            return new Item(name, value, Double.NaN, Double.NaN);
        }

        /** {@return the same with an interval} */
        public Item withInterval(double from, double to) {
            return new Item(name, value, from, to);
        }

        boolean hasInterval() {
            return Double.isFinite(low) && Double.isFinite(high);
        }
    }

    private RankingFigure(
            String title, String nameLabel, String valueLabel, String intervalLabel, List<Item> items, int total) {
        super(title);
        this.nameLabel = nameLabel;
        this.valueLabel = valueLabel;
        this.intervalLabel = intervalLabel;
        this.items = items;
        this.total = total;
    }

    /**
     * {@return the figure of the largest numbers}
     *
     * @param nameLabel what the names are, in the plural, such as {@code regions}
     * @param valueLabel what the values are, with their unit
     * @param items all of them, in any order; of equal ones the earlier is first
     * @param most how many are drawn at most, at least 1
     * @throws IllegalArgumentException if there is nothing to draw
     */
    public static RankingFigure of(String title, String nameLabel, String valueLabel, List<Item> items, int most) {
        Require.argument(!items.isEmpty(), "figure '%s' needs at least one of the %s", title, nameLabel);
        Require.argument(most >= 1, "figure '%s' must draw at least 1 of the %s, but was %d", title, nameLabel, most);
        List<Item> largest = items.stream()
                .sorted(Comparator.comparingDouble(Item::value).reversed())
                .limit(most)
                .toList();
        return new RankingFigure(title, nameLabel, valueLabel, "95 % interval", largest, items.size());
    }

    /** {@return the same figure with another name of the intervals} */
    public RankingFigure withIntervalLabel(String other) {
        return new RankingFigure(title(), nameLabel, valueLabel, other, items, total);
    }

    String valueLabel() {
        return valueLabel;
    }

    String intervalLabel() {
        return intervalLabel;
    }

    /** {@return what is drawn, from the top} */
    List<Item> items() {
        return items;
    }

    boolean hasIntervals() {
        return items.stream().anyMatch(Item::hasInterval);
    }

    /** {@return all finite numbers of the figure} */
    double[] present() {
        return items.stream()
                .flatMapToDouble(item -> DoubleStream.of(item.value(), item.low(), item.high()))
                .filter(Double::isFinite)
                .toArray();
    }

    @Override
    public Sheet sheet() {
        return new RankingChart(this).sheet();
    }

    @Override
    public boolean wide() {
        return sheet().width() > 2 * PlotSheet.WIDTH;
    }

    @Override
    public List<String> notes() {
        return items.size() == total
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT, "The %d of %,d %s with the largest values.", items.size(), total, nameLabel));
    }

    @Override
    public String altText() {
        return items.stream()
                .map(this::describe)
                .collect(Collectors.joining(
                        "; ",
                        String.format(
                                Locale.ROOT,
                                "Ranking of %d of %,d %s by %s: ",
                                items.size(),
                                total,
                                nameLabel,
                                valueLabel),
                        "."));
    }

    private String describe(Item item) {
        String text = item.name() + " " + ShortNumberFormat.three(item.value());
        return item.hasInterval()
                ? String.format(
                        Locale.ROOT,
                        "%s (%s %s to %s)",
                        text,
                        intervalLabel,
                        ShortNumberFormat.three(item.low()),
                        ShortNumberFormat.three(item.high()))
                : text;
    }
}
