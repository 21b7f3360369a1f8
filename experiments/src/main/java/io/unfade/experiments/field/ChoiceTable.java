package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.data.GeneratedData;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which method to take for which kind of signal: on each data set the best of the field's model and of ours, the cheapest that
 * is about as good, and the best control.
 *
 * @param outcome of all runs
 * @param measure of a data set, by its key, that methods are ranked by; higher is better
 */
record ChoiceTable(FieldOutcome outcome, Function<String, FieldMeasure> measure) {
    /** How much below the best a method is still about as good; of small numbers a share. */
    private static final double AS_GOOD = 0.02;

    private static final double SHARE = 0.05;

    /** The share of collapsed maps from which on a method is no choice. */
    private static final double COLLAPSED = 0.5;

    Section section() {
        List<List<Object>> rows = outcome.data().stream().map(this::row).toList();
        return new Section(
                "Which explainer for which signal",
                "The best method on each data set by the measure of rank that was published, else by ROC AUC, mean over seeds; and"
                        + " the cheapest within 0.02 of it, or 5 %, with its time for one series. Where a control, which looks at no"
                        + " model, comes near, the data do not show that a map explains a model.",
                List.of(new Table(
                        "On the same series that are scored: no other choice than by these numbers.",
                        List.of(
                                Table.Column.text("Decisive cells", ""),
                                Table.Column.text("Data", ""),
                                Table.Column.text("Measure", ""),
                                Table.Column.text("Best on the field's model", ""),
                                Table.Column.text("Cheapest as good", ""),
                                Table.Column.text("Best on our models", ""),
                                Table.Column.text("Best control", "")),
                        rows)));
    }

    private List<Object> row(String data) {
        FieldMeasure by = measure.apply(data);
        Optional<Run> best = best(data, run -> !run.isControl() && run.model().ofField());
        return List.of(
                signal(data),
                data,
                by.column().title(),
                best.map(run -> told(run, by, false)).orElse("–"),
                best.flatMap(run -> cheapest(run, by)).map(this::priced).orElse("–"),
                best(data, run -> !run.isControl() && !run.model().ofField())
                        .map(run -> told(run, by, true))
                        .orElse("–"),
                best(data, Run::isControl).map(run -> told(run, by, false)).orElse("–"));
    }

    private Optional<Run> best(String data, Predicate<Run> which) {
        return outcome.best(data, measure.apply(data).key(), true, which.and(this::isWhole));
    }

    private boolean isWhole(Run run) {
        double collapsed = outcome.mean(run, MethodResult.COLLAPSED.key());
        return Double.isNaN(collapsed) || collapsed <= COLLAPSED;
    }

    /** {@return the run of least time on the same model that is about as good as the best} */
    private Optional<Run> cheapest(Run best, FieldMeasure by) {
        double highest = outcome.mean(best, by.key());
        double least = highest - Math.min(AS_GOOD, SHARE * highest);
        return outcome.runs(best.data()).stream()
                .filter(run -> !run.isControl() && run.model().equals(best.model()) && isWhole(run))
                .filter(run -> outcome.mean(run, by.key()) >= least)
                .min(Comparator.comparingDouble(this::seconds));
    }

    private double seconds(Run run) {
        return outcome.mean(run, MethodResult.SECONDS.key());
    }

    private String priced(Run run) {
        return String.format(Locale.ROOT, "%s, %.1f ms", run.method(), 1000 * seconds(run));
    }

    private String told(Run run, FieldMeasure by, boolean withModel) {
        return run.method() + " " + FieldOutcome.written(by.column(), outcome.mean(run, by.key()))
                + (withModel ? ", " + run.model().title() : "") + predicts(run);
    }

    /** {@return how well the model of a run predicts, in the worst seed; empty if that is unknown} */
    private String predicts(Run run) {
        double least = run.isControl() ? Double.NaN : outcome.leastOfPredictor(run, "macroF1");
        return Double.isNaN(least) ? "" : String.format(Locale.ROOT, " (macro F1 ≥\u00a0%.2f)", least);
    }

    private static String signal(String data) {
        return Stream.concat(
                        Arrays.stream(RareData.values())
                                .filter(set -> set.key().equals(data))
                                .map(RareData::signal),
                        Arrays.stream(GeneratedData.values())
                                .filter(set -> set.key().equals(data))
                                .map(GeneratedData::signal))
                .findFirst()
                .orElse("");
    }
}
