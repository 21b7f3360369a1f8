package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.Split;
import io.unfade.experiments.fmri.FmriExperiment.Setup;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.ResultTable.Row;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.metric.Estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Rows of runs and their means. A row is what a model does on the series that one fold left out, without the cells that some maps
 * call most salient.
 */
final class FmriTable {
    /** The shares of cells that are removed, and whose place in time is looked at. */
    static final double[] FRACTIONS = {0.1, 0.2, 0.3, 0.4, 0.5};

    static final List<String> LABELS = List.of("data", "model", "cells", "fold", "seed");

    /** The label {@code cells} of a classifier that has no maps. */
    static final String NO_CELLS = "none";

    static final String LINEAR = "linear";
    static final String MAJORITY = "majority";

    static final Measure ACCURACY = new Measure("accuracy", "Accuracy", "%", 1, "higher");
    static final Measure EVEN = new Measure("onTaskIfEven", "Steps on task", "%", 1, "");
    static final Measure ROC_AUC =
            new Measure("rocAuc", "ROC AUC of saliency against the simulation's truth", "", 3, "higher; 0.5 is chance");
    static final Measure EPOCHS = new Measure("epochs", "Epochs trained", "", 0, "");

    private static final int GROUP = 3;

    private FmriTable() {}

    /** {@return the fall of the accuracy without a share of the cells} */
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
        List<Measure> measures = new ArrayList<>(List.of(ACCURACY));
        Arrays.stream(FRACTIONS).mapToObj(FmriTable::drop).forEach(measures::add);
        Arrays.stream(FRACTIONS).mapToObj(FmriTable::onTask).forEach(measures::add);
        measures.addAll(List.of(EVEN, ROC_AUC, EPOCHS));
        return measures;
    }

    /** {@return the rows of all records} */
    static ResultTable of(FmriRuns runs, Map<String, JsonNode> records) {
        List<Row> rows = new ArrayList<>();
        for (Problem problem : runs.data().problems()) {
            for (Split fold : problem.folds(runs.setup().folds())) {
                String name = problem.foldName(fold);
                JsonNode baselines = record(records, FmriRuns.baselineKey(problem, name));
                rows.add(baseline(problem, LINEAR, name, baselines));
                rows.add(baseline(problem, MAJORITY, name, baselines));
                for (long seed : runs.seeds()) {
                    JsonNode record = record(records, FmriRuns.key(problem, name, seed));
                    rows.addAll(rows(runs.setup(), problem, name, seed, record));
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

    private static List<Row> rows(Setup setup, Problem problem, String fold, long seed, JsonNode record) {
        List<Row> rows = new ArrayList<>();
        for (ModelKind kind : setup.kinds()) {
            ModelKind other = kind.equals(setup.plain()) ? setup.attentive() : setup.plain();
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
        double[] without = MapRecord.array(model, curve);
        double[] onTask = MapRecord.array(model, "onTask");
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

    /** {@return means over folds of the means over seeds} */
    static Summary summary(ResultTable results, Published published) {
        Map<List<String>, Map<String, List<Row>>> groups = new LinkedHashMap<>();
        for (Row row : results.rows()) {
            groups.computeIfAbsent(row.labels().subList(0, GROUP), key -> new LinkedHashMap<>())
                    .computeIfAbsent(row.labels().get(GROUP), key -> new ArrayList<>())
                    .add(row);
        }
        List<Summary.Entry> entries = new ArrayList<>();
        groups.forEach((labels, folds) -> {
            for (int column = 0; column < results.measures().size(); column++) {
                Measure measure = results.measures().get(column);
                Estimate ours = Estimate.of(byFold(folds, column));
                if (ours.count() > 0) {
                    entries.add(new Summary.Entry(labels, measure, ours, published.find(labels, measure.key())));
                }
            }
        });
        return new Summary(LABELS.subList(0, GROUP), "fold", entries);
    }

    private static double[] byFold(Map<String, List<Row>> folds, int column) {
        return folds.values().stream()
                .mapToDouble(rows -> Estimate.of(rows.stream()
                                .mapToDouble(row -> row.values()[column])
                                .toArray())
                        .mean())
                .toArray();
    }
}
