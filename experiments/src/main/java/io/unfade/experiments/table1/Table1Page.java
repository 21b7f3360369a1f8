package io.unfade.experiments.table1;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapFigures;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.MapRuns.Case;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the report on the table says. */
final class Table1Page {
    private static final String LSTM = "lstm";
    private static final String ATTENTIVE = "lstm-mean";
    private static final List<String> DRAWN = List.of(LSTM, "bilstm", "lstm-self-attention", ATTENTIVE);
    private static final List<String> COMPARED_MODELS =
            List.of(LSTM, "bilstm", "lstm-self-attention", ATTENTIVE, "lstm-concat", "lstm-concat-l2");
    private static final int COMPARED = 3;

    private final MapRuns runs;
    private final Map<String, JsonNode> records;
    private final Summary summary;

    Table1Page(MapRuns runs, Map<String, JsonNode> records, Summary summary) {
        this.runs = runs;
        this.records = records;
        this.summary = summary;
    }

    ReportPage page() {
        List<Section> sections = new ArrayList<>();
        sections.add(beside());
        runs.regimes().forEach(regime -> sections.add(tables(regime)));
        sections.add(maps());
        sections.add(overTime());
        return new ReportPage(
                "The paper's table on synthetic data, reproduced", found(), cards(), sections, runs.describe());
    }

    private String found() {
        return String.format(
                Locale.ROOT,
                "Trained as the authors do, the LSTM's maps overlap the informative cells by a weighted Jaccard of %s, those "
                        + "of the LSTM with input-cell attention (mean, the form their code runs) by %s, over the %d data "
                        + "sets. %s of the saliency of the first lies in the last 10 %% of the steps, and %s of that of the "
                        + "second. Whether informative cells are ranked first is another question: the ROC AUC of the "
                        + "second is %s, where 0.5 is chance. %s",
                span(LSTM, "weightedJaccard", "%.3f"),
                span(ATTENTIVE, "weightedJaccard", "%.3f"),
                runs.cases().size(),
                span(LSTM, "lastTenth", "%.0f %%"),
                span(ATTENTIVE, "lastTenth", "%.0f %%"),
                span(ATTENTIVE, "rocAuc", "%.2f"),
                agreement());
    }

    /** {@return how many published numbers are met; empty if there are none to compare with} */
    private String agreement() {
        List<Summary.Entry> compared = summary.compared();
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

    /** {@return whether a map of zeros, of weighted Jaccard 0 and Euclidean 1, would agree with what was published} */
    private static boolean metByZeros(Summary.Entry entry) {
        double zeros = switch (entry.measure().key()) {
            case "weightedJaccard" -> 0;
            case "euclidean" -> 1;
            default -> Double.NaN;
        };
        return entry.published().map(number -> number.agrees(zeros)).orElse(false);
    }

    /** {@return lowest and highest mean over the data sets, authors' regime} */
    private String span(String model, String measure, String format) {
        DoubleSummaryStatistics values = runs.cases().stream()
                .flatMap(each -> summary.find(MapRuns.labels(each, model, Regime.AUTHORS), measure).stream())
                .mapToDouble(entry -> entry.ours().mean())
                .summaryStatistics();
        String low = String.format(Locale.ROOT, format, values.getMin());
        String high = String.format(Locale.ROOT, format, values.getMax());
        return low.equals(high) ? low : low + " to " + high;
    }

    private List<ResultCard> cards() {
        return List.of(
                card("Weighted Jaccard", "weightedJaccard", "%.3f", "1 is best"),
                card("Saliency in the last 10 % of steps", "lastTenth", "%.0f %%", "10 % if spread evenly"),
                card("ROC AUC", "rocAuc", "%.2f", "0.5 is chance"),
                card("Accuracy", "accuracy", "%.0f %%", "50 % is chance"));
    }

    private ResultCard card(String label, String measure, String format, String meaning) {
        return new ResultCard(
                label,
                span(LSTM, measure, format) + " → " + span(ATTENTIVE, measure, format),
                "LSTM → with input-cell attention, lowest to highest of the data sets; " + meaning);
    }

    private Section beside() {
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : MapRecord.MEASURES.subList(0, COMPARED)) {
            List<CategoryFigure.Series> series = new ArrayList<>();
            for (ModelKind kind : kinds(COMPARED_MODELS)) {
                series.add(new CategoryFigure.Series(
                        kind.title(),
                        runs.cases().stream()
                                .map(each -> dot(each, kind, measure))
                                .toList()));
            }
            String unit = measure.unit().isEmpty() ? "no unit" : measure.unit();
            List<String> data =
                    runs.cases().stream().map(each -> each.labels().get(0)).toList();
            figures.add(CategoryFigure.dots(
                    measure.title() + " (" + measure.better() + " is better)",
                    "data set",
                    measure.title() + " (" + unit + ")",
                    data,
                    series));
        }
        return new Section(
                "Beside the published numbers",
                "Authors' regime.",
                List.of(new FigureBlock(
                        "Mean over seeds; where a number was published, it is a hollow mark.", figures)));
    }

    private CategoryFigure.Dot dot(Case each, ModelKind kind, Measure measure) {
        return summary.find(MapRuns.labels(each, kind.key(), Regime.AUTHORS), measure.key())
                .map(entry -> new CategoryFigure.Dot(
                        entry.ours().mean(),
                        entry.ours().low(),
                        entry.ours().high(),
                        entry.published().map(Published.Value::value).orElse(Double.NaN)))
                .orElse(CategoryFigure.Dot.none());
    }

    private Section tables(Regime regime) {
        List<Matrix.Name> rows = ModelKind.names(runs.kinds());
        List<Matrix.Name> columns = runs.cases().stream()
                .map(each -> new Matrix.Name(each.labels().get(0), each.labels().get(0)))
                .toList();
        Matrix matrix =
                new Matrix(summary, "Model", rows, columns, (model, data) -> List.of(data, model, regime.key()));
        List<PageBlock> tables = matrix.ofEach(MapRecord.MEASURES);
        return new Section(heading(regime), about(regime), tables);
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
        for (Case each : runs.cases()) {
            List<MapFigures.Named> maps = new ArrayList<>();
            for (ModelKind kind : kinds(DRAWN)) {
                maps.add(new MapFigures.Named(
                        kind.title(), MapRecord.array(runs.first(records, each, kind, Regime.AUTHORS), "map")));
            }
            Figure figure = MapFigures.sideBySide(each.labels().get(0), (BoxData) each.data(), maps);
            blocks.add(FigureBlock.of(
                    each.labels().get(0) + ": mean over the test series of |saliency|, each series' largest set to 1.",
                    figure));
        }
        return new Section(
                "Where the saliency is",
                "First seed, authors' regime. The outline holds the informative cells.",
                blocks);
    }

    private List<ModelKind> kinds(List<String> keys) {
        return runs.kinds().stream().filter(kind -> keys.contains(kind.key())).toList();
    }

    private Section overTime() {
        List<Figure> figures = new ArrayList<>();
        for (Case each : runs.cases()) {
            List<MapFigures.Named> lines = new ArrayList<>();
            for (ModelKind kind : kinds(DRAWN)) {
                lines.add(new MapFigures.Named(
                        kind.title(), MapRecord.array(runs.first(records, each, kind, Regime.AUTHORS), "profile")));
            }
            figures.add(MapFigures.overTime(each.labels().get(0), (BoxData) each.data(), lines));
        }
        return new Section(
                "When it matters",
                "",
                List.of(new FigureBlock(
                        "Share of |saliency| on each step, mean over the test series; first seed, authors' regime.",
                        figures)));
    }
}
