package io.unfade.experiments.fmri;

import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.metric.Estimate;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Figures of the summary.
 *
 * @param runs the runs
 * @param summary means over folds
 */
record FmriFigures(FmriRuns runs, Summary summary) {
    private static final String INTERVAL = "95 % interval over folds";

    /** {@return the accuracy of the models and the baselines} */
    CategoryFigure accuracy() {
        List<CategoryFigure.Series> series = new ArrayList<>();
        for (ModelKind kind : runs.setup().kinds()) {
            series.add(accuracies(kind.title(), kind.key(), kind.key()));
        }
        series.add(accuracies("linear (ridge)", FmriTable.LINEAR, FmriTable.NO_CELLS));
        series.add(accuracies("most frequent class", FmriTable.MAJORITY, FmriTable.NO_CELLS));
        return CategoryFigure.dots(
                        "Accuracy",
                        "data",
                        "right answers (%)",
                        runs.data().problems().stream().map(Problem::title).toList(),
                        series)
                .withRange(0, 100)
                .withIntervalLabel(INTERVAL);
    }

    private CategoryFigure.Series accuracies(String title, String model, String cells) {
        return new CategoryFigure.Series(
                title,
                runs.data().problems().stream()
                        .map(problem -> entry(problem, model, cells, Measure.ACCURACY)
                                .map(Plots::dot)
                                .orElse(Dot.none()))
                        .toList());
    }

    /** {@return the mean of a measure over folds; NaN if there is none} */
    Estimate of(Problem problem, String model, String cells, Measure measure) {
        return summary.estimate(List.of(problem.key(), model, cells), measure.key());
    }

    private Optional<Summary.Entry> entry(Problem problem, String model, String cells, Measure measure) {
        return summary.find(List.of(problem.key(), model, cells), measure.key());
    }

    /** {@return the drop in accuracy by the share of removed cells} */
    LineFigure removal(Problem problem) {
        ModelKind plain = runs.plain();
        ModelKind attentive = runs.attentive();
        List<Line> curves = new ArrayList<>();
        curves.add(curve(problem, "LSTM, own cells", plain.key(), plain.key(), FmriTable::drop));
        curves.add(curve(problem, "LSTM, cells of the attention", plain.key(), attentive.key(), FmriTable::drop));
        curves.add(curve(problem, "LSTM, random cells", plain.key(), FmriRecord.RANDOM, FmriTable::drop));
        curves.add(curve(problem, "attention, own cells", attentive.key(), attentive.key(), FmriTable::drop));
        curves.add(curve(problem, "attention, cells of the LSTM", attentive.key(), plain.key(), FmriTable::drop));
        curves.add(curve(problem, "attention, random cells", attentive.key(), FmriRecord.RANDOM, FmriTable::drop));
        return LineFigure.of(problem.title(), "removed cells (%)", "fall of the accuracy (points)", curves)
                .withWhiskers(INTERVAL);
    }

    /** {@return the share of the most salient cells in steps on task} */
    LineFigure onTask(Problem problem) {
        List<Line> curves = new ArrayList<>();
        for (ModelKind kind : runs.setup().kinds()) {
            curves.add(curve(problem, kind.title(), kind.key(), kind.key(), FmriTable::onTask));
            published(problem, kind).ifPresent(curves::add);
        }
        return LineFigure.of(problem.title(), "most salient cells (%)", "of these in steps on task (%)", curves)
                .withRange(0, 100)
                .withReference("if spread evenly", even(problem))
                .withWhiskers(INTERVAL);
    }

    /** {@return the share of steps on task, in percent} */
    double even(Problem problem) {
        String plain = runs.plain().key();
        return of(problem, plain, plain, FmriTable.EVEN).mean();
    }

    private Optional<Line> published(Problem problem, ModelKind kind) {
        double[] values = Arrays.stream(FmriTable.FRACTIONS)
                .map(fraction -> entry(problem, kind.key(), kind.key(), FmriTable.onTask(fraction))
                        .flatMap(Summary.Entry::published)
                        .map(Published.Value::value)
                        .orElse(Double.NaN))
                .toArray();
        return Arrays.stream(values).allMatch(Double::isNaN)
                ? Optional.empty()
                : Optional.of(Line.of("published (other data), " + kind.title(), percents(), values));
    }

    private Line curve(Problem problem, String name, String model, String cells, DoubleFunction<Measure> measure) {
        List<Estimate> estimates = Arrays.stream(FmriTable.FRACTIONS)
                .mapToObj(fraction -> of(problem, model, cells, measure.apply(fraction)))
                .toList();
        return Plots.line(name, percents(), estimates);
    }

    private static double[] percents() {
        return Arrays.stream(FmriTable.FRACTIONS)
                .map(fraction -> 100 * fraction)
                .toArray();
    }
}
