package io.unfade.experiments.table1;

import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The content of the report on the table. */
final class Table1Page implements StudyPage {
    private static final String LSTM = "lstm";
    private static final String ATTENTIVE = "lstm-mean";
    private static final List<String> DRAWN = List.of(LSTM, "bilstm", "lstm-self-attention", ATTENTIVE);
    private static final List<String> COMPARED_MODELS =
            List.of(LSTM, "bilstm", "lstm-self-attention", ATTENTIVE, "lstm-concat", "lstm-concat-l2");
    private static final int COMPARED = 3;

    private final Outcome<BoxData> runs;
    private final ModelKind plain;
    private final ModelKind attentive;

    Table1Page(Outcome<BoxData> runs) {
        this.runs = runs;
        plain = runs.grid().setup().kind(LSTM);
        attentive = runs.grid().setup().kind(ATTENTIVE);
    }

    @Override
    public String title() {
        return "The paper's table on synthetic data, reproduced";
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(compared());
        runs.grid()
                .setup()
                .regimes()
                .forEach(regime -> sections.add(
                        runs.tables(heading(regime), about(regime), regime, Case::name, MapRecord.MEASURES)));
        sections.add(maps());
        sections.add(overTime());
        return sections;
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "Trained as the authors do, the LSTM's maps overlap the informative cells by a weighted Jaccard of %s, those "
                        + "of the LSTM with input-cell attention (mean, the form their code runs) by %s, over the %d data "
                        + "sets. %s of the saliency of the first lies in the last 10 %% of the steps, and %s of that of the "
                        + "second. Whether informative cells are ranked first is another question: the ROC AUC of the "
                        + "second is %s, where 0.5 is chance. %s",
                runs.span(plain, MapRecord.WEIGHTED_JACCARD, "%.3f"),
                runs.span(attentive, MapRecord.WEIGHTED_JACCARD, "%.3f"),
                runs.cases().size(),
                runs.span(plain, MapRecord.LAST_TENTH, "%.0f %%"),
                runs.span(attentive, MapRecord.LAST_TENTH, "%.0f %%"),
                runs.span(attentive, MapRecord.ROC_AUC, "%.2f"),
                agreement());
    }

    /** {@return the number of published numbers reproduced; empty if there are none to compare with} */
    private String agreement() {
        List<Summary.Entry> compared = runs.summary().compared();
        if (compared.isEmpty()) {
            return "";
        }
        long agreeing =
                compared.stream().filter(entry -> entry.agrees().orElse(false)).count();
        long trivial = compared.stream().filter(Table1Page::metByZeros).count();
        return String.format(
                Locale.ROOT,
                "%d of the %d published numbers are met within tolerance; maps of nothing but zeros would meet %d.",
                agreeing,
                compared.size(),
                trivial);
    }

    /** {@return whether a map of zeros, with weighted Jaccard 0 and Euclidean 1, would agree with the published numbers} */
    private static boolean metByZeros(Summary.Entry entry) {
        double zeros = switch (entry.measure().key()) {
            case "weightedJaccard" -> 0;
            case "euclidean" -> 1;
            default -> Double.NaN;
        };
        return entry.published().map(number -> number.agrees(zeros)).orElse(false);
    }

    @Override
    public List<ResultCard> cards() {
        return List.of(
                card("Weighted Jaccard", MapRecord.WEIGHTED_JACCARD, "%.3f", "1 is best"),
                card("Saliency in the last 10 % of steps", MapRecord.LAST_TENTH, "%.0f %%", "10 % if spread evenly"),
                card("ROC AUC", MapRecord.ROC_AUC, "%.2f", "0.5 is chance"),
                card("Accuracy", Measure.ACCURACY, "%.0f %%", "50 % is chance"));
    }

    private ResultCard card(String label, Measure measure, String format, String meaning) {
        return new ResultCard(
                label,
                runs.span(plain, measure, format) + " → " + runs.span(attentive, measure, format),
                "LSTM → with input-cell attention, lowest to highest of the data sets; " + meaning);
    }

    private Section compared() {
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : MapRecord.MEASURES.subList(0, COMPARED)) {
            List<CategoryFigure.Series> series = runs.grid().setup().kinds(COMPARED_MODELS).stream()
                    .map(kind -> new CategoryFigure.Series(kind.title(), dots(kind, measure)))
                    .toList();
            figures.add(CategoryFigure.dots(
                    measure.title() + " (" + measure.better() + " is better)",
                    "data set",
                    measure.label(),
                    runs.cases().stream().map(Case::name).toList(),
                    series));
        }
        return new Section(
                "Against the published numbers",
                "Authors' regime.",
                List.of(new FigureBlock(
                        "Mean over seeds; where a number was published, it is a hollow mark.", figures)));
    }

    private List<CategoryFigure.Dot> dots(ModelKind kind, Measure measure) {
        return runs.cases().stream()
                .map(each -> runs.entry(each, kind, measure).map(Plots::dot).orElse(CategoryFigure.Dot.none()))
                .toList();
    }

    private static String heading(Regime regime) {
        return regime == Regime.AUTHORS ? "Trained as the authors do" : "Trained with held-out series";
    }

    private static String about(Regime regime) {
        return regime == Regime.AUTHORS
                ? "Softmax twice, until every training series is right, the epoch of the best accuracy on the test series. "
                        + "Explained: the probability of the true class. In brackets the published number and ours minus "
                        + "it; the tolerance is 0.02 for weighted Jaccard and Euclidean, 2 points for accuracy."
                : "Cross-entropy of the logits, a fifth of the training series held out, the epoch of the lowest loss on "
                        + "these, few epochs (see the last table: most runs used all of them). Explained: the logit of the "
                        + "true class. Nothing was published for this.";
    }

    private Section maps() {
        List<PageBlock> blocks = new ArrayList<>();
        for (Case<BoxData> each : runs.cases()) {
            List<HeatMapFigure.Panel> panels = drawn().map(kind -> panel(each.data(), kind, first(each, kind, "map")))
                    .toList();
            blocks.add(FigureBlock.of(
                    each.name() + ": mean over the test series of |saliency|, each series' largest set to 1.",
                    HeatMapFigure.sideBySide(each.name(), panels)));
        }
        return new Section(
                "Where the saliency is",
                "First seed, authors' regime. The outline holds the informative cells.",
                blocks);
    }

    private Stream<ModelKind> drawn() {
        return runs.grid().setup().kinds(DRAWN).stream();
    }

    private double[] first(Case<BoxData> each, ModelKind kind, String key) {
        return runs.arrays(each, kind, key).get(0);
    }

    private static HeatMapFigure.Panel panel(BoxData data, ModelKind kind, double[] map) {
        List<String> features =
                IntStream.range(0, data.features()).mapToObj(Integer::toString).toList();
        return HeatMapFigure.Panel.of(
                        kind.title(),
                        CellMap.of(data.steps(), features, map),
                        ColorScale.magnitude("mean |saliency|, rescaled"))
                .withOutline(outline(data));
    }

    /** {@return the cells of the boxes, if all series have the same} */
    private static @Nullable CellMask outline(BoxData data) {
        if (data.layouts().size() > 1) {
            return null;
        }
        List<Box> boxes = data.layouts().get(0);
        return CellMask.of(
                data.steps(),
                data.features(),
                (t, c) -> boxes.stream()
                        .anyMatch(box -> t >= box.startStep()
                                && t < box.endStep()
                                && c >= box.startFeature()
                                && c < box.endFeature()));
    }

    private Section overTime() {
        List<Figure> figures = new ArrayList<>();
        for (Case<BoxData> each : runs.cases()) {
            Box first = each.data().layouts().get(0).get(0);
            LineFigure.Span informative = each.data().layouts().size() > 1
                    ? null
                    : new LineFigure.Span("informative steps", first.startStep(), first.endStep());
            List<LineFigure.Line> lines = drawn().map(
                            kind -> LineFigure.Line.of(kind.title(), first(each, kind, "profile")))
                    .toList();
            figures.add(LineFigure.massPerStep(each.name(), lines, informative));
        }
        return new Section(
                "When it matters",
                "",
                List.of(new FigureBlock(
                        "Share of |saliency| on each step, mean over the test series; first seed, authors' regime.",
                        figures)));
    }
}
