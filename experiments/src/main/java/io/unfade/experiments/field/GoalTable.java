package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.Goals.Attempt;
import io.unfade.experiments.field.Goals.Goal;
import io.unfade.experiments.table.Measure;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The goals, the best of ours, and the best published number. */
record GoalTable(FieldOutcome outcome, PublishedScores published, List<Attempt> attempts) {
    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.text("Data set", ""),
            Table.Column.text("Measure", ""),
            Table.Column.text("Goal", "Outputs only: for methods that only ask a model for its outputs."),
            Table.Column.text("Ours", ""),
            Table.Column.text("Outcome", ""),
            Table.Column.text("Method", ""),
            Table.Column.text("Model", ""),
            Table.Column.text("Best control", "Of the same measure, on any model: a method that looks at no model."),
            Table.Column.text("Best published", "Of the same measure without calibration, on any model."));

    Section section() {
        List<List<Object>> rows = new ArrayList<>();
        for (Attempt attempt : attempts) {
            attempt.goals().forEach(goal -> rows.add(row(attempt, goal)));
        }
        return new Section(
                "Goals",
                "Goals of one data set that belong together have to be reached by one method on one model: that of most goals "
                        + "reached, and among these the nearest. It was chosen by these numbers, so that they are higher than "
                        + "they would be on other series. Where a model has to predict with a macro F1 of 0.95 in each "
                        + "seed, a goal is reached only with one that does.",
                rows.isEmpty()
                        ? List.of()
                        : List.of(new Table(
                                "Means over seeds, compared unrounded; a goal of 1 is reached by what "
                                        + "rounds to it. Controls reach no goal.",
                                COLUMNS,
                                rows)));
    }

    /** {@return how many goals are reached} */
    long reached() {
        return attempts.stream()
                .mapToLong(attempt -> attempt.goals().stream()
                        .filter(goal -> goal.reached(outcome, attempt.run()))
                        .count())
                .sum();
    }

    /** {@return how many goals there are} */
    long count() {
        return attempts.stream().mapToLong(attempt -> attempt.goals().size()).sum();
    }

    private List<Object> row(Attempt attempt, Goal goal) {
        Measure measure = FieldOutcome.measure(goal.measure());
        double ours = outcome.mean(attempt.run(), goal.measure());
        boolean reached = goal.reached(outcome, attempt.run());
        double best = published.best(goal.data(), plain(goal.measure()), goal.higher());
        return List.of(
                goal.data(),
                measure.title(),
                (goal.higher() ? "≥\u00a0" : "≤\u00a0")
                        + goal.value().toPlainString()
                        + (goal.methods().isEmpty() ? "" : ", outputs only"),
                FieldOutcome.written(measure, outcome.estimate(attempt.run(), goal.measure())),
                new Table.Marked(reached ? "reached" : missed(attempt, goal, ours), reached),
                attempt.run().method(),
                attempt.run().model().title(),
                control(goal, measure),
                FieldOutcome.written(measure, best));
    }

    private String missed(Attempt attempt, Goal goal, double ours) {
        int places = goal.value().scale() + 1;
        BigDecimal least = BigDecimal.ONE.movePointLeft(places);
        String distance = "short by "
                + BigDecimal.valueOf(goal.shortBy(ours))
                        .setScale(places, RoundingMode.HALF_UP)
                        .max(least)
                        .toPlainString();
        String predictor = "predictor below " + goal.predictor();
        return goal.isPredicted(outcome, attempt.run())
                ? distance
                : goal.reached(ours) ? predictor : distance + ", " + predictor;
    }

    private String control(Goal goal, Measure measure) {
        return outcome.best(goal.data(), goal.measure(), goal.higher(), Run::isControl)
                .map(run -> FieldOutcome.written(measure, outcome.mean(run, goal.measure())) + ", " + run.method())
                .orElse("–");
    }

    private static String plain(String measure) {
        String prefix = "calibrated";
        return measure.startsWith(prefix)
                ? measure.substring(prefix.length(), prefix.length() + 1).toLowerCase(Locale.ROOT)
                        + measure.substring(prefix.length() + 1)
                : measure;
    }
}
