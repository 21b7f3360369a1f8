package io.unfade.experiments.fmri;

import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.metric.Estimate;

import java.util.Map;

/**
 * Differences between two rows of a table in each fold, and their mean over folds. Models are compared on the same blocks, so this
 * says more than two intervals beside one another.
 *
 * @param results rows of runs
 */
record Compared(ResultTable results) {
    /**
     * Which rows.
     *
     * @param model that answers
     * @param cells whose cells are removed
     */
    record Side(String model, String cells) {}

    /** {@return the mean over folds of one side's number minus the other's, each the mean over seeds} */
    Estimate difference(Problem problem, Side one, Side other, Measure measure) {
        Map<String, Double> others = byFold(problem, other, measure);
        return Estimate.of(byFold(problem, one, measure).entrySet().stream()
                .mapToDouble(fold -> fold.getValue() - others.getOrDefault(fold.getKey(), Double.NaN))
                .toArray());
    }

    private Map<String, Double> byFold(Problem problem, Side side, Measure measure) {
        return results.means(FmriTable.labels(side, problem), measure);
    }
}
