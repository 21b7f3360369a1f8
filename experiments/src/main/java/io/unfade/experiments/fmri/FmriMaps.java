package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.fmri.draw.BrainFigure;
import io.unfade.report.chart.LineFigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Figures of the mean saliency of features and steps.
 *
 * @param runs the runs
 * @param records the record of each piece
 */
record FmriMaps(FmriRuns runs, Map<String, JsonNode> records) {
    /** {@return the brain at the first, the middle and the last step on task, for each model} */
    BrainFigure steps(Problem problem) {
        int features = problem.series().features();
        List<BrainFigure.Row> rows = new ArrayList<>();
        for (ModelKind kind : runs.setup().kinds()) {
            double[] cells = mean(problem, kind, FmriMaps::taskMaps);
            rows.add(new BrainFigure.Row(
                    kind.title(),
                    IntStream.range(0, FmriRecord.MAPS)
                            .mapToObj(m -> Arrays.copyOfRange(cells, m * features, (m + 1) * features))
                            .map(problem.brain()::image)
                            .toList()));
        }
        return BrainFigure.grid(
                        problem.title(),
                        "|saliency| / largest of the block",
                        List.of("first step on task", "middle", "last"),
                        rows)
                .withScalePerRow();
    }

    private static double[] taskMaps(JsonNode model) {
        List<Double> all = new ArrayList<>();
        for (JsonNode map : model.path("maps")) {
            Arrays.stream(RunNumbers.array(map, "map")).forEach(all::add);
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** {@return the share of saliency on each step of the window, with the task shaded} */
    LineFigure overTime(Problem problem) {
        SeriesSet series = problem.series();
        int[] task = Problem.taskSteps(series, 0);
        return LineFigure.massPerStep(
                problem.title() + ", over time",
                runs.setup().kinds().stream()
                        .map(kind -> LineFigure.Line.of(
                                kind.title(), shares(mean(problem, kind, model -> RunNumbers.array(model, "profile")))))
                        .toList(),
                new LineFigure.Span("task", task[0], task[task.length - 1] + 1));
    }

    private static double[] shares(double[] percents) {
        return Arrays.stream(percents).map(percent -> percent / 100).toArray();
    }

    private double[] mean(Problem problem, ModelKind kind, Function<JsonNode, double[]> numbers) {
        List<double[]> each = new ArrayList<>();
        for (Split fold : runs.folds(problem)) {
            String name = problem.foldName(fold);
            runs.setup().seeds().of(records, seed -> FmriRuns.key(problem, name, seed)).stream()
                    .map(record -> numbers.apply(record.path(kind.key())))
                    .forEach(each::add);
        }
        double[] mean = new double[each.get(0).length];
        for (double[] one : each) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += one[i] / each.size();
            }
        }
        return mean;
    }
}
