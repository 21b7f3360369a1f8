package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Bootstrap;
import io.unfade.metric.MapMeasure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The measures of every map, and their means with 95 % bootstrap intervals.
 *
 * @param series the measures of each map
 * @param means by the key of the measure, of those that the known cells allow
 */
public record Scores(List<MapMeasure.OfMap> series, Map<String, Bootstrap.Interval> means) {
    private static final int RESAMPLES = 2000;
    private static final double CONFIDENCE = 0.95;

    /**
     * Scores maps.
     *
     * @throws IllegalArgumentException if maps and series do not match
     */
    public static Scores of(SaliencyMaps maps, SeriesSet set, long seed) {
        maps.checkBelongTo(set);
        List<MapMeasure.OfMap> series = IntStream.range(0, maps.count())
                .mapToObj(i -> MapMeasure.OfMap.of(maps.absolute(i), set.referenceMask(i), set.distractorMask(i)))
                .toList();
        Map<String, Bootstrap.Interval> means = new LinkedHashMap<>();
        for (MapMeasure measure : MapMeasure.against(set.hasDistractor())) {
            double[] values = series.stream().mapToDouble(measure::of).toArray();
            means.put(measure.key(), Bootstrap.meanInterval(values, CONFIDENCE, RESAMPLES, seed));
        }
        return new Scores(series, means);
    }

    /** {@return the measures that there are, in the order of listing} */
    public List<MapMeasure> measures() {
        return Arrays.stream(MapMeasure.values())
                .filter(measure -> means.containsKey(measure.key()))
                .toList();
    }

    public double mean(MapMeasure measure) {
        return interval(measure).mean();
    }

    public Bootstrap.Interval interval(MapMeasure measure) {
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
            for (MapMeasure measure : measures()) {
                JsonNumbers.put(node, measure.key(), measure.of(series.get(i)));
            }
        }
        return json;
    }

    /** {@return the means and their intervals by measure, for programs} */
    public ObjectNode meansJson() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (MapMeasure measure : measures()) {
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
        for (MapMeasure measure : measures()) {
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
