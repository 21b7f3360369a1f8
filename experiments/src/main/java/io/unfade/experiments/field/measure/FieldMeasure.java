package io.unfade.experiments.field.measure;

import io.unfade.experiments.table.Measure;

import java.util.Arrays;
import java.util.List;

/**
 * The measures of the maps of a method on a data set. Of each series: averaged over the series with a cell that decides. Of all
 * cells: the cells of all series ranked together, each series first rescaled to 0..1. Sizes are |saliency|.
 */
public enum FieldMeasure {
    ROC_AUC("rocAuc", "ROC AUC", "higher; 0.5 is chance", 3),
    AVERAGE_PRECISION("averagePrecision", "Average precision", "higher", 3),
    /** Of all cells. */
    POOLED_ROC_AUC("pooledRocAuc", "ROC AUC of all cells", "higher; 0.5 is chance", 3),
    /** Of all cells. */
    POOLED_AVERAGE_PRECISION("pooledAveragePrecision", "Average precision of all cells", "higher", 3),
    /** Of all cells: the area under precision over recall by the trapezoid rule, as some publications have it. */
    POOLED_AUPRC("pooledAuprc", "AUPRC of all cells (trapezoid)", "higher", 3),
    /** Of all cells but those of the first steps, not rescaled. */
    LATER_AVERAGE_PRECISION(
            "laterAveragePrecision", "Average precision of all cells after the first step", "higher", 3),
    /** Of each series without its first step, averaged over the cells that decide. */
    MEAN_RANK("meanRank", "Mean rank of decisive cells", "lower; 1 is the first", 1),
    /** Of each series, with the sign: cells against the class come last. */
    SIGNED_AVERAGE_PRECISION("signedAveragePrecision", "Average precision, signed", "higher", 3),
    /** Of each series, with the sign, convention C. */
    SIGNED_AUP("signedAup", "AUP, signed", "higher", 3),
    /** Of each series, with the sign, convention C. */
    SIGNED_AUR("signedAur", "AUR, signed", "higher", 3),
    /** Of all cells. */
    AUP_C("aupC", "AUP (C)", "higher", 3),
    /** Of all cells. */
    AUR_C("aurC", "AUR (C)", "higher", 3),
    /** Of all cells. */
    AUP_S("aupS", "AUP (S)", "higher", 3),
    /** Of all cells. */
    AUR_S("aurS", "AUR (S)", "higher", 3),
    /** Summed over the series. */
    INFORMATION("information", "Information, sum", "higher", 0),
    /** Summed over the series. */
    ENTROPY("entropy", "Entropy, sum", "lower", 0),
    SERIES_INFORMATION("seriesInformation", "Information of a series", "higher", 1),
    SERIES_ENTROPY("seriesEntropy", "Entropy of a series", "lower", 1),
    F1("f1", "F1 at the map's own threshold", "higher", 3),
    /** 0 of a map in which nothing is found. */
    PRECISION("precision", "Precision at the map's own threshold", "higher", 3),
    RECALL("recall", "Recall at the map's own threshold", "higher", 3),
    /** Of the signed sums of the steps. */
    NDCG("ndcg", "NDCG@n of the steps", "higher", 3),
    /** Maps whose cells are all equal: those of a method that collapsed. */
    CONSTANT("constant", "Maps without differences", "0", 3);

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final Measure column;

    FieldMeasure(String key, String title, String better, int decimals) {
        column = new Measure(key, title, "", decimals, better);
    }

    /** {@return its name in files and records} */
    public String key() {
        return column.key();
    }

    /** {@return the measure as a column of tables} */
    public Measure column() {
        return column;
    }

    /** {@return all as columns of tables, in order} */
    public static List<Measure> columns() {
        return Arrays.stream(values()).map(FieldMeasure::column).toList();
    }
}
