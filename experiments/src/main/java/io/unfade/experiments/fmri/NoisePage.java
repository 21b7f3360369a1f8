package io.unfade.experiments.fmri;

import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Section;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The content of the report on maps of brain activity by models that were trained under noise. */
final class NoisePage implements StudyPage {
    private static final Measure SALIENT = FmriTable.onTask(NoiseFold.FEW);

    private final NoiseRuns runs;
    private final Summary summary;

    NoisePage(NoiseRuns runs, Summary summary) {
        this.runs = runs;
        this.summary = summary;
    }

    /** A map of a model. */
    private record Line(NoiseRuns.Model model, String map) {
        String title() {
            return model.title() + ": " + map;
        }
    }

    /** A data set, as a column. */
    private record Column(String key, String title) {}

    @Override
    public String title() {
        return "Maps of brain activity, by training under noise";
    }

    @Override
    public String found() {
        Line usual = new Line(NoiseRuns.Model.USUAL, "gradient");
        Line noise = new Line(NoiseRuns.Model.NOISE, "noise-gradient");
        return String.format(
                Locale.ROOT,
                "Of the 10 %% most salient cells %s lie on task with input-cell attention trained as usual, %s when it is"
                        + " trained under noise; spread evenly it would be %s. Against the truth of the simulation ROC AUC is"
                        + " %s and %s. From one half of the runs to the other the maps of features have a rank correlation of"
                        + " %s and %s, a difference of means %s.",
                inProblems(usual, SALIENT, "%.0f"),
                inProblems(noise, SALIENT, "%.0f"),
                inProblems(noise, FmriTable.EVEN, "%.0f"),
                inProblems(usual, MapRecord.ROC_AUC, "%.3f"),
                inProblems(noise, MapRecord.ROC_AUC, "%.3f"),
                betweenHalves(usual),
                betweenHalves(noise),
                betweenHalves(new Line(NoiseRuns.Model.NONE, "mean-difference map=weights")));
    }

    private String inProblems(Line line, Measure measure, String form) {
        return span(problems(), line, measure, form);
    }

    private String betweenHalves(Line line) {
        return span(tasks(), line, NoiseRuns.RELIABILITY, "%.2f");
    }

    private String span(List<Column> columns, Line line, Measure measure, String form) {
        return Plots.span(
                columns.stream()
                        .flatMap(on -> summary.find(labels(line, on), measure.key()).stream())
                        .mapToDouble(entry -> entry.ours().mean()),
                form);
    }

    private static List<String> labels(Line line, Column on) {
        return List.of(on.key(), line.model().key(), line.map());
    }

    private List<Column> problems() {
        return runs.data().problems().stream()
                .map(problem -> new Column(problem.key(), problem.title()))
                .toList();
    }

    private List<Column> tasks() {
        return runs.tasks().stream()
                .map(task -> new Column(task.key(), task.title()))
                .toList();
    }

    @Override
    public List<Section> sections() {
        return List.of(
                new Section(
                        "On task",
                        "Windows begin with rest, or end with it: cells there tell nothing of the task. A bias towards early"
                                + " steps looks like attention to the task only where the task comes first.",
                        List.of(FigureBlock.of("Mean over folds with its 95 % interval.", onTask()))),
                new Section(
                        "Where maps lie",
                        "The truth is known in the simulation only.",
                        matrix(NoiseRuns.Model::maps, problems())
                                .ofEach(List.of(
                                        SALIENT,
                                        FmriTable.onTask(NoiseFold.MANY),
                                        MapRecord.ROC_AUC,
                                        MapRecord.AVERAGE_PRECISION,
                                        Measure.ACCURACY,
                                        NoiseRuns.NOISE_LEVEL))),
                new Section(
                        "From half to half",
                        "A model is made of each half of the runs, and explained on the other. What two halves do not share"
                                + " cannot be trusted; a difference of means shows how much there is to share.",
                        matrix(NoiseRuns.Model::slopes, tasks()).ofEach(List.of(NoiseRuns.RELIABILITY))));
    }

    private Matrix<Line, Column> matrix(Function<NoiseRuns.Model, List<String>> maps, List<Column> columns) {
        return new Matrix<>(
                summary,
                "Model: map",
                Matrix.Name.all(lines(maps), Line::title),
                Matrix.Name.all(columns, Column::title),
                NoisePage::labels);
    }

    private static List<Line> lines(Function<NoiseRuns.Model, List<String>> maps) {
        return NoiseRuns.Model.ALL.stream()
                .flatMap(model -> maps.apply(model).stream().map(map -> new Line(model, map)))
                .toList();
    }

    private CategoryFigure onTask() {
        List<CategoryFigure.Series> series = lines(model -> model.maps().subList(0, 1)).stream()
                .map(line -> new CategoryFigure.Series(
                        line.title(),
                        problems().stream()
                                .map(on -> summary.find(labels(line, on), SALIENT.key())
                                        .map(Plots::dot)
                                        .orElse(CategoryFigure.Dot.none()))
                                .toList()))
                .toList();
        return CategoryFigure.dots(
                        "The 10 % most salient cells",
                        "data",
                        "in steps on task (%)",
                        problems().stream().map(Column::title).toList(),
                        series)
                .withRange(0, 100);
    }
}
