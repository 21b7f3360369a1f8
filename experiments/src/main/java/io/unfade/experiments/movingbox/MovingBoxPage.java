package io.unfade.experiments.movingbox;

import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.MapRuns.Case;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What the report on the moving box says. */
final class MovingBoxPage {
    private static final String LSTM = "lstm";
    private static final String ATTENTIVE = "lstm-mean";
    private static final int DRAWN_MEASURES = 2;

    private final MapRuns runs;
    private final Summary summary;

    MovingBoxPage(MapRuns runs, Summary summary) {
        this.runs = runs;
        this.summary = summary;
    }

    ReportPage page() {
        return new ReportPage(
                "The moving box, reproduced",
                found(),
                List.of(),
                List.of(curves(), tables()),
                runs.describe() + "; " + Regime.AUTHORS.title());
    }

    private String found() {
        double[] plain = means(LSTM, "weightedJaccard");
        double[] attentive = means(ATTENTIVE, "weightedJaccard");
        return String.format(
                Locale.ROOT,
                "The 60 informative steps of 100 begin at step %s. The weighted Jaccard of the LSTM's maps "
                        + "is %s, from the earliest to the latest start; that of the LSTM with input-cell attention (mean) "
                        + "is %s.",
                String.join(
                        ", ",
                        runs.cases().stream().map(each -> each.labels().get(0)).toList()),
                list(plain),
                list(attentive));
    }

    private static String list(double[] values) {
        return String.join(
                ", ",
                DoubleStream.of(values)
                        .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
                        .toList());
    }

    private double[] means(String model, String measure) {
        return entries(model, measure).stream()
                .mapToDouble(entry -> entry.ours().mean())
                .toArray();
    }

    private List<Summary.Entry> entries(String model, String measure) {
        return runs.cases().stream()
                .flatMap(each -> summary.find(MapRuns.labels(each, model, Regime.AUTHORS), measure).stream())
                .toList();
    }

    private Section curves() {
        List<Figure> figures = MapRecord.MEASURES.subList(0, DRAWN_MEASURES).stream()
                .map(measure -> (Figure) curve(measure))
                .toList();
        return new Section(
                "Against the start of the box",
                "",
                List.of(new FigureBlock(
                        "Weighted Jaccard: higher is better. Euclidean: lower is better, 1 is an empty map. Mean over seeds.",
                        figures)));
    }

    private LineFigure curve(Measure measure) {
        double[] starts = runs.cases().stream()
                .map(Case::labels)
                .mapToDouble(labels -> Double.parseDouble(labels.get(0)))
                .toArray();
        List<Line> curves = new ArrayList<>();
        for (ModelKind kind : runs.kinds()) {
            List<Summary.Entry> entries = entries(kind.key(), measure.key());
            curves.add(Line.of(kind.title(), starts, means(kind.key(), measure.key()))
                    .withIntervals(
                            entries.stream().mapToDouble(e -> e.ours().low()).toArray(),
                            entries.stream().mapToDouble(e -> e.ours().high()).toArray()));
        }
        double[] published = entries(ATTENTIVE, measure.key()).stream()
                .mapToDouble(
                        entry -> entry.published().map(number -> number.value()).orElse(Double.NaN))
                .toArray();
        if (Arrays.stream(published).anyMatch(Double::isFinite)) {
            curves.add(Line.of("published, input-cell attention", starts, published));
        }
        return LineFigure.of(measure.title(), "first step of the box", measure.title() + " (no unit)", curves)
                .withWhiskers("95 % interval over seeds");
    }

    private Section tables() {
        List<Matrix.Name> rows = ModelKind.names(runs.kinds());
        List<Matrix.Name> columns = runs.cases().stream()
                .map(each -> each.labels().get(0))
                .map(start -> new Matrix.Name(start, "start " + start))
                .toList();
        Matrix matrix = new Matrix(
                summary, "Model", rows, columns, (model, start) -> List.of(start, model, Regime.AUTHORS.key()));
        List<PageBlock> tables = matrix.ofEach(MapRecord.MEASURES);
        return new Section(
                "The numbers",
                "In brackets what the authors' poster shows, read from its figure, and ours minus it; the tolerance is 0.02.",
                tables);
    }
}
