package io.unfade.experiments.fmri;

import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.ResultTable.Row;
import io.unfade.metric.Estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        Map<String, Double> ones = byFold(problem, one, measure);
        Map<String, Double> others = byFold(problem, other, measure);
        List<Double> differences = new ArrayList<>();
        ones.forEach((fold, value) -> differences.add(value - others.getOrDefault(fold, Double.NaN)));
        return Estimate.of(differences.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Map<String, Double> byFold(Problem problem, Side side, Measure measure) {
        int column = results.measures().indexOf(measure);
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Row row : results.rows()) {
            if (row.labels().subList(0, 3).equals(List.of(problem.key(), side.model(), side.cells()))) {
                values.computeIfAbsent(row.labels().get(3), fold -> new ArrayList<>())
                        .add(row.values()[column]);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        values.forEach((fold, of) -> means.put(
                fold,
                Estimate.of(of.stream().mapToDouble(Double::doubleValue).toArray())
                        .mean()));
        return means;
    }
}
