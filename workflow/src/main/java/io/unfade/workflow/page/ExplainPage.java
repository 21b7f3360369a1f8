package io.unfade.workflow.page;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.metric.Classification;
import io.unfade.metric.MapMeasure;
import io.unfade.model.Model;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Gallery;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.SeriesCard;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.result.Accuracy;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.MapComparison;
import io.unfade.workflow.result.ModelDoubts;
import io.unfade.workflow.result.Scores;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The report of {@code unfade explain}: what the model predicted, where it looked, and whether its saliency fades.
 *
 * @param model the explained model
 * @param set the series, with the model's class indices
 * @param maps their saliency
 * @param spread by how much the maps of an ensemble's members differ; null if that was not asked
 * @param evaluation of the model's predictions; null if the classes are unknown
 * @param scores against the known cells; null if they are unknown
 * @param dataName name of the series
 */
public record ExplainPage(
        Model model,
        SeriesSet set,
        SaliencyMaps maps,
        @Nullable SaliencyMaps spread,
        @Nullable Evaluation evaluation,
        @Nullable Scores scores,
        String dataName) {
    private static final int MAX_CLASSES = 12;

    /**
     * {@return the page}
     *
     * @param gallery number of series to show, at least 1
     */
    public ReportPage page(int gallery) {
        Fading fading = Diagnosis.fading(maps);
        List<Section> sections = new ArrayList<>();
        sections.add(overTime());
        sections.add(gallery(gallery));
        sections.add(averages());
        if (scores != null) {
            sections.add(new Section(
                    "Is the map right?",
                    "The informative cells of these series are known (black outline in the maps).",
                    List.of(ScoreTable.of(scores))));
        }
        if (evaluation != null) {
            sections.add(new Section("Right and wrong", "", List.of(confusion(evaluation))));
        }
        double accuracy = evaluation == null ? Double.NaN : evaluation.scores().accuracy();
        sections.add(new Section("The model", "", List.of(ModelCards.of("Model", model, accuracy))));
        return new ReportPage(
                "What mattered in " + dataName,
                summary(fading),
                cards(fading),
                sections,
                "unfade, saliency method " + maps.origin().method() + MapComparison.optionsOf(maps.origin())
                        + ", explained output " + maps.origin().output() + contrast());
    }

    private String contrast() {
        String contrast = maps.origin().details().get("contrast");
        String step = MapFigures.atStep(maps);
        return (contrast == null ? "" : ", less that of class " + contrast)
                + (step == null ? "" : ", after the first " + step + " steps");
    }

    private String summary(Fading fading) {
        String right = evaluation == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The model classifies %.1f %% of %d series correctly, which is %s. ",
                        100 * evaluation.scores().accuracy(),
                        evaluation.series(),
                        evaluation.accuracy().verdict());
        int unknown = Evaluation.unknownLabels(maps, set);
        String others = unknown == 0 ? "" : unknown + " series have labels that the model does not know. ";
        return DoubtCards.summary(doubts()) + right + others + FadingText.sentence(fading);
    }

    private List<String> doubts() {
        return ModelDoubts.of(model, evaluation);
    }

    private List<ResultCard> cards(Fading fading) {
        List<ResultCard> cards = new ArrayList<>();
        String step = MapFigures.atStep(maps);
        String lengths = step != null
                ? "the first " + step + " of up to " + set.steps() + " steps"
                : set.equalLengths() ? set.steps() + " steps" : "up to " + set.steps() + " steps";
        cards.add(new ResultCard(
                "Series explained", Integer.toString(maps.count()), set.features() + " features, " + lengths));
        if (evaluation != null) {
            Accuracy accuracy = evaluation.accuracy();
            cards.add(new ResultCard(
                    "Accuracy",
                    Text.percent(accuracy.proportion().share()),
                    "share classified correctly, 95 % interval " + accuracy.percentInterval()
                            + "; the largest class is "
                            + Text.percent(accuracy.chance().largestClass())));
        }
        cards.add(new ResultCard(
                "Verdict", fading.verdict().label(), "half-life " + Text.fixed(fading.halfLife(), 0) + " steps"));
        cards.addAll(DoubtCards.of(doubts()));
        cards.add(new ResultCard(
                "Saliency in the last 10 %",
                Text.percent(fading.shareInLast(Fading.LAST_TENTH)), "of the steps of each series"));
        if (scores != null) {
            cards.add(new ResultCard(
                    "Weighted Jaccard",
                    Text.number(scores.mean(MapMeasure.WEIGHTED_JACCARD)),
                    "overlap with the known cells, 1 is best"));
        }
        return cards;
    }

    private Section overTime() {
        LineFigure mass = set.equalLengths()
                ? LineFigure.massPerStep(
                        "Saliency over time",
                        List.of(MapFigures.massPerStep("mean of all series", maps)),
                        MapFigures.informativeSteps(set))
                : LineFigure.massByRelativeTime(
                        "Saliency over time",
                        List.of(LineFigure.Line.of(
                                "mean of all series", Diagnosis.fading(maps).profile(100))));
        String step = MapFigures.atStep(maps);
        String caption = step != null
                ? "Mean over series, by the share of the first " + step + " steps; later ones are not explained."
                : set.equalLengths()
                        ? "Mean over series; the band holds the middle 80 % of the series."
                        : "Mean over series of different lengths, at the same relative time.";
        return new Section(
                "When it mattered",
                "How the absolute saliency of a series spreads over its time steps. If nearly all of it lies at the"
                        + " end, the map says more about the network's short memory than about the data.",
                List.of(FigureBlock.of(caption, mass)));
    }

    private Section gallery(int limit) {
        boolean standardized = model.signature().standardizer().kind() != Standardization.NONE;
        SeriesSet shown = model.prepare(set).standardized();
        List<SeriesCard> cards = new ArrayList<>();
        for (int i : MapFigures.chosen(set, maps, limit)) {
            String id = set.ids().get(i);
            List<HeatMapFigure.Panel> panels = new ArrayList<>(List.of(
                    MapFigures.input(shown, i, standardized),
                    MapFigures.saliency("Saliency of class " + name(maps.target(i)), set, maps, i)));
            if (spread != null) {
                panels.add(MapFigures.spread(set, spread, i));
            }
            Figure together = MapFigures.of(maps, HeatMapFigure.stacked("Series " + id, panels));
            Figure mass = LineFigure.massPerStep(
                    "Saliency over time, series " + id,
                    List.of(LineFigure.Line.of("series " + id, MapFigures.share(maps, i))),
                    null);
            cards.add(new SeriesCard(
                    id,
                    set.hasLabels() ? set.classNames().get(set.label(i)) : "",
                    name(maps.predicted(i)),
                    Math.min(1, maps.probability(i, maps.predicted(i))),
                    List.of(together, mass),
                    ""));
        }
        return new Section(
                "Where it looked",
                cards.size() + " of " + set.count() + " series: of each "
                        + (set.hasLabels()
                                ? "class in turn the first, then some that were wrong."
                                : "predicted class in turn the first."),
                List.of(new Gallery(cards), new HowToRead()));
    }

    private Section averages() {
        List<Figure> figures = IntStream.range(0, Math.min(MAX_CLASSES, maps.classCount()))
                .filter(k -> MapFigures.ofTarget(maps, k).length > 0)
                .<Figure>mapToObj(k -> {
                    int[] members = MapFigures.ofTarget(maps, k);
                    String title = group(k) + ", " + members.length + " series";
                    return MapFigures.of(
                            maps, HeatMapFigure.sideBySide(title, List.of(MapFigures.average("", set, maps, members))));
                })
                .toList();
        List<PageBlock> blocks = new ArrayList<>();
        blocks.add(new FigureBlock(
                "Mean of the absolute saliency over these series, at each step over those that reach it.", figures));
        if (maps.classCount() > MAX_CLASSES) {
            blocks.add(new Paragraph("The first " + MAX_CLASSES + " of " + maps.classCount() + " classes are shown."));
        }
        return new Section("Averages per class", "", blocks);
    }

    private String group(int index) {
        return switch (maps.origin().details().getOrDefault("target", "")) {
            case "predicted" -> "Predicted as class " + name(index);
            case "label" -> "True class " + name(index);
            default -> "Explained class " + name(index);
        };
    }

    private FigureBlock confusion(Evaluation evaluation) {
        Classification scores = evaluation.scores();
        long[][] counts = Arrays.stream(scores.confusion())
                .map(row -> Arrays.stream(row).asLongStream().toArray())
                .toArray(long[][]::new);
        return FigureBlock.of(
                "Number of series by true and predicted class.",
                ConfusionFigure.of("Confusion matrix", evaluation.classNames(), counts));
    }

    private String name(int index) {
        return model.signature().className(index);
    }
}
