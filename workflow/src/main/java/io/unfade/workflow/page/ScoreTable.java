package io.unfade.workflow.page;

import io.unfade.metric.Bootstrap;
import io.unfade.metric.MapMeasure;
import io.unfade.report.page.Table;
import io.unfade.workflow.result.Scores;

import java.util.ArrayList;
import java.util.List;

/** Scores against known cells as a table. */
final class ScoreTable {
    private ScoreTable() {}

    static Table of(Scores scores) {
        List<List<Object>> rows = new ArrayList<>();
        for (MapMeasure measure : scores.measures()) {
            Bootstrap.Interval interval = scores.interval(measure);
            rows.add(List.of(measure.title(), interval.mean(), interval.low(), interval.high(), measure.better()));
        }
        return new Table(
                "Maps against the cells known to be informative",
                List.of(
                        Table.Column.text("Measure", ""),
                        Table.Column.number("Mean", "", 4, "Mean over series."),
                        Table.Column.number("From", "", 4, "Lower end of the 95 % bootstrap interval of the mean."),
                        Table.Column.number("To", "", 4, "Upper end."),
                        Table.Column.text("Better", "")),
                rows);
    }
}
