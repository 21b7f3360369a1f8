package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Bootstrap;
import io.unfade.metric.Localization;
import io.unfade.metric.PrecisionRecall;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The measures of every series' map and their means with 95 % bootstrap intervals.
 *
 * @param series the measures of each map
 * @param means by the key of the measure
 */
public record Scores(List<OfMap> series, Map<String, Bootstrap.Interval> means) {
    private static final int RESAMPLES = 2000;
    private static final double CONFIDENCE = 0.95;

    /**
     * The measures of one map.
     *
     * @param cells the paper's, and others that count cells
     * @param shares the benchmark's, at shares of saliency
     */
    public record OfMap(Localization cells, PrecisionRecall shares) {
        static OfMap of(double[] saliency, boolean[] reference) {
            return new OfMap(Localization.of(saliency, reference), PrecisionRecall.of(saliency, reference));
        }
    }

    /** One measure: its key in JSON, its name, which direction is good, and how to get it. */
    public enum Measure {
        WEIGHTED_JACCARD(
                "weightedJaccard",
                "Weighted Jaccard",
                "higher",
                map -> map.cells().weightedJaccard()),
        JACCARD("jaccard", "Jaccard", "higher", map -> map.cells().jaccard()),
        EUCLIDEAN("euclidean", "Euclidean", "lower", map -> map.cells().euclidean()),
        ENRICHMENT("enrichment", "Enrichment", "higher", map -> map.cells().enrichment()),
        ROC_AUC("rocAuc", "ROC AUC", "higher; 0.5 is chance", map -> map.cells().rocAuc()),
        AVERAGE_PRECISION(
                "averagePrecision",
                "Average precision",
                "higher",
                map -> map.cells().averagePrecision()),
        AUP("aup", "AUP (benchmark)", "higher; 0.8 at most", map -> map.shares().aup()),
        AUR("aur", "AUR (benchmark)", "higher; 0.8 at most", map -> map.shares().aur()),
        AUPR("aupr", "AUPR (benchmark)", "higher", map -> map.shares().aupr());

        private final String key;
        private final String title;
        private final String better;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final ToDoubleFunction<OfMap> value;

        Measure(String key, String title, String better, ToDoubleFunction<OfMap> value) {
            this.key = key;
            this.title = title;
            this.better = better;
            this.value = value;
        }

        public String key() {
            return key;
        }

        public String title() {
            return title;
        }

        public String better() {
            return better;
        }

        public double of(OfMap scores) {
            return value.applyAsDouble(scores);
        }
    }

    /**
     * Scores maps.
     *
     * @throws IllegalArgumentException if maps and series do not belong together
     */
    public static Scores of(SaliencyMaps maps, SeriesSet set, long seed) {
        maps.checkBelongTo(set);
        List<OfMap> series = IntStream.range(0, maps.count())
                .mapToObj(i -> OfMap.of(maps.absolute(i), set.referenceMask(i)))
                .toList();
        Map<String, Bootstrap.Interval> means = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            double[] values = series.stream().mapToDouble(measure::of).toArray();
            means.put(measure.key(), Bootstrap.meanInterval(values, CONFIDENCE, RESAMPLES, seed));
        }
        return new Scores(series, means);
    }

    public double mean(Measure measure) {
        return interval(measure).mean();
    }

    public Bootstrap.Interval interval(Measure measure) {
        return Objects.requireNonNull(means.get(measure.key()));
    }

    public ObjectNode json(List<String> ids) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", series.size());
        json.put("confidence", CONFIDENCE);
        json.set("mean", meansJson());
        var each = json.putArray("perSeries");
        for (int i = 0; i < series.size(); i++) {
            ObjectNode node = each.addObject();
            node.put("id", ids.get(i));
            for (Measure measure : Measure.values()) {
                JsonNumbers.put(node, measure.key(), measure.of(series.get(i)));
            }
        }
        return json;
    }

    /** {@return the means and their intervals by measure, for programs} */
    public ObjectNode meansJson() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Measure measure : Measure.values()) {
            Bootstrap.Interval interval = interval(measure);
            ObjectNode node = all.putObject(measure.key());
            JsonNumbers.put(node, "value", interval.mean());
            JsonNumbers.put(node, "low", interval.low());
            JsonNumbers.put(node, "high", interval.high());
            node.put("count", interval.count());
        }
        return all;
    }

    /** {@return the means for people} */
    public String text() {
        Text.Table table = new Text.Table("Measure", "Mean", "95 % from", "to", "Series", "Better");
        for (Measure measure : Measure.values()) {
            Bootstrap.Interval interval = interval(measure);
            table.row(
                    measure.title(),
                    Text.number(interval.mean()),
                    Text.number(interval.low()),
                    Text.number(interval.high()),
                    Integer.toString(interval.count()),
                    measure.better());
        }
        return table.toString();
    }
}
