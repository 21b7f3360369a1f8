package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.table.Measure;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Published numbers next to those of the same method on the same kind of model here. */
record ReproducedTable(FieldOutcome outcome, PublishedScores published) {
    private static final double TOLERANCE = 0.05;
    private static final double RELATIVE = 0.1;

    /** Their scale is that of the data, not 0..1. */
    private static final Set<String> LARGE =
            Set.of(FieldMeasure.SERIES_INFORMATION.key(), FieldMeasure.SERIES_ENTROPY.key());

    private record Pair(Run run, PublishedScores.Score score) {}

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (PublishedScores.Score score : published.scores()) {
            for (Run run : outcome.runs(score.data())) {
                if (run.model().key().equals(score.model())
                        && run.method().equals(score.method())
                        && Double.isFinite(outcome.mean(run, score.measure()))) {
                    pairs.add(new Pair(run, score));
                }
            }
        }
        return pairs;
    }

    private boolean agrees(Pair pair) {
        double ours = outcome.mean(pair.run, pair.score.measure());
        double allowed = LARGE.contains(pair.score.measure()) ? RELATIVE * pair.score.value() : TOLERANCE;
        return Math.abs(ours - pair.score.value()) <= allowed + 1e-9;
    }

    /** {@return how many published numbers there are ours for} */
    long count() {
        return pairs().size();
    }

    /** {@return how many of them are met} */
    long met() {
        return pairs().stream().filter(this::agrees).count();
    }

    Section section() {
        List<List<Object>> rows = new ArrayList<>();
        for (Pair pair : pairs()) {
            if (!agrees(pair)) {
                Measure measure = FieldOutcome.measure(pair.score.measure());
                double ours = outcome.mean(pair.run, measure.key());
                rows.add(List.of(
                        pair.score.data(),
                        pair.score.method(),
                        pair.run.model().title(),
                        measure.title(),
                        FieldOutcome.written(measure, outcome.estimate(pair.run, measure.key())),
                        FieldOutcome.written(measure, pair.score.value()),
                        FieldOutcome.written(measure, ours - pair.score.value()),
                        pair.score.source() + " [" + pair.score.mark() + "]"));
            }
        }
        List<Table.Column> columns = List.of(
                Table.Column.text("Data set", ""),
                Table.Column.text("Method", ""),
                Table.Column.text("Model", ""),
                Table.Column.text("Measure", ""),
                Table.Column.text("Ours", ""),
                Table.Column.text("Published", ""),
                Table.Column.text("Difference", ""),
                Table.Column.text("Source", ""));
        return new Section(
                "What does not reproduce",
                "Published numbers of a method that also ran here, on the same kind of model. Data, training and the details of "
                        + "methods are ours, so a difference is not an error of either.",
                rows.isEmpty()
                        ? List.of()
                        : List.of(new Table(
                                "Those that differ by more than 0.05; of information and entropy, by more than 10 %.",
                                columns, rows)));
    }
}
