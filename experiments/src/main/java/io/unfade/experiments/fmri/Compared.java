package io.unfade.experiments.fmri;

import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.metric.Estimate;

import java.util.Map;

/**
 * Differences between two rows of a table in each fold, and their mean over folds. As models are compared on the same blocks,
 * this is more informative than comparing two intervals.
 *
 * @param results rows of runs
 */
record Compared(ResultTable results) {
    /**
     * A selection of rows.
     *
     * @param model that classifies
     * @param cells the model whose most salient cells are removed
     */
    record Side(String model, String cells) {}

    /** {@return the mean over folds of the difference of the two sides, each averaged over seeds} */
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
