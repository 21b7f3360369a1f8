package io.unfade.workflow.page;

import io.unfade.data.SeriesSet;
import io.unfade.metric.MapMeasure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Gallery;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.SeriesCard;
import io.unfade.report.page.Table;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.result.MapComparison;
import io.unfade.workflow.result.MapComparison.Entry;
import io.unfade.workflow.result.Text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The report of {@code unfade compare}: maps of the same series by several methods or models, next to each other.
 *
 * @param found the comparison
 * @param set the series that were explained
 * @param dataName name of the series
 * @param doubts what makes the model doubtful, in sentences without a full stop
 */
public record ComparisonPage(MapComparison found, SeriesSet set, String dataName, List<String> doubts) {

    /**
     * {@return the page}
     *
     * @param gallery number of series to show, at least 1
     */
    public ReportPage page(int gallery) {
        List<Section> sections = new ArrayList<>(List.of(kinds(), alike(), overTime(), gallery(gallery)));
        if (!found.doubts().isEmpty() || !doubts.isEmpty()) {
            List<PageBlock> notes = new ArrayList<>();
            doubts.forEach(doubt -> notes.add(new Paragraph("The model: " + doubt + ".")));
            found.doubts().forEach(doubt -> notes.add(new Paragraph(doubt + ".")));
            sections.add(new Section("What to keep in mind", "", notes));
        }
        return new ReportPage("Maps of " + dataName + " compared", summary(), cards(), sections, "unfade compare");
    }

    private String summary() {
        long controls = found.entries().stream().filter(Entry::isControl).count();
        long methods = found.entries().size() - controls;
        return methods + (methods == 1 ? " map" : " maps") + " of each of " + set.count() + " series"
                + (controls == 0
                        ? ""
                        : ", and " + controls + (controls == 1 ? " control" : " controls")
                                + ", made without the model, which a method has to beat")
                + ". That maps agree does not make them right.";
    }

    private List<ResultCard> cards() {
        List<ResultCard> cards = new ArrayList<>();
        List<Entry> methods =
                found.entries().stream().filter(entry -> !entry.isControl()).toList();
        if (methods.size() > 1) {
            cards.add(new ResultCard(
                    "Rank correlation",
                    Text.fixed(meanAlike(), 2),
                    "mean of two maps of a series, without controls; 1: the same order of cells, 0: none in common"));
        }
        long fade = methods.stream()
                .filter(entry -> entry.fading().verdict() == Fading.Verdict.FADES)
                .count();
        if (!methods.isEmpty()) {
            cards.add(new ResultCard(
                    "Fade", fade + " of " + methods.size(), "by the share in the last 10 % of the steps"));
        }
        if (!found.measures().isEmpty()) {
            best(methods).ifPresent(entry -> cards.add(localises("Localises best", entry)));
            best(found.entries().stream().filter(Entry::isControl).toList())
                    .ifPresent(entry -> cards.add(localises("Best control", entry)));
        }
        return cards;
    }

    private static Optional<Entry> best(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> Double.isFinite(entry.score(MapMeasure.ROC_AUC)))
                .max(Comparator.comparingDouble(entry -> entry.score(MapMeasure.ROC_AUC)));
    }

    private static ResultCard localises(String title, Entry entry) {
        return new ResultCard(
                title,
                Text.fixed(entry.score(MapMeasure.ROC_AUC), 3),
                "ROC AUC of " + entry.name() + " against the known cells; 0.5 is chance");
    }

    /** {@return the mean rank correlation of two maps that are no controls} */
    private double meanAlike() {
        int[] methods = IntStream.range(0, found.entries().size())
                .filter(i -> !found.entries().get(i).isControl())
                .toArray();
        return Arrays.stream(methods)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(methods).filter(j -> j < i).mapToDouble(j -> found.alike()[i][j]))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private Section kinds() {
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.text("Maps", ""),
                Table.Column.text("Method", ""),
                Table.Column.text("Output", "What is explained; – if the maps do not depend on it."),
                Table.Column.text("Passes", "Of the model, for one series; with gradients: forward and backward."),
                Table.Column.text(
                        "Gap",
                        "Largest difference between the sum of a map and the change of the output that it should sum to; –"
                                + " for methods that do not promise a sum."),
                Table.Column.number("Last 10 %", "%", 1, "Share of the saliency in the last 10 % of the steps."),
                Table.Column.text(
                        "Verdict",
                        "Whether saliency fades: keeps (less than a quarter of it in the last 10 % of the steps), weakens, or fades"
                                + " (half or more). It does not say that a map is right.")));
        found.measures()
                .forEach(measure -> columns.add(Table.Column.number(
                        measure.title(),
                        "",
                        4,
                        "Against the known cells, mean over series; better: " + measure.better() + ".")));
        List<List<Object>> rows = new ArrayList<>();
        for (Entry entry : found.entries()) {
            List<Object> row = new ArrayList<>(List.of(
                    entry.title(),
                    entry.method(),
                    dash(entry.explained()),
                    entry.passes(),
                    dash(MapComparison.gap(entry)),
                    100 * entry.fading().shareInLast(Fading.LAST_TENTH),
                    entry.fading().verdict().label()));
            found.measures().forEach(measure -> row.add(entry.score(measure)));
            rows.add(row);
        }
        return new Section("The maps", "", List.of(new Table("Methods, cost and measures", columns, rows)));
    }

    private static String dash(String text) {
        return text.equals("-") ? "–" : text;
    }

    private Section alike() {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("", "")));
        for (int i = 1; i <= found.entries().size(); i++) {
            columns.add(Table.Column.number(Integer.toString(i), "", 2, ""));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < found.entries().size(); i++) {
            List<Object> row = new ArrayList<>(
                    List.of((i + 1) + " " + found.entries().get(i).name()));
            for (double value : found.alike()[i]) {
                row.add(value);
            }
            rows.add(row);
        }
        return new Section(
                "Do they agree?",
                "Spearman's rank correlation of the absolute saliency of all cells of a series, mean over series.",
                List.of(new Table("Rank correlation", columns, rows)));
    }

    private Section overTime() {
        List<PageBlock> figures = new ArrayList<>();
        List<Entry> all = found.entries();
        for (int from = 0; from < all.size(); from += SeriesStyle.DISTINCT) {
            List<Entry> shown = all.subList(from, Math.min(all.size(), from + SeriesStyle.DISTINCT));
            String which = all.size() <= SeriesStyle.DISTINCT
                    ? ""
                    : " Maps " + (from + 1) + " to " + (from + shown.size()) + " of " + all.size() + ".";
            figures.add(FigureBlock.of("Mean over series." + which, overTime(shown)));
        }
        return new Section(
                "When it mattered",
                "How the absolute saliency of a series spreads over its time steps, by each of the maps.",
                figures);
    }

    private LineFigure overTime(List<Entry> shown) {
        return set.equalLengths()
                ? LineFigure.massPerStep(
                        "Saliency over time",
                        shown.stream()
                                .map(entry -> MapFigures.meanMassPerStep(entry.name(), entry.maps()))
                                .toList(),
                        MapFigures.informativeSteps(set))
                : LineFigure.massByRelativeTime(
                        "Saliency over time",
                        shown.stream()
                                .map(entry -> LineFigure.Line.of(
                                        entry.name(), entry.fading().profile(100)))
                                .toList());
    }

    private Section gallery(int limit) {
        List<SeriesCard> cards = new ArrayList<>();
        var first = found.entries().get(0).maps();
        for (int i : MapFigures.chosen(set, first, limit)) {
            List<Panel> panels = new ArrayList<>(List.of(MapFigures.input(set, i, false)));
            for (Entry entry : found.entries()) {
                panels.add(MapFigures.saliency(entry.title(), set, entry.maps(), i));
            }
            cards.add(new SeriesCard(
                    set.ids().get(i),
                    set.hasLabels() ? set.classNames().get(set.label(i)) : "",
                    className(first.predicted(i)),
                    Math.min(1, first.probability(i, first.predicted(i))),
                    List.of(MapFigures.of(
                            first, HeatMapFigure.stacked("Series " + set.ids().get(i), panels))),
                    ""));
        }
        return new Section(
                "Where they look",
                "The same series by each of the maps. Each map has its own limits, from its largest absolute saliency, so "
                        + "colours compare cells of one map only.",
                List.of(new Gallery(cards), new HowToRead()));
    }

    private String className(int index) {
        return set.hasLabels() && index < set.classCount() ? set.classNames().get(index) : Integer.toString(index);
    }
}
