package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.metric.MapMeasure;
import io.unfade.metric.PrecisionRecall;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What is kept of a trial whose maps can be compared with the cells known to be informative. */
public final class MapRecord {
    /** The columns of the tables: the paper's three first. */
    public static final List<Measure> MEASURES = List.of(
            column(MapMeasure.WEIGHTED_JACCARD),
            column(MapMeasure.EUCLIDEAN),
            new Measure("accuracy", "Accuracy", "%", 1, "higher"),
            column(MapMeasure.ROC_AUC),
            column(MapMeasure.AVERAGE_PRECISION),
            new Measure("lastTenth", "Saliency in the last 10 % of steps", "%", 1, "10 if every step had the same"),
            new Measure("epochs", "Epochs trained", "", 0, ""));

    /**
     * The areas of the time-series benchmark, of the set: precision and recall are averaged over series first. Not the means of
     * the areas of the series, which have the keys {@code aup}, {@code aur} and {@code aupr}.
     */
    public static final List<Measure> AREAS = List.of(
            new Measure("setAup", "AUP of the set", "", 3, "higher, 0.8 at most"),
            new Measure("setAur", "AUR of the set", "", 3, "higher, 0.8 at most"),
            new Measure("setAupr", "AUPR of the set", "", 3, "higher"));

    private static final MathContext DIGITS = new MathContext(3);

    /** What is kept of a trial only where it is wanted: both cost time or space. */
    public enum Part {
        /** The numbers of {@link #AREAS}. */
        AREAS,
        /** The mean map, for a figure. */
        MAP
    }

    private MapRecord() {}

    /**
     * {@return the numbers of a trial, computed by training, testing and explaining a model}
     *
     * @param wanted what is kept beside the {@link #MEASURES} and the profile over time
     */
    public static ObjectNode of(Trial.Recipe recipe, TrainTestSplit data, long seed, Set<Part> wanted) {
        try (Trial trial = Trial.run(recipe, data, seed)) {
            SaliencyMaps maps = trial.maps();
            Fading fading = Diagnosis.fading(maps);
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            List<MapMeasure.OfMap> scores = scores(maps, data.test());
            put(record, scores, MapMeasure.WEIGHTED_JACCARD, MapMeasure.EUCLIDEAN);
            record.put("accuracy", 100 * trial.accuracy());
            put(record, scores, MapMeasure.ROC_AUC, MapMeasure.AVERAGE_PRECISION);
            record.put("lastTenth", 100 * fading.shareInLast(Fading.LAST_TENTH));
            record.put("epochs", trial.result().history().size());
            record.put("bestEpoch", trial.result().bestEpoch());
            record.put("stopped", trial.result().stop().reason());
            put(record, "profile", fading.profile(maps.steps()));
            if (wanted.contains(Part.AREAS)) {
                PrecisionRecall areas = PrecisionRecall.mean(
                        scores.stream().map(MapMeasure.OfMap::shares).toList());
                record.put("setAup", areas.aup());
                record.put("setAur", areas.aur());
                record.put("setAupr", areas.aupr());
            }
            if (wanted.contains(Part.MAP)) {
                put(record, "map", meanMap(maps));
            }
            return record;
        }
    }

    /** {@return the numbers of some measures in a record} */
    public static double[] values(JsonNode record, List<Measure> measures) {
        return measures.stream()
                .mapToDouble(measure -> record.path(measure.key()).asDouble(Double.NaN))
                .toArray();
    }

    /** {@return an array of numbers in a record} */
    public static double[] array(JsonNode record, String key) {
        JsonNode node = record.path(key);
        return IntStream.range(0, node.size())
                .mapToDouble(i -> node.get(i).asDouble(Double.NaN))
                .toArray();
    }

    private static Measure column(MapMeasure measure) {
        return new Measure(measure.key(), measure.title(), "", 3, measure.better());
    }

    private static List<MapMeasure.OfMap> scores(SaliencyMaps maps, SeriesSet test) {
        return IntStream.range(0, maps.count())
                .mapToObj(i -> MapMeasure.OfMap.of(maps.absolute(i), test.referenceMask(i)))
                .toList();
    }

    private static void put(ObjectNode record, List<MapMeasure.OfMap> scores, MapMeasure... measures) {
        for (MapMeasure measure : measures) {
            record.put(
                    measure.key(),
                    scores.stream()
                            .mapToDouble(measure::of)
                            .filter(value -> !Double.isNaN(value))
                            .average()
                            .orElse(Double.NaN));
        }
    }

    /** {@return the mean over the series that have saliency of |saliency| divided by the series' largest, {@code (T, C)}
     * row-major} */
    private static double[] meanMap(SaliencyMaps maps) {
        double[] mean = new double[maps.steps() * maps.features()];
        long salient = IntStream.range(0, maps.count())
                .filter(i -> Arrays.stream(maps.absolute(i)).anyMatch(value -> value > 0))
                .count();
        if (salient == 0) {
            Arrays.fill(mean, Double.NaN);
        }
        for (int i = 0; i < maps.count(); i++) {
            double[] map = maps.absolute(i);
            double largest = IntStream.range(0, map.length)
                    .mapToDouble(c -> map[c])
                    .max()
                    .orElse(0);
            for (int c = 0; c < map.length && largest > 0; c++) {
                mean[c] += map[c] / largest / salient;
            }
        }
        return mean;
    }

    /** Puts an array, rounded to what figures need; null where a number is not finite. */
    public static void put(ObjectNode record, String key, double[] values) {
        ArrayNode array = record.putArray(key);
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(new BigDecimal(value).round(DIGITS).doubleValue());
            } else {
                array.addNull();
            }
        }
    }
}
