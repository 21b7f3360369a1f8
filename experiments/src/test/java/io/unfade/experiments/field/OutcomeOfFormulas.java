package io.unfade.experiments.field;

import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Results as if of runs, each number from a formula. */
final class OutcomeOfFormulas {
    static final FieldModel GRU = new FieldModel("gru", "GRU of 200 units", true);
    static final FieldModel OURS = new FieldModel("attention", "LSTM + input-cell attention", false);
    static final List<String> METHODS = List.of("deeplift", "integrated-gradients", "random");
    static final int SEEDS = 2;

    private OutcomeOfFormulas() {}

    /** Says the number of a measure. */
    interface Formula {
        double of(String data, FieldModel model, String method, int seed, String measure);
    }

    static FieldOutcome of(List<String> data, Formula formula) {
        List<ResultTable.Row> rows = new ArrayList<>();
        List<ResultTable.Row> predictors = new ArrayList<>();
        for (String each : data) {
            for (FieldModel model : List.of(GRU, OURS)) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    predictors.add(new ResultTable.Row(
                            List.of(each, model.key(), Integer.toString(seed)), new double[] {0.9 + seed / 100.0}));
                    for (String method : METHODS) {
                        rows.add(row(each, model, method, seed, formula));
                    }
                }
            }
        }
        return new FieldOutcome(
                new ResultTable(FieldOutcome.LABELS, MethodResult.columns(), rows),
                new ResultTable(
                        FieldOutcome.PREDICTOR_LABELS,
                        List.of(new Measure("macroF1", "Macro F1", "", 2, "higher")),
                        predictors),
                List.of(GRU, OURS),
                Map.of("state", "60 cells, zero"));
    }

    private static ResultTable.Row row(String data, FieldModel model, String method, int seed, Formula formula) {
        double[] values = MethodResult.columns().stream()
                .mapToDouble(measure -> formula.of(data, model, method, seed, measure.key()))
                .toArray();
        return new ResultTable.Row(
                List.of(data, model.key(), method, Integer.toString(seed)), Arrays.copyOf(values, values.length));
    }
}
