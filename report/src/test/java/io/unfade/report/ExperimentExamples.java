package io.unfade.report;

import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.chart.CategoryFigure.Series;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.report.page.Table.Column;
import io.unfade.report.page.Table.Marked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Synthetic figures like those of experiments. */
public final class ExperimentExamples {
    static final List<String> MODELS = List.of(
            "LSTM",
            "LSTM + input-cell attention",
            "BiLSTM",
            "BiLSTM + input-cell attention",
            "GRU",
            "LSTM + max-pooling",
            "LSTM + self-attention",
            "tanh RNN");

    private ExperimentExamples() {}

    /** {@return curves over the start of a box, with intervals} */
    public static LineFigure curves(int count) {
        double[] starts = {0, 10, 20, 30, 40};
        List<Line> curves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double level = 0.6 - 0.07 * i;
            double[] values = Arrays.stream(starts).map(x -> level + 0.004 * x).toArray();
            double[] low = Arrays.stream(values).map(v -> v - 0.05).toArray();
            double[] high = Arrays.stream(values).map(v -> v + 0.04).toArray();
            curves.add(Line.of(MODELS.get(i), starts, values).withIntervals(low, high));
        }
        return LineFigure.of(
                        "Overlap by the start of the box",
                        "start of the box (time step)",
                        "weighted Jaccard (0 to 1, no unit)",
                        curves)
                .withWhiskers("95 % interval over 5 seeds")
                .withRange(0, 1)
                .withReference("published, LSTM + input-cell attention", 0.54);
    }

    /** {@return two curves of shares with bands} */
    public static LineFigure removal() {
        double[] shares = IntStream.rangeClosed(0, 10).mapToDouble(i -> 10 * i).toArray();
        List<Line> curves = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            double rate = 0.02 + 0.03 * i;
            double[] values = Arrays.stream(shares)
                    .map(x -> 10 + 88 * Math.exp(-rate * x))
                    .toArray();
            values[7] = i == 0 ? Double.NaN : values[7];
            double[] low = Arrays.stream(values).map(v -> v - 4).toArray();
            double[] high = Arrays.stream(values).map(v -> v + 3).toArray();
            curves.add(Line.of(MODELS.get(i), shares, values).withIntervals(low, high));
        }
        return LineFigure.of("Accuracy without the most salient cells", "removed cells (%)", "accuracy (%)", curves)
                .withBands("standard deviation of 5 seeds")
                .withReference("chance", 10);
    }

    /** {@return dots of some models on six data sets} */
    public static CategoryFigure dots(int models) {
        List<String> sets = List.of(
                "middle box",
                "earlier box",
                "latter box",
                "rare features, small middle box",
                "rare time",
                "moving box");
        Random random = new Random(5);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < models; i++) {
            List<Dot> dots = new ArrayList<>();
            for (int set = 0; set < sets.size(); set++) {
                double value = 0.1 + 0.08 * i + 0.05 * random.nextDouble();
                double half = 0.005 + 0.03 * random.nextDouble();
                Dot dot = Dot.of(value).withInterval(value - half, value + half);
                dots.add(
                        i == 2 && set == 1
                                ? Dot.none()
                                : i < 4 ? dot.withPublished(value + 0.02 - 0.03 * random.nextDouble()) : dot);
            }
            series.add(new Series(MODELS.get(i), dots));
        }
        return CategoryFigure.dots(
                "Overlap of saliency and known cells", "data set", "weighted Jaccard (0 to 1, no unit)", sets, series);
    }

    /** {@return a picture of a ring with a tail, with rows as time steps} */
    static CellMap digit(int digit, int side) {
        return CellMap.of(side, Examples.names(side), (row, column) -> {
            double x = (column + 0.5) / side - 0.5;
            double y = (row + 0.5) / side - 0.35;
            double ring = Math.exp(-Math.pow((Math.hypot(x, y) - 0.2) / 0.05, 2));
            double tail = y > 0 ? Math.exp(-Math.pow((x - 0.2 + 0.04 * digit * y) / 0.05, 2)) : 0;
            return Math.round(255 * Math.min(1, ring + tail));
        });
    }

    /** {@return synthetic saliency of such a picture, everywhere or in its last rows only} */
    static CellMap digitSaliency(int digit, int side, boolean fading) {
        Random random = new Random(digit);
        CellMap picture = digit(digit, side);
        return CellMap.of(side, Examples.names(side), (row, column) -> {
            double noise = 0.02 * random.nextGaussian();
            double late = Math.exp((row - side + 1) / 2.0);
            double sign = column < side / 2 ? -1 : 1;
            return (digit + 1) * (noise + sign * (fading ? late : picture.value(row, column) / 400));
        });
    }

    /** {@return a picture and its saliency, upright} */
    public static HeatMapFigure upright() {
        ColorScale saliency = ColorScale.signed("saliency (logit per standard deviation of the input)");
        CellMask ring = CellMask.of(28, 28, (row, column) -> Math.hypot(row - 9.5, column - 13.5) < 8);
        return HeatMapFigure.upright(
                "A digit, row by row",
                List.of(
                        Panel.of("Input", digit(0, 28), ColorScale.magnitude("grey level (0 to 255)")),
                        Panel.of("LSTM", digitSaliency(0, 28, true), saliency),
                        Panel.of("LSTM with input-cell attention", digitSaliency(0, 28, false), saliency)
                                .withOutline(ring)));
    }

    /** {@return ten pictures and their saliency in two models} */
    public static HeatMapFigure grid(int rows, int side) {
        ColorScale saliency = ColorScale.signed("saliency (logit per standard deviation of the input)");
        return HeatMapFigure.grid(
                "Ten digits, row by row",
                List.of(
                        HeatMapFigure.Column.shared("Image", ColorScale.magnitude("grey level (0 to 255)")),
                        HeatMapFigure.Column.each("LSTM", saliency),
                        HeatMapFigure.Column.shared("LSTM with input-cell attention", saliency.withClipping())),
                IntStream.range(0, rows)
                        .mapToObj(i -> new HeatMapFigure.Row(
                                i == 1 ? "digit 1, written in haste" : "digit " + i,
                                List.of(
                                        digit(i, side),
                                        digitSaliency(i, side, true),
                                        i == 2
                                                ? Examples.paddedFrom(digitSaliency(i, side, false), side - 8)
                                                : digitSaliency(i, side, false))))
                        .toList());
    }

    /** {@return a wide table of numbers, some compared with published ones} */
    static Table comparison() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("Data set", ""));
        for (String model : MODELS) {
            columns.add(Column.number(model, "%", 1, ""));
        }
        columns.add(Column.text("Verdict", "Whether the most salient model is the published one."));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Object> row = new ArrayList<>(List.of("box " + i));
            for (int model = 0; model < MODELS.size(); model++) {
                double value = 90 + (7 * i + 3 * model) % 10;
                row.add(model > 5 ? value : new Marked(value, (i + model) % 3 != 0));
            }
            row.add(i == 4 ? Marked.outside("another") : Marked.inside("the same"));
            rows.add(row);
        }
        rows.get(2).set(1, 91.25);
        return new Table("Accuracy by data set, compared with the published numbers", columns, rows);
    }

    /** {@return a page of all of them} */
    public static ReportPage page() {
        return new ReportPage(
                "What was published, and what comes out",
                "",
                List.of(),
                List.of(
                        new Section("Numbers", "", List.of(comparison())),
                        new Section("Curves and dots", "", List.of(FigureBlock.of("", curves(6), removal(), dots(8)))),
                        new Section("Maps", "", List.of(FigureBlock.of("", upright(), grid(10, 28)), new HowToRead()))),
                "");
    }
}
