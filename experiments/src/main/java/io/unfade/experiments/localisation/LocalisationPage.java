package io.unfade.experiments.localisation;

import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The content of the report on localisation. */
final class LocalisationPage implements StudyPage {
    private final LocalisationRuns runs;
    private final Summary summary;

    LocalisationPage(LocalisationRuns runs, Summary summary) {
        this.runs = runs;
        this.summary = summary;
    }

    /**
     * A kind of map of a kind of model.
     *
     * @param way key of the model
     * @param map its text
     * @param title for readers
     */
    private record Line(String way, String map, String title) {
        static Line of(Way way, String map) {
            return new Line(way.key(), map, way.title() + ": " + map);
        }
    }

    /** The lines of the figure: what was, what is reached, and what needs no model. */
    private static final List<Line> DRAWN = List.of(
            Line.of(Way.PAPER, LocalisationRuns.GRADIENT),
            Line.of(Way.NOISE, LocalisationRuns.CELLS),
            Line.of(Way.NOISE, LocalisationRuns.TWO_WAY),
            new Line(LocalisationRuns.NO_MODEL, "mean-difference", "no model: mean-difference"),
            new Line(LocalisationRuns.NO_MODEL, "input-two-way", "no model: input-two-way"));

    @Override
    public String title() {
        return "Maps that find the informative cells";
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "Over the %d data sets the gradient of the LSTM with input-cell attention, trained the paper's way, has a"
                        + " ROC AUC of %s (0.5 is chance). Trained under noise at the edge of what can be learnt, its"
                        + " evidence map has %s and its two-way map %s. Without any model, a mean difference of each cell"
                        + " has %s, and steps times features of the input alone %s: only where these fail does a good"
                        + " number show that a map explains the model.",
                runs.cases().size(),
                span(DRAWN.get(0)),
                span(DRAWN.get(1)),
                span(DRAWN.get(2)),
                span(DRAWN.get(3)),
                span(DRAWN.get(4)));
    }

    private String span(Line line) {
        return Plots.span(
                runs.cases().stream()
                        .mapToDouble(on -> summary.mean(labels(on, line), MapRecord.ROC_AUC.key()))
                        .filter(Double::isFinite),
                "%.2f");
    }

    private static List<String> labels(Localisation.Case on, Line line) {
        return List.of(on.name(), line.way(), line.map());
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>(List.of(overview()));
        for (Measure measure : LocalisationRuns.MEASURES.subList(0, 4)) {
            sections.add(table(measure));
        }
        sections.add(models());
        return sections;
    }

    private Section overview() {
        List<CategoryFigure.Series> series = DRAWN.stream()
                .map(line -> new CategoryFigure.Series(
                        line.title(),
                        runs.cases().stream()
                                .map(on -> summary.find(labels(on, line), MapRecord.ROC_AUC.key())
                                        .map(Plots::dot)
                                        .orElse(CategoryFigure.Dot.none()))
                                .toList()))
                .toList();
        CategoryFigure figure = CategoryFigure.dots(
                        "ROC AUC by data set",
                        "data set",
                        MapRecord.ROC_AUC.label(),
                        runs.cases().stream().map(Localisation.Case::name).toList(),
                        series)
                .withRange(0, 1);
        return new Section(
                "What is reached",
                "0.5 is chance. Numbers at the end of a name are the shift of the informative cells; 1 where there is none.",
                List.of(FigureBlock.of("Mean over seeds with its 95 % interval.", figure)));
    }

    private Section table(Measure measure) {
        List<Line> lines = new ArrayList<>();
        List<Way> ways = new ArrayList<>(Way.ALL);
        ways.addAll(Way.WITHOUT);
        for (Way way : ways) {
            LocalisationRuns.maps(way).forEach(map -> lines.add(Line.of(way, map)));
        }
        LocalisationRuns.WITHOUT_MODEL.forEach(
                map -> lines.add(new Line(LocalisationRuns.NO_MODEL, map, "no model: " + map)));
        Matrix<Line, Localisation.Case> matrix = new Matrix<>(
                summary,
                "Model: map",
                Matrix.Name.all(lines, Line::title),
                Matrix.Name.all(runs.cases(), Localisation.Case::name),
                (line, on) -> labels(on, line));
        return new Section(measure.title(), "", matrix.ofEach(List.of(measure)));
    }

    /** {@return what the models themselves can do: a map of a model that cannot do its task explains nothing} */
    private Section models() {
        List<Way> ways = new ArrayList<>(Way.ALL);
        ways.addAll(Way.WITHOUT);
        Matrix<Way, Localisation.Case> matrix = new Matrix<>(
                summary,
                "Model",
                Matrix.Name.all(ways, Way::title),
                Matrix.Name.all(runs.cases(), Localisation.Case::name),
                (way, on) -> labels(on, Line.of(way, LocalisationRuns.GRADIENT)));
        return new Section(
                "The models",
                "A map of a model that cannot do its task explains nothing.",
                matrix.ofEach(List.of(Measure.ACCURACY, LocalisationRuns.NOISE_LEVEL)));
    }
}
