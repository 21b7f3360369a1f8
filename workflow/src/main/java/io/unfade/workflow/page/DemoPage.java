package io.unfade.workflow.page;

import io.unfade.data.SeriesSet;
import io.unfade.metric.MapMeasure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Gallery;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.ModelCard;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.SeriesCard;
import io.unfade.report.page.Table;
import io.unfade.workflow.result.DemoFindings;
import io.unfade.workflow.result.ModelRun;
import io.unfade.workflow.result.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The report of {@code unfade demo}: three models side by side on data with known informative cells, and a control.
 *
 * @param found the runs of an LSTM, of one with input-cell attention, of networks that were trained under noise, and of
 *     maps that need no model, in this order
 * @param shown the test series of the first seed, standardised, with their reference
 * @param cards of the models of the first seed
 */
public record DemoPage(DemoFindings found, SeriesSet shown, List<ModelCard> cards) {
    private static final int GALLERY = 4;

    /** {@return the page} */
    public ReportPage page() {
        return new ReportPage(
                "Which cells decided?",
                summary(),
                results(),
                List.of(
                        new Section(
                                "The same series, three models",
                                "The class of each series is decided by the cells inside the black outline, early in time. "
                                        + "All models were trained on the same series. A map that finds these cells has its "
                                        + "colours inside, and a ROC AUC near 1.",
                                List.of(gallery(), new HowToRead())),
                        new Section("All numbers", "", List.of(table())),
                        cost(),
                        overTime(),
                        averages(),
                        new Section("The models", "Of the first seed.", List.copyOf(cards))),
                "unfade demo, earlier box (Ismail et al., NeurIPS 2019), explained output probability");
    }

    private List<ModelRun> plain() {
        return found.kinds().get(0);
    }

    private List<ModelRun> attentive() {
        return found.kinds().get(1);
    }

    private List<ModelRun> localising() {
        return found.kinds().get(2);
    }

    private List<ModelRun> control() {
        return found.kinds().get(3);
    }

    private static String rocAuc(List<ModelRun> runs) {
        return Text.fixed(ModelRun.mean(runs, ModelRun::rocAuc), 2);
    }

    private String summary() {
        int seeds = plain().size();
        return String.format(
                Locale.ROOT,
                "What decides the class happens in the first 30 of 100 time steps. The LSTM's map shows the end: %s of its "
                        + "saliency lies in the last 10 steps. With input-cell attention %s does, but the map's ROC AUC "
                        + "against the deciding cells is %s, where 0.5 is chance: that a map does not fade does not make it "
                        + "right. Small networks that were trained under noise, explained with %s, reach %s. The difference of "
                        + "the class means, without any model, reaches %s: a box in a fixed place is easy to find%s.",
                Text.percent(ModelRun.mean(plain(), ModelRun::shareInLast)),
                Text.percent(ModelRun.mean(attentive(), ModelRun::shareInLast)),
                rocAuc(attentive()),
                localising().get(0).method(),
                rocAuc(localising()),
                rocAuc(control()),
                seeds == 1 ? "" : " (means of " + seeds + " seeds)");
    }

    private List<ResultCard> results() {
        String order = "LSTM → with attention → trained under noise; ";
        return List.of(
                new ResultCard("Test accuracy", percents(ModelRun::accuracy), order + "50 % is chance"),
                new ResultCard(
                        "Saliency in the last 10 % of steps",
                        percents(ModelRun::shareInLast), order + "10 % if spread evenly"),
                new ResultCard(
                        "ROC AUC against the deciding cells",
                        arrows(found.models().stream().map(DemoPage::rocAuc).toList()),
                        order + "0.5 is chance; without a model " + rocAuc(control())));
    }

    private String percents(ToDoubleFunction<ModelRun> value) {
        return arrows(found.models().stream()
                .map(runs -> Text.fixed(100 * ModelRun.mean(runs, value), 0) + " %")
                .toList());
    }

    private static String arrows(List<String> values) {
        return String.join(" → ", values);
    }

    /** {@return the run of each model of the first seed} */
    private List<ModelRun> firsts() {
        return found.models().stream().map(runs -> runs.get(0)).toList();
    }

    private Gallery gallery() {
        ModelRun last = localising().get(0);
        List<SeriesCard> series = new ArrayList<>();
        for (int i : MapFigures.chosen(shown, last.maps(), GALLERY)) {
            String id = shown.ids().get(i);
            int predicted = last.maps().predicted(i);
            series.add(new SeriesCard(
                    id,
                    shown.classNames().get(shown.label(i)),
                    shown.classNames().get(predicted),
                    Math.min(1, last.maps().probability(i, predicted)),
                    List.of(maps("Series " + id, i)),
                    "Prediction and probability are those of \"" + last.name() + "\"."));
        }
        return new Gallery(series);
    }

    /** {@return a series and its map by each model, two by two} */
    private Figure maps(String title, int series) {
        List<Panel> panels = new ArrayList<>(List.of(MapFigures.input(shown, series, true)));
        for (ModelRun run : firsts()) {
            double rocAuc = MapMeasure.ROC_AUC.of(run.scores().series().get(series));
            String name = run.name() + ", " + run.method() + ": ROC AUC " + Text.fixed(rocAuc, 2);
            panels.add(MapFigures.saliency(name, shown, run.maps(), series));
        }
        return HeatMapFigure.tiled(title, List.of(panels.subList(0, 2), panels.subList(2, 4)));
    }

    private Section cost() {
        ModelRun last = localising().get(0);
        return new Section(
                "What the third costs and assumes",
                "",
                List.of(
                        new Paragraph(
                                "Its settings are those of training with the preset localise: several small networks, trained "
                                        + "side by side under as much noise as they can bear, so that they need all of their "
                                        + "evidence. Training and maps take several times as long as those of one network, and "
                                        + "accuracy can be lower on other data."),
                        new Paragraph(
                                "Its map, " + last.method() + ", assumes that evidence is in the values of cells and "
                                        + "lasts for some steps. It explains these networks; it cannot show of another model what that "
                                        + "one never learnt."),
                        new Paragraph(
                                "The control shows how easy the data are: where a map without a model does as well, a "
                                        + "high ROC AUC does not prove that a map shows what its model uses. Page "
                                        + "docs/localisation.md has data on which such a map fails.")));
    }

    private Section overTime() {
        LineFigure mass = LineFigure.massPerStep(
                "Saliency over time",
                firsts().stream()
                        .map(run -> MapFigures.massPerStep(run.name(), run.maps()))
                        .toList(),
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
        for (ModelRun run : firsts()) {
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
        return new Table(
                "All models and seeds, " + shown.count() + " test series each",
                List.of(
                        Table.Column.text("Model", ""),
                        Table.Column.text("Map", "The method that made the map."),
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
                found.runs().stream().map(DemoPage::row).collect(Collectors.toList()));
    }

    private static List<Object> row(ModelRun run) {
        return List.of(
                run.name(),
                run.method(),
                run.seed(),
                100 * run.accuracy(),
                100 * run.shareInLast(),
                run.scores().mean(MapMeasure.WEIGHTED_JACCARD),
                run.scores().mean(MapMeasure.EUCLIDEAN),
                run.rocAuc(),
                run.scores().mean(MapMeasure.AVERAGE_PRECISION));
    }
}
