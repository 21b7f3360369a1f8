package io.unfade.report.chart;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Quantile;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The distributions of groups of numbers: overlaid histograms with common bins, each adding up to 100 %, and medians as
 * vertical lines. For example, saliency on and off a task.
 */
public final class DistributionFigure extends Figure {
    private final String valueLabel;
    private final List<Group> groups;
    private final Bins bins;

    /**
     * Some numbers.
     *
     * @param name of the group
     * @param values finite, at least one
     */
    public record Group(String name, double[] values) {
        /** Copies the numbers, sorts them, and checks that they are finite. */
        public Group {
            Require.argument(values.length > 0, "group '%s' needs at least one value", name);
            values = Arrays.stream(values).sorted().toArray();
            Require.argument(
                    Double.isFinite(values[0]) && Double.isFinite(values[values.length - 1]),
                    "the values of group '%s' must be finite",
                    name);
        }

        /** {@return the quantile of a share, 0..1} */
        double quantile(double share) {
            return Quantile.of(values, share);
        }
    }

    private DistributionFigure(String title, String valueLabel, List<Group> groups, Bins bins) {
        super(title);
        this.valueLabel = valueLabel;
        this.groups = groups;
        this.bins = bins;
    }

    /**
     * {@return the figure of some groups}
     *
     * @param valueLabel name of the values, with their unit
     * @param groups one to eight, overlaid
     * @throws IllegalArgumentException if there is no group, or there are too many to distinguish
     */
    public static DistributionFigure of(String title, String valueLabel, List<Group> groups) {
        Require.argument(
                !groups.isEmpty() && groups.size() <= SeriesStyle.DISTINCT,
                "figure '%s' needs 1 to %d groups, but has %d",
                title,
                SeriesStyle.DISTINCT,
                groups.size());
        return new DistributionFigure(title, valueLabel, List.copyOf(groups), Bins.even(groups));
    }

    /**
     * {@return a copy with a logarithmic value axis}
     *
     * <p>The axis spans at most eight powers of ten below the largest value. Values below it, such as 0, are not drawn,
     * and counted in the notes.
     *
     * @throws IllegalArgumentException if no value is above 0
     */
    public DistributionFigure withLogarithmicValues() {
        Require.argument(
                groups.stream().anyMatch(group -> group.quantile(1) > 0),
                "figure '%s' needs a value above 0 for a logarithmic axis",
                title());
        return new DistributionFigure(title(), valueLabel, groups, Bins.logarithmic(groups));
    }

    String valueLabel() {
        return valueLabel;
    }

    List<Group> groups() {
        return groups;
    }

    Bins bins() {
        return bins;
    }

    @Override
    public Sheet sheet() {
        return new DistributionChart(this).sheet();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Each group adds up to 100 %.");
        List<String> below = groups.stream()
                .filter(group -> bins.shareBelow(group) > 0)
                .map(group -> String.format(
                        Locale.ROOT, "%s %s %%", group.name(), ShortNumberFormat.three(100 * bins.shareBelow(group))))
                .toList();
        if (!below.isEmpty()) {
            notes.add("Below the axis, or 0: " + String.join(", ", below) + ".");
        }
        return notes;
    }

    @Override
    public String altText() {
        return groups.stream()
                .map(DistributionFigure::describe)
                .collect(Collectors.joining("; ", String.format(Locale.ROOT, "Histograms of %s. ", valueLabel), "."));
    }

    private static String describe(Group group) {
        return String.format(
                Locale.ROOT,
                "%s: %,d values, median %s, middle half %s to %s",
                group.name(),
                group.values().length,
                ShortNumberFormat.three(group.quantile(0.5)),
                ShortNumberFormat.three(group.quantile(0.25)),
                ShortNumberFormat.three(group.quantile(0.75)));
    }
}
