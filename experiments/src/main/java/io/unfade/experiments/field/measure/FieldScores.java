package io.unfade.experiments.field.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.metric.CellRanking;
import io.unfade.metric.Detection;
import io.unfade.metric.Localization;
import io.unfade.metric.MaskInformation;
import io.unfade.metric.Ranking;
import io.unfade.metric.ThresholdAreas;
import io.unfade.metric.ThresholdAreas.Convention;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * All measures of the maps of one method on one data set.
 *
 * @param values a number for each measure, NaN where it is undefined; not to be changed
 */
public record FieldScores(Map<FieldMeasure, Double> values) {
    /** Checks that no measure is missing. */
    public FieldScores {
        Require.size("measures of maps", FieldMeasure.values().length, values.size());
    }

    /** {@return the number of a measure; NaN where it is undefined} */
    public double get(FieldMeasure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }

    /**
     * {@return the measures of some maps}
     *
     * <p>O(N log N) time for N cells in all maps.
     *
     * @param maps at least one; measures of each series are means over those in which a cell decides
     */
    public static FieldScores of(List<ScoredMap> maps) {
        Require.argument(!maps.isEmpty(), "measures need at least one map");
        Map<FieldMeasure, Double> values = new EnumMap<>(FieldMeasure.class);
        List<ScoredMap> decisive = maps.stream().filter(ScoredMap::isDecisive).toList();
        putOfSeries(values, decisive);
        putSigned(values, decisive);
        putDetection(values, decisive);
        putPooled(values, maps);
        putInformation(values, maps);
        values.put(FieldMeasure.CONSTANT, mean(maps, map -> map.isConstant() ? 1 : 0));
        return new FieldScores(values);
    }

    private static void putOfSeries(Map<FieldMeasure, Double> values, List<ScoredMap> maps) {
        List<Localization> found = maps.stream()
                .map(map -> Localization.of(map.sizes(), map.truth()))
                .toList();
        values.put(FieldMeasure.ROC_AUC, mean(found, Localization::rocAuc));
        values.put(FieldMeasure.AVERAGE_PRECISION, mean(found, Localization::averagePrecision));
        values.put(
                FieldMeasure.NDCG,
                mean(
                        maps,
                        map -> CellRanking.of(map.ofSteps(), map.decisiveSteps())
                                .ndcg()));
    }

    private static void putSigned(Map<FieldMeasure, Double> values, List<ScoredMap> maps) {
        values.put(
                FieldMeasure.SIGNED_AVERAGE_PRECISION,
                mean(
                        maps,
                        map -> Localization.of(Localization.rescale(map.signed()), map.truth())
                                .averagePrecision()));
        List<ThresholdAreas> areas = maps.stream()
                .map(map -> ThresholdAreas.of(Localization.rescale(map.signed()), map.truth(), Convention.AT_THRESHOLD))
                .toList();
        values.put(FieldMeasure.SIGNED_AUP, mean(areas, ThresholdAreas::aup));
        values.put(FieldMeasure.SIGNED_AUR, mean(areas, ThresholdAreas::aur));
    }

    private static void putPooled(Map<FieldMeasure, Double> values, List<ScoredMap> maps) {
        double[] scores = pooled(maps, map -> Localization.rescale(map.sizes()));
        boolean[] truth = truth(maps);
        Localization found = Localization.of(scores, truth);
        values.put(FieldMeasure.POOLED_ROC_AUC, found.rocAuc());
        values.put(FieldMeasure.POOLED_AVERAGE_PRECISION, found.averagePrecision());
        values.put(FieldMeasure.POOLED_AUPRC, trapezoid(Ranking.of(scores, truth)));
        ThresholdAreas at = ThresholdAreas.of(scores, truth, Convention.AT_THRESHOLD);
        ThresholdAreas shifted = ThresholdAreas.of(scores, truth, Convention.SHIFTED);
        values.put(FieldMeasure.AUP_C, at.aup());
        values.put(FieldMeasure.AUR_C, at.aur());
        values.put(FieldMeasure.AUP_S, shifted.aup());
        values.put(FieldMeasure.AUR_S, shifted.aur());
        List<ScoredMap> later = maps.stream().map(ScoredMap::afterFirstStep).toList();
        values.put(
                FieldMeasure.LATER_AVERAGE_PRECISION,
                Localization.of(pooled(later, ScoredMap::sizes), truth(later)).averagePrecision());
        values.put(FieldMeasure.MEAN_RANK, meanRank(later));
    }

    /** {@return the area under precision over recall, by the trapezoid rule from a precision of 1 at no recall} */
    private static double trapezoid(Ranking ranking) {
        double[] recall = ranking.recall();
        double[] precision = ranking.precision();
        double area = 0;
        for (int k = 1; k < recall.length; k++) {
            double before = k == 1 ? 1 : precision[k - 1];
            area += (recall[k] - recall[k - 1]) * (before + precision[k]) / 2;
        }
        return area;
    }

    /** {@return the mean over the cells that decide, each ranked within its series} */
    private static double meanRank(List<ScoredMap> maps) {
        double sum = 0;
        int cells = 0;
        for (ScoredMap map : maps) {
            int decisive = 0;
            for (boolean decides : map.truth()) {
                decisive += decides ? 1 : 0;
            }
            if (decisive > 0) {
                sum += decisive * CellRanking.of(map.sizes(), map.truth()).meanRank();
                cells += decisive;
            }
        }
        return sum / cells;
    }

    private static void putInformation(Map<FieldMeasure, Double> values, List<ScoredMap> maps) {
        MaskInformation sum = MaskInformation.sum(maps.stream()
                .map(map -> MaskInformation.of(map.sizes(), map.truth()))
                .toList());
        values.put(FieldMeasure.INFORMATION, sum.information());
        values.put(FieldMeasure.ENTROPY, sum.entropy());
        values.put(FieldMeasure.SERIES_INFORMATION, sum.information() / maps.size());
        values.put(FieldMeasure.SERIES_ENTROPY, sum.entropy() / maps.size());
    }

    private static void putDetection(Map<FieldMeasure, Double> values, List<ScoredMap> maps) {
        List<Detection> found =
                maps.stream().map(map -> Detection.of(map.sizes(), map.truth())).toList();
        values.put(FieldMeasure.F1, mean(found, Detection::f1));
        values.put(FieldMeasure.PRECISION, mean(found, each -> Double.isNaN(each.precision()) ? 0 : each.precision()));
        values.put(FieldMeasure.RECALL, mean(found, Detection::recall));
    }

    /** {@return the mean over those where the number is defined} */
    private static <T> double mean(List<T> of, ToDoubleFunction<T> number) {
        return of.stream()
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double[] pooled(List<ScoredMap> maps, Function<ScoredMap, double[]> scores) {
        double[] all =
                new double[maps.stream().mapToInt(map -> map.truth().length).sum()];
        int at = 0;
        for (ScoredMap map : maps) {
            double[] own = scores.apply(map);
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        return all;
    }

    private static boolean[] truth(List<ScoredMap> maps) {
        boolean[] all =
                new boolean[maps.stream().mapToInt(map -> map.truth().length).sum()];
        int at = 0;
        for (ScoredMap map : maps) {
            System.arraycopy(map.truth(), 0, all, at, map.truth().length);
            at += map.truth().length;
        }
        return all;
    }

    /** {@return the numbers by key; null where undefined} */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (FieldMeasure measure : FieldMeasure.values()) {
            double value = get(measure);
            if (Double.isFinite(value)) {
                node.put(measure.key(), value);
            } else {
                node.putNull(measure.key());
            }
        }
        return node;
    }

    /** {@return the scores that were written by {@link #json}} */
    public static FieldScores of(JsonNode json) {
        Map<FieldMeasure, Double> values = new EnumMap<>(FieldMeasure.class);
        for (FieldMeasure measure : FieldMeasure.values()) {
            values.put(measure, json.path(measure.key()).asDouble(Double.NaN));
        }
        return new FieldScores(values);
    }
}
