package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Published numbers next to those of the same method on the same kind of model here. */
record ReproducedTable(FieldOutcome outcome, PublishedScores published) {
    private static final double TOLERANCE = 0.05;
    private static final double RELATIVE = 0.1;

    /** Their scale is that of the data, not 0..1. */
    private static final Set<String> LARGE =
            Set.of(FieldMeasure.SERIES_INFORMATION.key(), FieldMeasure.SERIES_ENTROPY.key());

    /** Also of a small number 0.05 would be much. */
    private static final Set<String> SMALL = Set.of(MethodResult.CPD.key(), FieldMeasure.LATER_AVERAGE_PRECISION.key());

    /** A number of ours. */
    private record Cell(Run run, String measure) {}

    /** {@return our numbers with those of the publications, which may contradict one another} */
    private Map<Cell, List<PublishedScores.Score>> cells() {
        Map<Cell, List<PublishedScores.Score>> cells = new LinkedHashMap<>();
        for (PublishedScores.Score score : published.scores()) {
            for (Run run : outcome.runs(score.data())) {
                if (run.model().key().equals(score.model())
                        && run.method().equals(score.method())
                        && Double.isFinite(outcome.mean(run, score.measure()))) {
                    cells.computeIfAbsent(new Cell(run, score.measure()), key -> new ArrayList<>())
                            .add(score);
                }
            }
        }
        return cells;
    }

    private boolean agrees(Cell cell, PublishedScores.Score score) {
        double relative = RELATIVE * score.value();
        double allowed = LARGE.contains(cell.measure)
                ? relative
                : SMALL.contains(cell.measure) ? Math.min(TOLERANCE, relative) : TOLERANCE;
        return Math.abs(outcome.mean(cell.run, cell.measure) - score.value()) <= allowed + 1e-9;
    }

    private boolean isMet(Cell cell, List<PublishedScores.Score> scores) {
        return scores.stream().anyMatch(score -> agrees(cell, score));
    }

    /** {@return for how many numbers of ours there are published ones} */
    long count() {
        return cells().size();
    }

    /** {@return how many of them meet one of those} */
    long met() {
        return cells().entrySet().stream()
                .filter(entry -> isMet(entry.getKey(), entry.getValue()))
                .count();
    }

    private List<Object> row(Cell cell, PublishedScores.Score score) {
        Measure measure = FieldOutcome.measure(cell.measure);
        return List.of(
                score.data(),
                score.method(),
                cell.run.model().title(),
                measure.title(),
                FieldOutcome.written(measure, outcome.estimate(cell.run, cell.measure)),
                FieldOutcome.written(measure, score.value()),
                FieldOutcome.written(measure, outcome.mean(cell.run, cell.measure) - score.value()),
                score.source() + " [" + score.mark() + "]");
    }

    Section section() {
        List<List<Object>> rows = new ArrayList<>();
        cells().forEach((cell, scores) -> {
            if (!isMet(cell, scores)) {
                scores.forEach(score -> rows.add(row(cell, score)));
            }
        });
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
                        + "methods are ours, so a difference is not an error of either. Where publications give several "
                        + "numbers for one of ours, it counts once, and is met if one of them is.",
                rows.isEmpty()
                        ? List.of()
                        : List.of(new Table(
                                "Those that differ by more than 0.05; of information and entropy, by more than 10 %; of CPD and the "
                                        + "average precision after the first step, by more than the smaller of both.",
                                columns, rows)));
    }
}
