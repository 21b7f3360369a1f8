package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.metric.Estimate;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.vanishing.Fading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The content of the report on digits. */
final class MnistPage implements StudyPage {
    private final Outcome<Digits> runs;
    private final Case<Digits> on;
    private final Digits digits;
    private final boolean rows;
    private final String step;

    MnistPage(Outcome<Digits> runs) {
        this.runs = runs;
        on = runs.cases().get(0);
        digits = on.data();
        rows = digits.timeAxis() == TimeAxis.ROWS;
        step = rows ? "row" : "column";
    }

    @Override
    public String title() {
        return "Digits " + step + " by " + step + ", reproduced";
    }

    @Override
    public List<Section> sections() {
        return List.of(pictures(), overTime(), numbers());
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "%s read %,d test digits %s. In this order, %s %% of their answers are right, and of their saliency %s %% lies "
                        + "in the %s 10 %% of the %ss, which hold %.1f %% of the ink, and %s %% on ink, which covers %.1f %% of "
                        + "the cells. How well saliency tells ink from paper (ROC AUC; 0.5 is chance): %s.",
                titles(),
                digits.test().count(),
                rows ? "from top to bottom" : "from left to right",
                each("accuracy", "%.1f"),
                each("lastTenth", "%.1f"),
                rows ? "lowest" : "rightmost",
                step,
                100 * digits.inkOverTime().shareInLast(Fading.LAST_TENTH),
                each("onInk", "%.1f"),
                100 * digits.inkShare(),
                each("rocAuc", "%.2f"));
    }

    private String titles() {
        return runs.kinds().stream().map(ModelKind::title).collect(Collectors.joining("; "));
    }

    private String each(String measure, String format) {
        return runs.kinds().stream()
                .map(kind -> String.format(Locale.ROOT, format, mean(kind, measure)))
                .collect(Collectors.joining(" / "));
    }

    private double mean(ModelKind kind, String measure) {
        return runs.summary().mean(List.of(kind.key()), measure);
    }

    @Override
    public List<ResultCard> cards() {
        return List.of(
                card("Right answers", "accuracy", "%.1f %%", ""),
                card(
                        "Saliency in the last 10 % of " + step + "s",
                        "lastTenth",
                        "%.0f %%",
                        evenly(digits.inkOverTime().uniformShareInLast(Fading.LAST_TENTH))),
                card("Saliency on ink", "onInk", "%.0f %%", evenly(digits.inkShare())),
                card("ROC AUC of saliency against ink", "rocAuc", "%.2f", "; 0.5 is chance"));
    }

    private static String evenly(double share) {
        return String.format(Locale.ROOT, "; %.0f %% if spread evenly", 100 * share);
    }

    /** {@return the effect of attention: the first model against the second} */
    private ResultCard card(String label, String measure, String format, String meaning) {
        List<ModelKind> kinds = runs.kinds().subList(0, Math.min(2, runs.kinds().size()));
        return new ResultCard(
                label,
                kinds.stream()
                        .map(kind -> String.format(Locale.ROOT, format, mean(kind, measure)))
                        .collect(Collectors.joining(" → ")),
                kinds.stream().map(ModelKind::title).collect(Collectors.joining(" → ")) + meaning);
    }

    private Section pictures() {
        List<HeatMapFigure.Column> columns = new ArrayList<>();
        columns.add(HeatMapFigure.Column.shared("Image", ColorScale.magnitude("pixel (0 to 255)")));
        runs.kinds()
                .forEach(kind -> columns.add(HeatMapFigure.Column.shared(
                        kind.title(), ColorScale.magnitude("|saliency| / largest of the map"))));
        List<JsonNode> first = runs.kinds().stream()
                .map(kind -> runs.records(on, kind).get(0).path("digits"))
                .toList();
        List<HeatMapFigure.Row> lines = new ArrayList<>();
        for (int i = 0; i < first.get(0).size(); i++) {
            List<CellMap> maps = new ArrayList<>();
            maps.add(map(RunNumbers.array(first.get(0).get(i), "image")));
            for (JsonNode shown : first) {
                maps.add(map(scaled(RunNumbers.array(shown.get(i), "map"))));
            }
            lines.add(new HeatMapFigure.Row(
                    "digit " + first.get(0).get(i).path("label").asText(), maps));
        }
        HeatMapFigure grid = HeatMapFigure.grid("Digits and what the models look at", columns, lines);
        return new Section(
                "What the models look at",
                "The first test digit of each class. Bright cells matter most to the output of the true class.",
                List.of(
                        FigureBlock.of(
                                String.format(
                                        Locale.ROOT,
                                        "Each %s of an image is a time step, each %s a feature; the first is at the %s. "
                                                + "First seed.",
                                        step,
                                        rows ? "column" : "row",
                                        rows ? "top" : "left"),
                                rows ? grid : grid.withTimeToTheRight()),
                        answers(first)));
    }

    private CellMap map(double[] cells) {
        int steps = digits.steps();
        List<String> features = IntStream.range(0, cells.length / steps)
                .mapToObj(Integer::toString)
                .toList();
        return CellMap.of(steps, features, cells);
    }

    private static double[] scaled(double[] map) {
        double largest = Arrays.stream(map).max().orElse(0);
        return Arrays.stream(map)
                .map(value -> largest > 0 ? value / largest : 0)
                .toArray();
    }

    private Table answers(List<JsonNode> first) {
        List<Table.Column> heads = new ArrayList<>();
        heads.add(Table.Column.text("Digit", ""));
        heads.add(Table.Column.text("Test digit number", "Counted from 0 among the digits that were tested."));
        runs.kinds().forEach(kind -> heads.add(Table.Column.text(kind.title(), "")));
        List<List<Object>> lines = new ArrayList<>();
        for (int i = 0; i < first.get(0).size(); i++) {
            String label = first.get(0).get(i).path("label").asText();
            List<Object> line = new ArrayList<>(
                    List.of(label, first.get(0).get(i).path("series").asText()));
            for (JsonNode shown : first) {
                String predicted = shown.get(i).path("predicted").asText();
                line.add(String.format(
                        Locale.ROOT,
                        "%s (%.1f %%)%s",
                        predicted,
                        100 * shown.get(i).path("probability").asDouble(),
                        predicted.equals(label) ? "" : ", wrong"));
            }
            lines.add(line);
        }
        return new Table("What the models say these digits are, and how sure they are. First seed.", heads, lines);
    }

    private Section overTime() {
        double[] places = IntStream.range(0, digits.steps()).asDoubleStream().toArray();
        List<Line> curves = new ArrayList<>();
        for (ModelKind kind : runs.kinds()) {
            List<double[]> profiles = runs.arrays(on, kind, "profile");
            curves.add(Line.of(kind.title(), places, percent(profiles, Estimate::mean))
                    .withIntervals(percent(profiles, Estimate::low), percent(profiles, Estimate::high)));
        }
        curves.add(
                Line.of("ink", places, percent(List.of(digits.inkOverTime().profile(places.length)), Estimate::mean)));
        LineFigure figure = LineFigure.of(
                        "Saliency per " + step,
                        step + (rows ? ", top to bottom" : ", left to right"),
                        "share per " + step + " (%)",
                        curves)
                .withBands("95 % interval over seeds");
        return new Section(
                "Where in the digit",
                "",
                List.of(FigureBlock.of(
                        String.format(
                                Locale.ROOT,
                                "Share of |saliency| on each %s, mean over the test digits and seeds, and the share of ink. "
                                        + "Spread evenly, each %s would have %.1f %%.",
                                step,
                                step,
                                100.0 / places.length),
                        figure)));
    }

    private static double[] percent(List<double[]> profiles, ToDoubleFunction<Estimate> of) {
        return RunNumbers.ofEachStep(profiles, values -> 100 * of.applyAsDouble(Estimate.of(values)));
    }

    private Section numbers() {
        List<Matrix.Name<ModelKind>> columns = Matrix.Name.all(runs.kinds(), ModelKind::title);
        return new Section(
                "The numbers",
                "Ink is every cell whose pixel is above " + Digits.BLANK
                        + ". All but the accuracy are of |saliency|, the gradient of the true class's logit with respect to "
                        + "the standardised pixels. Nothing was published to compare with: the poster shows pictures.",
                List.of(Matrix.ofMeasures(
                        runs.summary(), DigitRecord.measures(digits), columns, kind -> List.of(kind.key()))));
    }
}
