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
import java.util.List;
import java.util.stream.IntStream;

/**
 * The report of {@code unfade compare}: maps of the same series by several methods or models, next to each other.
 *
 * @param found the comparison
 * @param set the series that were explained
 * @param dataName name of the series
 */
public record ComparisonPage(MapComparison found, SeriesSet set, String dataName) {

    /**
     * {@return the page}
     *
     * @param gallery number of series to show, at least 1
     */
    public ReportPage page(int gallery) {
        List<Section> sections = new ArrayList<>(List.of(kinds(), alike(), overTime(), gallery(gallery)));
        if (!found.doubts().isEmpty()) {
            List<PageBlock> notes = new ArrayList<>();
            found.doubts().forEach(doubt -> notes.add(new Paragraph(doubt + ".")));
            sections.add(new Section("What to keep in mind", "", notes));
        }
        return new ReportPage("Maps of " + dataName + " compared", summary(), cards(), sections, "unfade compare");
    }

    private String summary() {
        double[] alike = others();
        double mean = IntStream.range(0, alike.length)
                .mapToDouble(i -> alike[i])
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        return found.entries().size() + " maps of each of " + set.count()
                + " series. The mean rank correlation of two of them is "
                + Text.fixed(mean, 2)
                + ": 1 means the same order of cells, 0 none in common. That maps agree does not make "
                + "them right.";
    }

    /** {@return the rank correlation of each pair} */
    private double[] others() {
        int count = found.entries().size();
        return IntStream.range(0, count)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> found.alike()[i][j]))
                .toArray();
    }

    private List<ResultCard> cards() {
        List<ResultCard> cards = new ArrayList<>();
        for (Entry entry :
                found.entries().subList(0, Math.min(4, found.entries().size()))) {
            boolean scored = entry.scores() != null;
            cards.add(new ResultCard(
                    entry.name(),
                    scored
                            ? Text.fixed(entry.score(MapMeasure.ROC_AUC), 3)
                            : entry.fading().verdict().label(),
                    (scored
                                    ? "ROC AUC against the known cells; "
                                            + entry.fading().verdict().label() + "; "
                                    : "") + Text.percent(entry.fading().shareInLast(Fading.LAST_TENTH))
                            + " of the saliency in the last 10 %"));
        }
        return cards;
    }

    private Section kinds() {
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.text("Maps", ""),
                Table.Column.text("Method", ""),
                Table.Column.text("Passes", "Of the model, for one series; with gradients: forward and backward."),
                Table.Column.number("Last 10 %", "", 4, "Share of the saliency in the last 10 % of the steps."),
                Table.Column.text("Verdict", "On fading.")));
        found.measures()
                .forEach(measure -> columns.add(Table.Column.number(
                        measure.title(),
                        "",
                        4,
                        "Against the known cells, mean over series; better: " + measure.better() + ".")));
        List<List<Object>> rows = new ArrayList<>();
        for (Entry entry : found.entries()) {
            List<Object> row = new ArrayList<>(List.of(
                    entry.name(),
                    entry.method(),
                    MapComparison.passes(entry.cost()),
                    entry.fading().shareInLast(Fading.LAST_TENTH),
                    entry.fading().verdict().label()));
            found.measures().forEach(measure -> row.add(entry.score(measure)));
            rows.add(row);
        }
        return new Section("The maps", "", List.of(new Table("Methods, cost and measures", columns, rows)));
    }

    private Section alike() {
        List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("", "")));
        found.entries().forEach(entry -> columns.add(Table.Column.number(entry.name(), "", 3, "")));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < found.entries().size(); i++) {
            List<Object> row = new ArrayList<>(List.of(found.entries().get(i).name()));
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
        List<Entry> shown = found.entries()
                .subList(0, Math.min(SeriesStyle.DISTINCT, found.entries().size()));
        LineFigure mass = set.equalLengths()
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
        String rest = shown.size() == found.entries().size() ? "" : " The first " + shown.size() + " are shown.";
        return new Section(
                "When it mattered",
                "How the absolute saliency of a series spreads over its time steps, by each of the maps.",
                List.of(FigureBlock.of("Mean over series." + rest, mass)));
    }

    private Section gallery(int limit) {
        List<SeriesCard> cards = new ArrayList<>();
        var first = found.entries().get(0).maps();
        for (int i : MapFigures.chosen(set, first, limit)) {
            List<Panel> panels = new ArrayList<>(List.of(MapFigures.input(set, i, false)));
            for (Entry entry : found.entries()) {
                panels.add(MapFigures.saliency(entry.name(), set, entry.maps(), i));
            }
            cards.add(new SeriesCard(
                    set.ids().get(i),
                    set.hasLabels() ? set.classNames().get(set.label(i)) : "",
                    className(first.predicted(i)),
                    Math.min(1, first.probability(i, first.predicted(i))),
                    List.of(HeatMapFigure.stacked("Series " + set.ids().get(i), panels)),
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
