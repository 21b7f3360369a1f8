package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers to reach. Goals of a data set that belong together count only for one method on one model: a mask of ones has the
 * most information, but no precision.
 *
 * @param goals in the order of the table
 */
record Goals(List<Goal> goals) {
    /**
     * One number to reach.
     *
     * @param data key of the data set
     * @param group goals with the same are reached together
     * @param measure key of the measure
     * @param value ours is compared unrounded; only a goal of 1, in the decimal places given, is reached by what rounds to it
     * @param higher whether higher numbers are better
     * @param methods those that may reach it, such as those that only ask a model for its outputs; empty for all that are
     *     no controls
     * @param predictor least macro F1 that the model needs in each seed; 0 if it may predict as it will
     */
    record Goal(
            String data,
            String group,
            String measure,
            BigDecimal value,
            boolean higher,
            List<String> methods,
            double predictor) {
        /** {@return whether a run reaches it, and with a model that predicts well enough} */
        boolean reached(FieldOutcome outcome, Run run) {
            return reached(outcome.mean(run, measure)) && isPredicted(outcome, run);
        }

        /** {@return whether the model of a run predicts well enough} */
        boolean isPredicted(FieldOutcome outcome, Run run) {
            return predictor == 0 || outcome.leastOfPredictor(run, "macroF1") >= predictor;
        }

        /** {@return whether a number reaches it; NaN does not} */
        boolean reached(double ours) {
            return shortBy(ours) <= 0;
        }

        /** {@return how far a number is away; 0 or less if it reaches the goal; infinite for NaN} */
        double shortBy(double ours) {
            if (Double.isNaN(ours)) {
                return Double.POSITIVE_INFINITY;
            }
            BigDecimal exact = new BigDecimal(ours);
            boolean full = value.compareTo(BigDecimal.ONE) == 0;
            BigDecimal left = value.subtract(full ? exact.setScale(value.scale(), RoundingMode.HALF_EVEN) : exact);
            return (higher ? left : left.negate()).doubleValue();
        }

        private double relative(double ours) {
            return Math.max(0, shortBy(ours)) / value.doubleValue();
        }
    }

    /**
     * A group of goals and the runs that come nearest.
     *
     * @param run of those with most goals reached, that with the smallest sum of relative distances
     */
    record Attempt(List<Goal> goals, Run run) {}

    /** {@return the goals that come with the program} */
    static Goals read() {
        return new Goals(PublishedScores.lines("goals.csv").stream()
                .map(line -> new Goal(
                        line.getField("data"),
                        line.getField("group"),
                        line.getField("measure"),
                        new BigDecimal(line.getField("goal")),
                        line.getField("better").equals("higher"),
                        line.getField("methods").isEmpty()
                                ? List.of()
                                : List.of(line.getField("methods").split(" ")),
                        line.getField("predictor").isEmpty() ? 0 : Double.parseDouble(line.getField("predictor"))))
                .toList());
    }

    /** {@return for each group of goals the nearest run; none for data sets and measures without runs} */
    List<Attempt> attempts(FieldOutcome outcome) {
        Map<List<String>, List<Goal>> groups = new LinkedHashMap<>();
        for (Goal goal : goals) {
            groups.computeIfAbsent(List.of(goal.data, goal.group), key -> new ArrayList<>())
                    .add(goal);
        }
        return groups.values().stream()
                .map(group -> attempt(group, outcome))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Attempt> attempt(List<Goal> group, FieldOutcome outcome) {
        return outcome.runs(group.get(0).data).stream()
                .filter(run -> !run.isControl())
                .filter(run -> group.stream()
                        .allMatch(goal -> (goal.methods.isEmpty() || goal.methods.contains(run.method()))
                                && !Double.isNaN(outcome.mean(run, goal.measure))))
                .max(Comparator.<Run>comparingLong(run -> group.stream()
                                .filter(goal -> goal.reached(outcome, run))
                                .count())
                        .thenComparingDouble(run -> -group.stream()
                                .mapToDouble(goal -> goal.relative(outcome.mean(run, goal.measure)))
                                .sum()))
                .map(run -> new Attempt(group, run));
    }
}
