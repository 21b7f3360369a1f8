package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.Split;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.ResultTable.Row;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.RunNumbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Rows of runs and their means. A row is the performance of a model on the series held out by a fold, without the cells that
 * some maps mark as most salient.
 */
final class FmriTable {
    /** The shares of most salient cells to remove, and to locate in time. */
    static final double[] FRACTIONS = {0.1, 0.2, 0.3, 0.4, 0.5};

    static final List<String> LABELS = List.of("data", "model", "cells", "fold", "seed");

    /** The label {@code cells} of a classifier without maps. */
    static final String NO_CELLS = "none";

    static final String LINEAR = "linear";
    static final String MAJORITY = "majority";

    static final Measure EVEN = new Measure("onTaskIfEven", "Steps on task", "%", 1, "");
    static final Measure ROC_AUC =
            new Measure("rocAuc", "ROC AUC of saliency against the simulation's truth", "", 3, "higher; 0.5 is chance");

    private static final int GROUP = 3;

    private FmriTable() {}

    /** {@return the drop in accuracy without a share of the cells} */
    static Measure drop(double fraction) {
        String percent = percent(fraction);
        return new Measure(
                "drop" + percent, "Fall of the accuracy without the " + percent + " % of cells", "points", 1, "");
    }

    /** {@return the share of the most salient cells in steps on task} */
    static Measure onTask(double fraction) {
        String percent = percent(fraction);
        return new Measure(
                "onTask" + percent, "Of the " + percent + " % most salient cells, in steps on task", "%", 1, "");
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f", 100 * fraction);
    }

    static List<Measure> measures() {
        List<Measure> measures = new ArrayList<>(List.of(Measure.ACCURACY));
        Arrays.stream(FRACTIONS).mapToObj(FmriTable::drop).forEach(measures::add);
        Arrays.stream(FRACTIONS).mapToObj(FmriTable::onTask).forEach(measures::add);
        measures.addAll(List.of(EVEN, ROC_AUC, Measure.EPOCHS));
        return measures;
    }

    /** {@return the labels of a problem's rows to compare} */
    static List<String> labels(Compared.Side side, Problem problem) {
        return List.of(problem.key(), side.model(), side.cells());
    }

    /** {@return the rows of all records} */
    static ResultTable of(FmriRuns runs, Map<String, JsonNode> records) {
        List<Row> rows = new ArrayList<>();
        for (Problem problem : runs.data().problems()) {
            for (Split fold : runs.folds(problem)) {
                String name = problem.foldName(fold);
                JsonNode baselines = record(records, FmriRuns.baselineKey(problem, name));
                rows.add(baseline(problem, LINEAR, name, baselines));
                rows.add(baseline(problem, MAJORITY, name, baselines));
                for (long seed : runs.setup().seeds().all()) {
                    JsonNode record = record(records, FmriRuns.key(problem, name, seed));
                    rows.addAll(rows(runs, problem, name, seed, record));
                }
            }
        }
        return new ResultTable(LABELS, measures(), rows);
    }

    private static JsonNode record(Map<String, JsonNode> records, String key) {
        return Objects.requireNonNull(records.get(key), key);
    }

    private static Row baseline(Problem problem, String model, String fold, JsonNode record) {
        double[] values = new double[measures().size()];
        Arrays.fill(values, Double.NaN);
        values[0] = record.path(model).asDouble(Double.NaN);
        return new Row(List.of(problem.key(), model, NO_CELLS, fold, "0"), values);
    }

    private static List<Row> rows(FmriRuns runs, Problem problem, String fold, long seed, JsonNode record) {
        List<Row> rows = new ArrayList<>();
        for (ModelKind kind : runs.setup().kinds()) {
            ModelKind other = kind.equals(runs.plain()) ? runs.attentive() : runs.plain();
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put(FmriRecord.OWN, kind.key());
            cells.put(FmriRecord.OTHER, other.key());
            cells.put(FmriRecord.RANDOM, FmriRecord.RANDOM);
            cells.forEach((curve, label) -> rows.add(new Row(
                    List.of(problem.key(), kind.key(), label, fold, Long.toString(seed)),
                    values(record.path(kind.key()), curve))));
        }
        return rows;
    }

    private static double[] values(JsonNode model, String curve) {
        boolean own = curve.equals(FmriRecord.OWN);
        double accuracy = model.path("accuracy").asDouble(Double.NaN);
        double[] without = RunNumbers.array(model, curve);
        double[] onTask = RunNumbers.array(model, "onTask");
        List<Double> values = new ArrayList<>(List.of(accuracy));
        for (int i = 0; i < FRACTIONS.length; i++) {
            values.add(accuracy - without[i]);
        }
        for (int i = 0; i < FRACTIONS.length; i++) {
            values.add(own ? onTask[i] : Double.NaN);
        }
        for (String key : List.of("even", "rocAuc", "epochs")) {
            values.add(own ? model.path(key).asDouble(Double.NaN) : Double.NaN);
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** {@return the means over folds of the means over seeds} */
    static Summary summary(ResultTable results, Published published) {
        return Summary.of(results, published, GROUP).known();
    }
}
