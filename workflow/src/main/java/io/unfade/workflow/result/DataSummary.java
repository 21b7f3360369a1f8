package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A summary of a series file: counts, lengths, classes, features, ranges. */
public final class DataSummary {
    private static final int LISTED = 20;

    private final SeriesSet set;
    private final int minLength;
    private final int maxLength;
    private final double meanLength;
    private final int[] classCounts;
    private final FeatureRange[] ranges;

    /** Range, mean and standard deviation of one feature over the real steps of all series. */
    private record FeatureRange(double min, double max, double mean, double deviation) {
        static FeatureRange of(SeriesSet set, int feature) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < set.count(); i++) {
                for (int t = 0; t < set.length(i); t++) {
                    min = Math.min(min, set.value(i, t, feature));
                    max = Math.max(max, set.value(i, t, feature));
                }
            }
            double unit = Vectors.unit(Math.max(Math.abs(min), Math.abs(max)));
            double mean = 0;
            double squares = 0;
            long count = 0;
            for (int i = 0; i < set.count(); i++) {
                for (int t = 0; t < set.length(i); t++) {
                    double value = set.value(i, t, feature) * unit;
                    count++;
                    double gap = value - mean;
                    mean += gap / (double) count;
                    squares += gap * (value - mean);
                }
            }
            return new FeatureRange(min, max, mean / unit, Math.sqrt(squares / (double) count) / unit);
        }
    }

    /** Reads every value twice. */
    public DataSummary(SeriesSet set) {
        this.set = set;
        int[] lengths = IntStream.range(0, set.count()).map(set::length).toArray();
        minLength = Arrays.stream(lengths).min().orElse(0);
        maxLength = Arrays.stream(lengths).max().orElse(0);
        meanLength = Arrays.stream(lengths).average().orElse(0);
        classCounts = new int[set.classCount()];
        if (set.hasLabels()) {
            IntStream.range(0, set.count()).forEach(i -> classCounts[set.label(i)]++);
        }
        ranges = IntStream.range(0, set.features())
                .mapToObj(c -> FeatureRange.of(set, c))
                .toArray(FeatureRange[]::new);
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", set.count());
        json.put("steps", set.steps());
        json.put("features", set.features());
        ObjectNode lengths = json.putObject("lengths");
        lengths.put("equal", set.equalLengths());
        lengths.put("min", minLength);
        lengths.put("mean", meanLength);
        lengths.put("max", maxLength);
        ObjectNode classes = json.putObject("classes");
        for (int k = 0; k < classCounts.length; k++) {
            classes.put(set.classNames().get(k), classCounts[k]);
        }
        json.put("precision", set.precision().name().toLowerCase(Locale.ROOT));
        json.put("groups", (int)
                set.groups().map(DataSummary::distinct).orElse(0L).longValue());
        json.put("reference", set.hasReference());
        json.put("distractor", set.hasDistractor());
        json.put("onTask", set.hasOnTask());
        var features = json.putArray("featureRanges");
        for (int c = 0; c < ranges.length; c++) {
            ObjectNode feature = features.addObject();
            feature.put("name", set.featureNames().get(c));
            feature.put("min", ranges[c].min());
            feature.put("max", ranges[c].max());
            feature.put("mean", ranges[c].mean());
            feature.put("standardDeviation", ranges[c].deviation());
        }
        return json;
    }

    private static long distinct(int[] groups) {
        return Arrays.stream(groups).distinct().count();
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(set.count()).append(" series x ");
        text.append(set.equalLengths() ? set.steps() + " time steps" : minLength + " to " + maxLength + " time steps");
        text.append(" x ").append(set.features()).append(" features\n");
        if (!set.equalLengths()) {
            text.append("Mean length ").append(Text.number(meanLength)).append(" steps\n");
        }
        text.append("Also there: ").append(extras()).append("\n\n");
        text.append(set.hasLabels() ? classTable() : "No labels\n").append('\n').append(featureTable());
        return text.toString();
    }

    private String extras() {
        StringBuilder extras = new StringBuilder();
        set.groups().ifPresent(groups -> extras.append(distinct(groups)).append(" groups, "));
        extras.append(set.hasReference() ? "mask of informative cells, " : "");
        extras.append(set.hasDistractor() ? "mask of distractors, " : "");
        extras.append(set.hasOnTask() ? "mask of task steps, " : "");
        return extras.isEmpty() ? "nothing" : extras.substring(0, extras.length() - 2);
    }

    private String classTable() {
        Text.Table table = new Text.Table("Class", "Series");
        for (int k = 0; k < Math.min(LISTED, classCounts.length); k++) {
            table.row(set.classNames().get(k), Integer.toString(classCounts[k]));
        }
        return table + more(classCounts.length);
    }

    private String featureTable() {
        Text.Table table = new Text.Table("Feature", "Min", "Max", "Mean", "Std dev");
        for (int c = 0; c < Math.min(LISTED, ranges.length); c++) {
            table.row(
                    set.featureNames().get(c),
                    Text.number(ranges[c].min()),
                    Text.number(ranges[c].max()),
                    Text.number(ranges[c].mean()),
                    Text.number(ranges[c].deviation()));
        }
        return table + more(ranges.length);
    }

    private static String more(int count) {
        return count > LISTED ? "... and " + (count - LISTED) + " more (JSON lists all)\n" : "";
    }
}
