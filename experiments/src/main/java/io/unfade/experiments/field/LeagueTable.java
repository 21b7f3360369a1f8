package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All methods on all data sets, by measures of rank, with their cost. */
record LeagueTable(FieldOutcome outcome) {
    private static final List<FieldMeasure> RANKS = List.of(FieldMeasure.ROC_AUC, FieldMeasure.AVERAGE_PRECISION);

    /**
     * A method in the table of some models.
     *
     * @param beaten share of the other methods, without controls, that it is above
     * @param sets number of data sets on which it ran
     */
    record Place(String method, double beaten, int sets) {}

    Section section() {
        List<PageBlock> tables = new ArrayList<>();
        tables.addAll(tables(
                "the field's models: of each data set the recurrent one, or the white box", FieldModel::ofField));
        outcome.models().stream()
                .filter(model -> !model.ofField())
                .forEach(model -> tables.addAll(tables(model.title(), model::equals)));
        return new Section(
                "League table",
                "How well cells are ranked, whatever the scale of the scores: of each series, averaged over series and seeds. "
                        + "Methods are in the order of the share of others that they beat. Controls look at no model: they are placed, but "
                        + "nobody beats them.",
                tables);
    }

    /**
     * {@return the method that beats most others by ROC AUC on the field's models, of those that ran on most data sets and are no
     * controls; empty without runs}
     */
    Optional<Place> best() {
        List<Place> places = places(FieldModel::ofField, FieldMeasure.ROC_AUC).stream()
                .filter(place -> !Asked.isControl(place.method))
                .toList();
        int most = places.stream().mapToInt(Place::sets).max().orElse(0);
        return places.stream().filter(place -> place.sets == most).findFirst();
    }

    private List<Table> tables(String models, Predicate<FieldModel> which) {
        return RANKS.stream()
                .filter(measure -> !places(which, measure).isEmpty())
                .map(measure -> table(measure, measure.column().title() + ", " + models + ".", which))
                .toList();
    }

    private Table table(FieldMeasure measure, String caption, Predicate<FieldModel> models) {
        List<String> data = outcome.data().stream()
                .filter(each -> outcome.runs(each).stream().anyMatch(run -> models.test(run.model())))
                .toList();
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.text("Method", ""),
                Table.Column.number(
                        "Beats",
                        "%",
                        0,
                        "Share of the other methods, without controls, that it is above, a tie counting one half; mean over the "
                                + "data sets on which it ran."),
                Table.Column.number("Data sets", "", 0, ""),
                Table.Column.number(
                        "Time", "ms", 1, "For one series, median over the data sets, on the machine of the runs."),
                Table.Column.number("Passes", "", 0, "Of one series through the model, median over the data sets.")));
        data.forEach(each -> columns.add(Table.Column.number(each, "", 2, "")));
        List<List<Object>> rows = places(models, measure).stream()
                .map(place -> row(place, measure, data, models))
                .toList();
        return new Table(caption, columns, rows);
    }

    private List<Object> row(Place place, FieldMeasure measure, List<String> data, Predicate<FieldModel> models) {
        List<Object> row = new ArrayList<>(List.of(
                Asked.isControl(place.method) ? place.method + " (control)" : place.method,
                100 * place.beaten,
                place.sets,
                1000 * median(place.method, data, models, MethodResult.SECONDS),
                median(place.method, data, models, MethodResult.PASSES)));
        data.forEach(each -> row.add(mean(each, place.method, models, measure)));
        return row;
    }

    private double mean(String data, String method, Predicate<FieldModel> models, FieldMeasure measure) {
        return run(data, method, models)
                .map(run -> outcome.mean(run, measure.key()))
                .orElse(Double.NaN);
    }

    private double median(String method, List<String> data, Predicate<FieldModel> models, Measure measure) {
        double[] known = data.stream()
                .map(each -> run(each, method, models))
                .flatMap(Optional::stream)
                .mapToDouble(run -> outcome.mean(run, measure.key()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return known.length == 0 ? Double.NaN : (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
    }

    private Optional<Run> run(String data, String method, Predicate<FieldModel> models) {
        return of(data, models).filter(run -> run.method().equals(method)).findFirst();
    }

    private Stream<Run> of(String data, Predicate<FieldModel> models) {
        return outcome.runs(data).stream().filter(run -> models.test(run.model()));
    }

    private List<Place> places(Predicate<FieldModel> models, FieldMeasure measure) {
        return outcome.methods().stream()
                .map(method -> place(method, models, measure))
                .filter(place -> !Double.isNaN(place.beaten))
                .sorted(Comparator.comparingDouble(Place::beaten).reversed())
                .toList();
    }

    /** {@return a method with the share of the others that it is above, averaged over data sets; NaN if there are none} */
    private Place place(String method, Predicate<FieldModel> models, FieldMeasure measure) {
        List<Double> shares = new ArrayList<>();
        int sets = 0;
        for (String data : outcome.data()) {
            double own = mean(data, method, models, measure);
            double[] others = of(data, models)
                    .filter(run -> !run.method().equals(method) && !run.isControl())
                    .mapToDouble(run -> outcome.mean(run, measure.key()))
                    .filter(Double::isFinite)
                    .toArray();
            double above = 0;
            for (double other : others) {
                above += own > other ? 1 : own == other ? 0.5 : 0;
            }
            sets += Double.isNaN(own) ? 0 : 1;
            if (!Double.isNaN(own) && others.length > 0) {
                shares.add(above / others.length);
            }
        }
        double beaten = shares.stream().mapToDouble(share -> share).average().orElse(Double.NaN);
        return new Place(method, beaten, sets);
    }
}
