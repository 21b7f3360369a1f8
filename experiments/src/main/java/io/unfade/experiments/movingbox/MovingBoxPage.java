package io.unfade.experiments.movingbox;

import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The content of the report on the moving box. */
final class MovingBoxPage implements StudyPage {
    private static final int DRAWN_MEASURES = 2;

    private final Outcome<BoxData> runs;
    private final ModelKind plain;
    private final ModelKind attentive;

    MovingBoxPage(Outcome<BoxData> runs) {
        this.runs = runs;
        plain = runs.grid().setup().kind("lstm");
        attentive = runs.grid().setup().kind("lstm-mean");
    }

    @Override
    public String title() {
        return "The moving box, reproduced";
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "The 60 informative steps of 100 begin at step %s. The weighted Jaccard of the LSTM's maps "
                        + "is %s, from the earliest to the latest start; that of the LSTM with input-cell attention (mean) "
                        + "is %s.",
                runs.cases().stream().map(Case::name).collect(Collectors.joining(", ")),
                list(plain),
                list(attentive));
    }

    private String list(ModelKind kind) {
        return runs.cases().stream()
                .map(each -> String.format(Locale.ROOT, "%.3f", runs.mean(each, kind, MapRecord.WEIGHTED_JACCARD)))
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<Section> sections() {
        List<Figure> figures = MapRecord.MEASURES.subList(0, DRAWN_MEASURES).stream()
                .map(measure -> (Figure) curves(measure))
                .toList();
        Section curves = new Section(
                "Against the start of the box",
                "",
                List.of(new FigureBlock(
                        "Weighted Jaccard: higher is better. Euclidean: lower is better, 1 is an empty map. Mean over seeds.",
                        figures)));
        Section numbers = runs.tables(
                "The numbers",
                "In brackets what the authors' poster shows, read from its figure, and ours minus it; the tolerance is 0.02.",
                Regime.AUTHORS,
                each -> "start " + each.name(),
                MapRecord.MEASURES);
        return List.of(curves, numbers);
    }

    private LineFigure curves(Measure measure) {
        double[] starts = runs.cases().stream()
                .mapToDouble(each -> Double.parseDouble(each.name()))
                .toArray();
        List<Line> curves = new ArrayList<>();
        runs.kinds().forEach(kind -> curves.add(runs.line(kind, measure, starts)));
        double[] published = runs.cases().stream()
                .mapToDouble(each -> runs.entry(each, attentive, measure)
                        .flatMap(entry -> entry.published())
                        .map(Published.Value::value)
                        .orElse(Double.NaN))
                .toArray();
        if (Arrays.stream(published).anyMatch(Double::isFinite)) {
            curves.add(Line.of("published, input-cell attention", starts, published));
        }
        return LineFigure.of(measure.title(), "first step of the box", measure.label(), curves)
                .withWhiskers("95 % interval over seeds");
    }
}
