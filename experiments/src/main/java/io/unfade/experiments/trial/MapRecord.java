package io.unfade.experiments.trial;

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

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The record of a trial with maps to compare with the known informative cells. */
public final class MapRecord {
    public static final Measure WEIGHTED_JACCARD = column(MapMeasure.WEIGHTED_JACCARD);
    public static final Measure EUCLIDEAN = column(MapMeasure.EUCLIDEAN);
    public static final Measure ROC_AUC = column(MapMeasure.ROC_AUC);
    public static final Measure AVERAGE_PRECISION = column(MapMeasure.AVERAGE_PRECISION);
    public static final Measure DISTRACTOR_RATIO = column(MapMeasure.DISTRACTOR_RATIO);
    public static final Measure LAST_TENTH =
            new Measure("lastTenth", "Saliency in the last 10 % of steps", "%", 1, "10 if every step had the same");

    /** The columns of the tables, the paper's three first. */
    public static final List<Measure> MEASURES = List.of(
            WEIGHTED_JACCARD, EUCLIDEAN, Measure.ACCURACY, ROC_AUC, AVERAGE_PRECISION, LAST_TENTH, Measure.EPOCHS);

    /**
     * The areas of the time-series benchmark, of the set: precision and recall are averaged over series first. Not the means of
     * the areas of the series, which have the keys {@code aup}, {@code aur} and {@code aupr}.
     */
    public static final List<Measure> AREAS = List.of(
            new Measure("setAup", "AUP of the set", "", 3, "higher, 0.8 at most"),
            new Measure("setAur", "AUR of the set", "", 3, "higher, 0.8 at most"),
            new Measure("setAupr", "AUPR of the set", "", 3, "higher"));

    /** Optional parts of the record, which cost time or space. */
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
     * @param data standardised
     * @param wanted what to keep in addition to the {@link #MEASURES} and the profile over time
     */
    public static ObjectNode of(Grid.Run<?> run, TrainTestSplit data, Set<Part> wanted) {
        try (Trial trial = run.train(data)) {
            SaliencyMaps maps = trial.maps();
            Fading fading = Diagnosis.fading(maps);
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            List<MapMeasure.OfMap> scores = scores(maps, data.test());
            put(record, scores, MapMeasure.WEIGHTED_JACCARD, MapMeasure.EUCLIDEAN);
            record.put("accuracy", 100 * trial.accuracy());
            put(record, scores, MapMeasure.ROC_AUC, MapMeasure.AVERAGE_PRECISION);
            record.put("lastTenth", 100 * fading.shareInLast(Fading.LAST_TENTH));
            RunNumbers.putTraining(record, trial);
            RunNumbers.put(record, "profile", fading.profile(maps.steps()));
            if (wanted.contains(Part.AREAS)) {
                PrecisionRecall areas = PrecisionRecall.mean(
                        scores.stream().map(MapMeasure.OfMap::shares).toList());
                record.put("setAup", areas.aup());
                record.put("setAur", areas.aur());
                record.put("setAupr", areas.aupr());
            }
            if (wanted.contains(Part.MAP)) {
                RunNumbers.put(
                        record,
                        "map",
                        RunNumbers.meanScaled(
                                maps,
                                maps.steps() * maps.features(),
                                i -> IntStream.range(0, maps.length(i) * maps.features())
                                        .toArray()));
            }
            return record;
        }
    }

    /**
     * Adds how well maps find the informative cells: ROC AUC, average precision and weighted Jaccard, and the distractor
     * ratio where distractors are known.
     */
    public static void putScores(ObjectNode record, SaliencyMaps maps, SeriesSet explained) {
        List<MapMeasure.OfMap> scores = scores(maps, explained);
        put(record, scores, MapMeasure.ROC_AUC, MapMeasure.AVERAGE_PRECISION, MapMeasure.WEIGHTED_JACCARD);
        if (explained.hasDistractor()) {
            put(record, scores, MapMeasure.DISTRACTOR_RATIO);
        }
    }

    private static Measure column(MapMeasure measure) {
        return new Measure(measure.key(), measure.title(), "", 3, measure.better());
    }

    private static List<MapMeasure.OfMap> scores(SaliencyMaps maps, SeriesSet test) {
        return IntStream.range(0, maps.count())
                .mapToObj(i -> MapMeasure.OfMap.of(maps.absolute(i), test.referenceMask(i), test.distractorMask(i)))
                .toList();
    }

    private static void put(ObjectNode record, List<MapMeasure.OfMap> scores, MapMeasure... measures) {
        for (MapMeasure measure : measures) {
            record.put(measure.key(), RunNumbers.mean(scores.size(), i -> measure.of(scores.get(i))));
        }
    }
}
