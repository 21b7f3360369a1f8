package io.unfade.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measures of a map against the cells known to be informative: the single list for commands, experiments and pages.
 * A new measure is one line here.
 */
public enum MapMeasure {
    /** The paper's. */
    WEIGHTED_JACCARD("weightedJaccard", "Weighted Jaccard", "higher", map -> map.cells.weightedJaccard()),
    /** The paper's. */
    JACCARD("jaccard", "Jaccard", "higher", map -> map.cells.jaccard()),
    /** The paper's. */
    EUCLIDEAN("euclidean", "Euclidean", "lower", map -> map.cells.euclidean()),
    /** The paper's. */
    ENRICHMENT("enrichment", "Enrichment", "higher", map -> map.cells.enrichment()),
    /** The probability that an informative cell has more saliency than another. */
    ROC_AUC("rocAuc", "ROC AUC", "higher; 0.5 is chance", map -> map.cells.rocAuc()),
    /** The area under the precision-recall curve, in steps. */
    AVERAGE_PRECISION("averagePrecision", "Average precision", "higher", map -> map.cells.averagePrecision()),
    /** The benchmark's, of one map; differs from that of a set, which averages curves first. */
    AUP("aup", "AUP (benchmark)", "higher; 0.8 at most", map -> map.shares.aup()),
    /** The benchmark's, of one map. */
    AUR("aur", "AUR (benchmark)", "higher; 0.8 at most", map -> map.shares.aur()),
    /** The benchmark's, of one map. */
    AUPR("aupr", "AUPR (benchmark)", "higher", map -> map.shares.aupr()),
    /** Saliency of distractors next to that of informative cells; only where distractors are known. */
    DISTRACTOR_RATIO(
            "distractorRatio", "Distractor ratio", "lower; 1: shown as informative", map -> map.distractorRatio);

    private final String key;
    private final String title;
    private final String better;

    @SuppressWarnings("ImmutableEnumChecker") // a stateless function
    private final ToDoubleFunction<OfMap> value;

    MapMeasure(String key, String title, String better, ToDoubleFunction<OfMap> value) {
        this.key = key;
        this.title = title;
        this.better = better;
        this.value = value;
    }

    /**
     * The source of all measures of one map.
     *
     * @param cells measures by number of cells
     * @param shares the benchmark's measures, by share of saliency
     * @param distractorRatio mean saliency of the distractors over that of the informative cells, 0 or more; NaN if
     *     undefined or there are none
     */
    public record OfMap(Localization cells, PrecisionRecall shares, double distractorRatio) {
        /**
         * {@return the measures of a map}
         *
         * @param saliency |saliency| of each real cell
         * @param reference which of them are informative
         */
        public static OfMap of(double[] saliency, boolean[] reference) {
            return of(saliency, reference, new boolean[reference.length]);
        }

        /**
         * {@return the measures of a map where distractors are known}
         *
         * @param saliency |saliency| of each real cell
         * @param reference which of them are informative
         * @param distractor which of them stand out without being informative; none if unknown
         */
        public static OfMap of(double[] saliency, boolean[] reference, boolean[] distractor) {
            return new OfMap(
                    Localization.of(saliency, reference),
                    PrecisionRecall.of(saliency, reference),
                    DistractorRatio.of(saliency, reference, distractor));
        }
    }

    /**
     * {@return the measures that known cells allow, in the order of listing}
     *
     * @param distractor whether distractors are known, too
     */
    public static List<MapMeasure> against(boolean distractor) {
        return Arrays.stream(values())
                .filter(measure -> distractor || measure != DISTRACTOR_RATIO)
                .toList();
    }

    /** {@return the name in JSON and tables} */
    public String key() {
        return key;
    }

    /** {@return the name for readers} */
    public String title() {
        return title;
    }

    /** {@return which direction is better} */
    public String better() {
        return better;
    }

    /** {@return the measure of a map; NaN if undefined} */
    public double of(OfMap map) {
        return value.applyAsDouble(map);
    }
}
