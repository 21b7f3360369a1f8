package io.unfade.workflow.page;

import io.unfade.data.SeriesSet;
import io.unfade.metric.MapMeasure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Gallery;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.ModelCard;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.SeriesCard;
import io.unfade.report.page.Table;
import io.unfade.workflow.result.ModelRun;
import io.unfade.workflow.result.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The report of {@code unfade demo}: two models side by side on data with known informative cells.
 *
 * @param plain runs of the model without attention, one per seed
 * @param attentive runs of the model with input-cell attention, for the same seeds
 * @param shown the test series of the first seed, standardised, with their reference
 * @param cards of the two models of the first seed
 */
public record DemoPage(List<ModelRun> plain, List<ModelRun> attentive, SeriesSet shown, List<ModelCard> cards) {
    private static final int GALLERY = 4;

    /** {@return the page} */
    public ReportPage page() {
        return new ReportPage(
                "Does the saliency fade?",
                summary(),
                results(),
                List.of(
                        new Section(
                                "The same series, two models",
                                "The class of each series is decided by the cells inside the black outline, early in time. "
                                        + "Both models were trained on the same series.",
                                List.of(gallery(), new HowToRead())),
                        overTime(),
                        new Section("All seeds", "", List.of(table())),
                        averages(),
                        new Section("The models", "Of the first seed.", List.copyOf(cards))),
                "unfade demo, earlier box (Ismail et al., NeurIPS 2019), explained output probability");
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "What decides the class happens in the first 30 of 100 time steps. The saliency of the LSTM shows the end: "
                        + "%s of it lies in the last 10 steps. With input-cell attention %s does, and the model classifies "
                        + "%s of the test series correctly instead of %s (means of %d seeds). ROC AUC of its maps: %s, where "
                        + "0.5 is chance.",
                Text.percent(ModelRun.mean(plain, ModelRun::shareInLast)),
                Text.percent(ModelRun.mean(attentive, ModelRun::shareInLast)),
                Text.percent(ModelRun.mean(attentive, ModelRun::accuracy)),
                Text.percent(ModelRun.mean(plain, ModelRun::accuracy)),
                plain.size(),
                Text.number(ModelRun.mean(attentive, run -> run.scores().mean(MapMeasure.ROC_AUC))));
    }

    private List<ResultCard> results() {
        return List.of(
                compared("Test accuracy", ModelRun::accuracy, true, "50 % is chance"),
                compared("Saliency in the last 10 % of steps", ModelRun::shareInLast, true, "10 % if spread evenly"),
                compared(
                        "Weighted Jaccard",
                        run -> run.scores().mean(MapMeasure.WEIGHTED_JACCARD),
                        false,
                        "overlap with the informative cells, 1 is best"),
                compared("ROC AUC", run -> run.scores().mean(MapMeasure.ROC_AUC), false, "0.5 is chance"));
    }

    private ResultCard compared(String label, ToDoubleFunction<ModelRun> value, boolean percent, String meaning) {
        double before = ModelRun.mean(plain, value);
        double after = ModelRun.mean(attentive, value);
        String text = percent
                ? Text.fixed(100 * before, 0) + " % → " + Text.fixed(100 * after, 0) + " %"
                : Text.number(before) + " → " + Text.number(after);
        return new ResultCard(label, text, "LSTM → with attention; " + meaning);
    }

    private Gallery gallery() {
        ModelRun first = plain.get(0);
        ModelRun second = attentive.get(0);
        List<SeriesCard> series = new ArrayList<>();
        for (int i : MapFigures.chosen(shown, second.maps(), GALLERY)) {
            String id = shown.ids().get(i);
            Figure figure = HeatMapFigure.sideBySide(
                    "Series " + id,
                    List.of(
                            MapFigures.input(shown, i, true),
                            MapFigures.saliency(first.name(), shown, first.maps(), i),
                            MapFigures.saliency(second.name(), shown, second.maps(), i)));
            int predicted = second.maps().predicted(i);
            series.add(new SeriesCard(
                    id,
                    shown.classNames().get(shown.label(i)),
                    shown.classNames().get(predicted),
                    Math.min(1, second.maps().probability(i, predicted)),
                    List.of(figure),
                    "Prediction and probability are those of " + second.name() + "."));
        }
        return new Gallery(series);
    }

    private Section overTime() {
        LineFigure mass = LineFigure.massPerStep(
                "Saliency over time",
                List.of(
                        MapFigures.massPerStep(plain.get(0).name(), plain.get(0).maps()),
                        MapFigures.massPerStep(
                                attentive.get(0).name(), attentive.get(0).maps())),
                MapFigures.informativeSteps(shown));
        return new Section(
                "When it mattered",
                "",
                List.of(FigureBlock.of(
                        "Share of the absolute saliency on each time step, mean over the test series of the first seed; "
                                + "the band holds the middle 80 % of the series.",
                        mass)));
    }

    private Section averages() {
        List<Figure> figures = new ArrayList<>();
        for (ModelRun run : List.of(plain.get(0), attentive.get(0))) {
            for (int k = 0; k < shown.classCount(); k++) {
                int[] members = MapFigures.ofTarget(run.maps(), k);
                String title = run.name() + ", class " + shown.classNames().get(k);
                figures.add(
                        HeatMapFigure.sideBySide(title, List.of(MapFigures.average("", shown, run.maps(), members))));
            }
        }
        return new Section(
                "Averages per class",
                "",
                List.of(new FigureBlock("Mean of the absolute saliency over the test series of a class.", figures)));
    }

    private Table table() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            rows.add(row(plain.get(i)));
            rows.add(row(attentive.get(i)));
        }
        return new Table(
                "Both models, all seeds, 300 test series each",
                List.of(
                        Table.Column.text("Model", ""),
                        Table.Column.number("Seed", "", 0, "Of the data and of the model."),
                        Table.Column.number("Accuracy", "%", 1, "Share of test series classified correctly."),
                        Table.Column.number(
                                "Last 10 %",
                                "% of saliency", 1, "Share of the absolute saliency in the last 10 steps."),
                        Table.Column.number(
                                "Weighted Jaccard",
                                "",
                                4,
                                "Overlap of the rescaled absolute saliency with the informative cells, 0 to 1."),
                        Table.Column.number(
                                "Euclidean", "", 4, "Distance to the mask of informative cells; 1 is an empty map."),
                        Table.Column.number("ROC AUC", "", 4, "Are informative cells ranked first? 0.5 is chance."),
                        Table.Column.number("Average precision", "", 4, "Likewise; 0.24 is chance for this box.")),
                rows);
    }

    private static List<Object> row(ModelRun run) {
        return List.of(
                run.name(),
                run.seed(),
                100 * run.accuracy(),
                100 * run.shareInLast(),
                run.scores().mean(MapMeasure.WEIGHTED_JACCARD),
                run.scores().mean(MapMeasure.EUCLIDEAN),
                run.scores().mean(MapMeasure.ROC_AUC),
                run.scores().mean(MapMeasure.AVERAGE_PRECISION));
    }
}
