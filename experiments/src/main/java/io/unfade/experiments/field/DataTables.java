package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The tables of one data set: ours beside published numbers, all measures of ours, and how well the models predict. */
record DataTables(FieldOutcome outcome, PublishedScores published, String data) {
    /** Published measures of rank, by which tables are sorted; where there is none, by ROC AUC. */
    private static final List<FieldMeasure> RANKS = List.of(
            FieldMeasure.POOLED_ROC_AUC,
            FieldMeasure.LATER_AVERAGE_PRECISION,
            FieldMeasure.SIGNED_AVERAGE_PRECISION,
            FieldMeasure.NDCG);

    /** Of these, all that are known of ours are shown. */
    private static final List<Measure> ALL = MethodResult.columns().stream()
            .filter(measure -> !measure.key().startsWith("calibratedSigned"))
            .toList();

    /** How many methods on each of our own models are shown. */
    private static final int SHOWN = 3;

    private static final String OF_OURS = "Of each of our own models the best " + SHOWN
            + " methods and the best control; the files next to this page have all.";

    /** One line of the comparison. */
    private record Line(String method, String model, String source, Map<String, String> cells, double order) {}

    Section section() {
        List<PageBlock> blocks = new ArrayList<>();
        if (outcome.predictors().rows().stream()
                .anyMatch(row -> row.labels().get(0).equals(data))) {
            blocks.add(predictors());
        }
        blocks.add(compared());
        blocks.add(all());
        String change = outcome.change(data);
        return new Section(data, change.isEmpty() ? "" : "CPD and CPP: " + change + ".", blocks);
    }

    private Table predictors() {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("Model", "")));
        outcome.predictors().measures().forEach(measure -> columns.add(Table.Column.text(measure.title(), "")));
        Map<String, List<ResultTable.Row>> byModel = new LinkedHashMap<>();
        for (ResultTable.Row row : outcome.predictors().rows()) {
            if (row.labels().get(0).equals(data)) {
                byModel.computeIfAbsent(row.labels().get(1), key -> new ArrayList<>())
                        .add(row);
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        byModel.forEach((model, ofSeeds) -> {
            List<Object> line = new ArrayList<>(List.of(outcome.title(model)));
            for (int column = 0; column < outcome.predictors().measures().size(); column++) {
                int each = column;
                Measure measure = outcome.predictors().measures().get(column);
                line.add(String.join(
                        " ",
                        ofSeeds.stream()
                                .map(row -> FieldOutcome.written(measure, row.values()[each]))
                                .toList()));
            }
            rows.add(line);
        });
        return new Table("How well the models predict the test series, one number for each seed.", columns, rows);
    }

    /** {@return the measure by which methods are sorted} */
    FieldMeasure main() {
        Set<String> measured = measures();
        return RANKS.stream()
                .filter(measure -> measured.contains(measure.key()))
                .findFirst()
                .orElse(FieldMeasure.ROC_AUC);
    }

    private Set<String> measures() {
        Set<String> measured = new LinkedHashSet<>();
        published.of(data).forEach(score -> measured.add(score.measure()));
        return measured;
    }

    private Table compared() {
        List<String> measures = new ArrayList<>(List.of(main().key()));
        measures().stream().filter(key -> !measures.contains(key)).forEach(measures::add);
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.text("Method", ""), Table.Column.text("Model", ""), Table.Column.text("Source", "")));
        measures.forEach(key -> {
            Measure measure = FieldOutcome.measure(key);
            columns.add(Table.Column.text(measure.title(), ""));
        });
        List<List<Object>> rows = Stream.concat(ours(measures), theirs())
                .sorted(Comparator.comparingDouble(Line::order).reversed())
                .map(line -> {
                    List<Object> row = new ArrayList<>(List.of(line.method, line.model, line.source));
                    measures.forEach(key -> row.add(line.cells.getOrDefault(key, "–")));
                    return row;
                })
                .toList();
        return new Table(
                "By the measures that were published, without calibration; sorted by the first, with its 95 % interval. "
                        + OF_OURS,
                columns,
                rows);
    }

    private Stream<Line> ours(List<String> measures) {
        return shown().stream().map(run -> {
            Map<String, String> cells = new LinkedHashMap<>();
            for (String key : measures) {
                Measure measure = FieldOutcome.measure(key);
                cells.put(
                        key,
                        key.equals(main().key())
                                ? FieldOutcome.written(measure, outcome.estimate(run, key))
                                : FieldOutcome.written(measure, outcome.mean(run, key)));
            }
            return new Line(run.method(), run.model().title(), "here", cells, order(outcome.mean(run, main().key())));
        });
    }

    private Stream<Line> theirs() {
        Map<List<String>, List<PublishedScores.Score>> lines = new LinkedHashMap<>();
        for (PublishedScores.Score score : published.of(data)) {
            lines.computeIfAbsent(
                            List.of(score.method(), score.model(), score.source() + " [" + score.mark() + "]"),
                            key -> new ArrayList<>())
                    .add(score);
        }
        return lines.entrySet().stream().map(entry -> {
            Map<String, String> cells = new LinkedHashMap<>();
            double[] order = {Double.NaN};
            for (PublishedScores.Score score : entry.getValue()) {
                Measure measure = FieldOutcome.measure(score.measure());
                boolean first = score.measure().equals(main().key());
                String spread = !first || Double.isNaN(score.spread())
                        ? ""
                        : "\u00a0(sd\u00a0" + FieldOutcome.written(measure, score.spread()) + ")";
                cells.put(score.measure(), FieldOutcome.written(measure, score.value()) + spread);
                order[0] = first ? score.value() : order[0];
            }
            List<String> labels = entry.getKey();
            return new Line(labels.get(0), outcome.title(labels.get(1)), labels.get(2), cells, order(order[0]));
        });
    }

    private static double order(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /** {@return the runs on the field's models and the best on each of ours, in order of the main measure} */
    private List<Run> shown() {
        List<Run> sorted = outcome.runs(data).stream()
                .sorted(Comparator.<Run>comparingDouble(run -> order(outcome.mean(run, main().key())))
                        .reversed())
                .toList();
        return sorted.stream()
                .filter(run -> run.model().ofField()
                        || sorted.stream()
                                        .filter(other -> other.model().equals(run.model())
                                                && other.isControl() == run.isControl())
                                        .toList()
                                        .indexOf(run)
                                < (run.isControl() ? 1 : SHOWN))
                .toList();
    }

    private Table all() {
        List<Run> runs = shown();
        List<Measure> known = ALL.stream()
                .filter(measure -> runs.stream().anyMatch(run -> Double.isFinite(outcome.mean(run, measure.key()))))
                .toList();
        List<Table.Column> columns =
                new ArrayList<>(List.of(Table.Column.text("Method", ""), Table.Column.text("Model", "")));
        known.forEach(
                measure -> columns.add(Table.Column.number(measure.title(), measure.unit(), measure.decimals(), "")));
        List<List<Object>> rows = runs.stream()
                .map(run -> {
                    List<Object> row =
                            new ArrayList<>(List.of(run.method(), run.model().title()));
                    known.forEach(measure -> row.add(outcome.mean(run, measure.key())));
                    return row;
                })
                .toList();
        return new Table("All measures of ours, means over seeds. " + OF_OURS, columns, rows);
    }
}
