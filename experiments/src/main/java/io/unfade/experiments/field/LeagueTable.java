package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
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
    private static final String AREA = FieldMeasure.ROC_AUC.key();
    private static final String PRECISION = FieldMeasure.AVERAGE_PRECISION.key();
    private static final Measure SHORT = new Measure("", "", "", 2, "");

    /** A method in the table of some models. */
    private record Place(String method, double area, double precision) {
        double both() {
            return Double.isNaN(area) ? precision : Double.isNaN(precision) ? area : (area + precision) / 2;
        }
    }

    Section section() {
        List<Table> tables = new ArrayList<>();
        table("Published models: of each data set the recurrent one, or the white box.", FieldModel::published)
                .ifPresent(tables::add);
        outcome.models().stream()
                .filter(model -> !model.published())
                .forEach(model -> table(model.title() + ".", model::equals).ifPresent(tables::add));
        return new Section(
                "League table",
                "ROC AUC / average precision of each series, averaged over series and seeds: how well cells are ranked, "
                        + "whatever the scale of the scores. Methods are in order of the methods they beat.",
                List.copyOf(tables));
    }

    /** {@return the method that beats most others on the published models; empty without runs} */
    Optional<String> best() {
        return places(FieldModel::published).stream().findFirst().map(Place::method);
    }

    private Optional<Table> table(String caption, Predicate<FieldModel> models) {
        List<Place> places = places(models);
        List<String> data = outcome.data().stream()
                .filter(each -> outcome.runs(each).stream().anyMatch(run -> models.test(run.model())))
                .toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.Column.text("Method", ""));
        columns.add(
                Table.Column.number(
                        "Beats by ROC AUC",
                        "%",
                        0,
                        "Share of the other methods that it is above, a tie counting one half; mean over the data sets on which it ran."));
        columns.add(Table.Column.number("Beats by AP", "%", 0, ""));
        data.forEach(each -> columns.add(Table.Column.text(each, "")));
        columns.add(Table.Column.number(
                "Time", "ms", 1, "For one series, median over the data sets, on the machine of the runs."));
        columns.add(
                Table.Column.number("Passes", "", 0, "Of one series through the model, median over the data sets."));
        List<List<Object>> rows =
                places.stream().map(place -> row(place, data, models)).toList();
        return Optional.of(new Table(caption, columns, rows));
    }

    private List<Object> row(Place place, List<String> data, Predicate<FieldModel> models) {
        List<Object> row = new ArrayList<>(List.of(place.method, 100 * place.area, 100 * place.precision));
        for (String each : data) {
            row.add(run(each, place.method, models)
                    .map(run -> FieldOutcome.written(SHORT, outcome.mean(run, AREA)) + " / "
                            + FieldOutcome.written(SHORT, outcome.mean(run, PRECISION)))
                    .orElse("–"));
        }
        row.add(1000 * median(place.method, data, models, MethodResult.SECONDS));
        row.add(median(place.method, data, models, MethodResult.PASSES));
        return row;
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

    private List<Place> places(Predicate<FieldModel> models) {
        return outcome.methods().stream()
                .map(method -> new Place(method, beaten(method, models, AREA), beaten(method, models, PRECISION)))
                .filter(place -> !Double.isNaN(place.both()))
                .sorted(Comparator.comparingDouble(Place::both).reversed())
                .toList();
    }

    /** {@return the share of the other methods that a method is above, averaged over data sets; NaN if there are none} */
    private double beaten(String method, Predicate<FieldModel> models, String measure) {
        List<Double> shares = new ArrayList<>();
        for (String data : outcome.data()) {
            double own = run(data, method, models)
                    .map(run -> outcome.mean(run, measure))
                    .orElse(Double.NaN);
            double[] others = of(data, models)
                    .filter(run -> !run.method().equals(method))
                    .mapToDouble(run -> outcome.mean(run, measure))
                    .filter(Double::isFinite)
                    .toArray();
            double above = 0;
            for (double other : others) {
                above += own > other ? 1 : own == other ? 0.5 : 0;
            }
            if (!Double.isNaN(own) && others.length > 0) {
                shares.add(above / others.length);
            }
        }
        return shares.stream().mapToDouble(share -> share).average().orElse(Double.NaN);
    }
}
