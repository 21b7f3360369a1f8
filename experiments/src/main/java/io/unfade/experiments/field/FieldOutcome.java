package io.unfade.experiments.field;

import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.metric.Estimate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The results of all runs, and their means over seeds. */
final class FieldOutcome {
    /** The label columns of results. */
    static final List<String> LABELS = List.of("data", "model", "method", "seed");

    /** The label columns of predictors. */
    static final List<String> PREDICTOR_LABELS = List.of("data", "model", "seed");

    private final ResultTable predictors;
    private final List<FieldModel> models;
    private final Map<String, String> changes;
    private final Summary summary;
    private final Map<List<String>, Estimate> means = new HashMap<>();
    private final Map<String, Set<Run>> runs = new LinkedHashMap<>();
    private final Set<String> methods = new LinkedHashSet<>();

    /** The runs of one method on one model. */
    record Run(String data, FieldModel model, String method) {
        /** {@return whether the maps do not depend on the model} */
        boolean isControl() {
            return Asked.isControl(method);
        }
    }

    /**
     * Takes results.
     *
     * @param results with the columns of {@link MethodResult#columns}
     * @param predictors how well the models predict, one row for each data set, model and seed
     * @param models all that occur
     * @param changes for each data set what cells were replaced with for CPD and CPP, and how many, in words
     */
    FieldOutcome(ResultTable results, ResultTable predictors, List<FieldModel> models, Map<String, String> changes) {
        this.predictors = predictors;
        this.models = List.copyOf(models);
        this.changes = Map.copyOf(changes);
        summary = Summary.of(results, Published.none());
        for (Summary.Entry entry : summary.entries()) {
            means.put(key(entry.labels(), entry.measure().key()), entry.ours());
        }
        for (ResultTable.Row row : results.rows()) {
            String data = row.labels().get(0);
            String method = row.labels().get(2);
            methods.add(method);
            runs.computeIfAbsent(data, key -> new LinkedHashSet<>())
                    .add(new Run(data, model(this.models, row.labels().get(1)), method));
        }
    }

    private static List<String> key(List<String> labels, String measure) {
        return Stream.concat(labels.stream(), Stream.of(measure)).toList();
    }

    ResultTable predictors() {
        return predictors;
    }

    /** {@return the least number over the seeds of how well the model of a run predicts; NaN if that is unknown} */
    double leastOfPredictor(Run run, String measure) {
        int column = predictors.measures().stream().map(Measure::key).toList().indexOf(measure);
        return column < 0
                ? Double.NaN
                : predictors.rows().stream()
                        .filter(row -> row.labels()
                                .subList(0, 2)
                                .equals(List.of(run.data(), run.model().key())))
                        .mapToDouble(row -> row.values()[column])
                        .min()
                        .orElse(Double.NaN);
    }

    /** {@return the best run on a data set by a measure, of some of them; empty without numbers} */
    Optional<Run> best(String data, String measure, boolean higher, Predicate<Run> which) {
        double sign = higher ? 1 : -1;
        return runs(data).stream()
                .filter(run -> which.test(run) && Double.isFinite(mean(run, measure)))
                .max(Comparator.comparingDouble(run -> sign * mean(run, measure)));
    }

    Summary summary() {
        return summary;
    }

    /** {@return the data sets, in the order of the runs} */
    List<String> data() {
        return List.copyOf(runs.keySet());
    }

    /** {@return the methods, in the order in which they first occur} */
    List<String> methods() {
        return List.copyOf(methods);
    }

    /** {@return the models, in their order} */
    List<FieldModel> models() {
        return models;
    }

    /** {@return the runs on a data set, seeds taken together} */
    List<Run> runs(String data) {
        return List.copyOf(runs.getOrDefault(data, Set.of()));
    }

    /** {@return the title of a model} */
    String title(String key) {
        return model(models, key).title();
    }

    private static FieldModel model(List<FieldModel> models, String key) {
        return models.stream()
                .filter(model -> model.key().equals(key))
                .findFirst()
                .orElseGet(() -> new FieldModel(key, key, false));
    }

    /** {@return the mean over seeds of a measure, with its interval; NaN if there is none} */
    Estimate estimate(Run run, String measure) {
        return means.getOrDefault(key(List.of(run.data(), run.model().key(), run.method()), measure), Estimate.of());
    }

    /** {@return the mean over seeds of a measure; NaN if there is none} */
    double mean(Run run, String measure) {
        return estimate(run, measure).mean();
    }

    /** {@return what cells of a data set were replaced with for CPD and CPP; empty if that was not computed} */
    String change(String data) {
        return changes.getOrDefault(data, "");
    }

    /** {@return the column of a measure} */
    static Measure measure(String key) {
        return MethodResult.columns().stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseGet(() -> new Measure(key, key.toUpperCase(Locale.ROOT), "", 2, ""));
    }

    /** {@return an estimate for readers, in one line} */
    static String written(Measure measure, Estimate estimate) {
        String mean = written(measure, estimate.mean());
        return Double.isFinite(estimate.low())
                ? mean + "\u00a0±\u00a0" + written(measure, estimate.high() - estimate.mean())
                : mean;
    }

    /** {@return a number for readers} */
    static String written(Measure measure, double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, "%." + measure.decimals() + "f", value)
                        .replace('-', '−');
    }
}
