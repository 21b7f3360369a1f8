package io.unfade.report;

import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.chart.LineFigure.Span;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Gallery;
import io.unfade.report.page.HowToRead;
import io.unfade.report.page.KeyValue;
import io.unfade.report.page.ModelCard;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.SeriesCard;
import io.unfade.report.page.Table;
import io.unfade.report.page.Table.Column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Synthetic maps and pages like those of the commands. */
public final class Examples {
    private static final int BOX_FROM = 15;
    private static final int BOX_TO = 45;

    private Examples() {}

    public static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
    }

    static boolean inBox(int time, int feature) {
        return time >= BOX_FROM && time < BOX_TO && feature >= 30 && feature < 70;
    }

    static CellMap boxInput(long seed) {
        Random random = new Random(seed);
        return CellMap.of(100, names(100), (time, feature) -> random.nextGaussian() + (inBox(time, feature) ? 1.5 : 0));
    }

    /** {@return a map that is bright in the box, or only at the end} */
    static CellMap boxSaliency(boolean fading, long seed) {
        Random random = new Random(seed);
        return CellMap.of(100, names(100), (time, feature) -> {
            double noise = Math.abs(random.nextGaussian()) * 1e-4;
            double end = Math.exp((time - 99) / 3.0) * (0.5 + random.nextDouble());
            double box = inBox(time, feature) ? 0.4 + 0.4 * random.nextDouble() : 0.02 * random.nextDouble();
            return noise + 0.012 * (fading ? end : box);
        });
    }

    static CellMap speech(boolean saliency, int length, long seed) {
        Random random = new Random(seed);
        List<String> names =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "LPC " + i).toList();
        CellMap whole = CellMap.of(29, names, (time, feature) -> {
            double wave = Math.sin(time / 4.0 + feature) + 0.3 * random.nextGaussian();
            return saliency ? 0.3 * wave * Math.exp(-Math.pow((time - 8) / 5.0, 2)) : wave;
        });
        return paddedFrom(whole, length);
    }

    /** {@return the same map in which all cells from a step on hold no data} */
    static CellMap paddedFrom(CellMap map, int length) {
        return CellMap.of(
                map.steps(),
                map.featureNames(),
                (time, feature) -> time < length ? map.value(time, feature) : Double.NaN);
    }

    static double[] mass(CellMap map) {
        double[] mass = new double[map.steps()];
        for (int time = 0; time < mass.length; time++) {
            for (int feature = 0; feature < map.features(); feature++) {
                double value = map.value(time, feature);
                mass[time] += Double.isNaN(value) ? 0 : Math.abs(value);
            }
        }
        double total = Arrays.stream(mass).sum();
        return IntStream.range(0, mass.length)
                .mapToDouble(time -> Double.isNaN(map.value(time, 0)) ? Double.NaN : mass[time] / total)
                .toArray();
    }

    public static HeatMapFigure boxPair() {
        CellMask box = CellMask.of(100, 100, Examples::inBox);
        ColorScale saliency = ColorScale.magnitude("absolute saliency (logit per unit of input)")
                .withClipping();
        return HeatMapFigure.sideBySide(
                "Series 7: input and saliency of two models",
                List.of(
                        Panel.of(
                                        "Input",
                                        boxInput(1),
                                        ColorScale.signed("input (standard deviations)")
                                                .withClipping())
                                .withOutline(box),
                        Panel.of("LSTM", boxSaliency(true, 2), saliency).withOutline(box),
                        Panel.of("LSTM with input-cell attention", boxSaliency(false, 3), saliency)
                                .withOutline(box)));
    }

    public static LineFigure massFigure() {
        double[] ours = mass(boxSaliency(false, 3));
        double[] low = Arrays.stream(ours).map(value -> 0.7 * value).toArray();
        double[] high = Arrays.stream(ours).map(value -> 1.3 * value).toArray();
        return LineFigure.massPerStep(
                "Saliency per time step",
                List.of(
                        Line.of("LSTM", mass(boxSaliency(true, 2))),
                        Line.of("LSTM with input-cell attention", ours).withIntervals(low, high)),
                new Span("informative steps", BOX_FROM, BOX_TO));
    }

    public static LineFigure normFigure() {
        double[] lstm =
                IntStream.range(0, 100).mapToDouble(t -> Math.pow(0.8, 99 - t)).toArray();
        double[] ours =
                IntStream.range(0, 100).mapToDouble(t -> 0.3 + 0.002 * t).toArray();
        return LineFigure.gradientNorms(
                "How strongly each step still acts at the end",
                List.of(Line.of("LSTM", lstm), Line.of("LSTM with input-cell attention", ours)));
    }

    public static HeatMapFigure speechStack(int length, long seed) {
        return HeatMapFigure.stacked(
                "Series test-" + seed + ": input and saliency",
                List.of(
                        Panel.of("Input", speech(false, length, seed), ColorScale.range("LPC coefficient (no unit)")),
                        Panel.of("Saliency", speech(true, length, seed), ColorScale.signed("saliency (logit)"))));
    }

    public static ConfusionFigure confusion() {
        long[][] counts = {{28, 2, 0}, {1, 30, 4}, {0, 3, 27}};
        return ConfusionFigure.of("Confusion matrix", List.of("speaker A", "speaker B", "speaker C"), counts);
    }

    public static ReportPage demoPage() {
        List<Column> columns = List.of(
                Column.text("Model", ""),
                Column.number("Accuracy", "%", 1, "Share of the test series whose class is right."),
                Column.number(
                        "Weighted Jaccard", "", 3, "Overlap of saliency and known cells, 0 to 1; more is better."),
                Column.number(
                        "Last 10 %",
                        "% of saliency", 1, "Share that falls on the last tenth of the steps; even maps have 10."));
        Table scores = new Table(
                "Scores on 300 test series",
                columns,
                List.of(
                        List.of("LSTM", 97.3, 0.021, 96.41),
                        List.of("LSTM with input-cell attention", 98.0, 0.612, 4.2)));
        return new ReportPage(
                "Does saliency fade? Earlier box, 100 steps by 100 features",
                "Both models are right. The plain LSTM's saliency sits on the last steps, where there is nothing to see;"
                        + " with input-cell attention it lies on the box that really decides the class.",
                List.of(
                        new ResultCard(
                                "Saliency in the last 10 % of steps, LSTM", "96.4 %", "faded: even would be 10 %"),
                        new ResultCard("… with input-cell attention", "4.2 %", "not faded"),
                        new ResultCard("Overlap with the known cells, LSTM", "0.02", "weighted Jaccard, 1 is perfect"),
                        new ResultCard("… with input-cell attention", "0.61", "")),
                List.of(
                        new Section(
                                "One series", "", List.of(FigureBlock.of("The box is outlined in black.", boxPair()))),
                        new Section(
                                "All test series",
                                "",
                                List.of(
                                        scores,
                                        FigureBlock.of(
                                                "Means of 300 test series; the band holds half of them.",
                                                massFigure(),
                                                normFigure()))),
                        new Section("How to read the maps", "", List.of(new HowToRead()))),
                "Made by unfade 0.1.0 with seed 7.");
    }

    public static ReportPage speechPage() {
        List<SeriesCard> cards = new ArrayList<>();
        String[] speakers = {"speaker A", "speaker B", "speaker C"};
        for (int i = 0; i < 4; i++) {
            HeatMapFigure maps = speechStack(29 - 6 * i, i);
            LineFigure mass = LineFigure.massPerStep(
                    "Series test-" + i + ": saliency per time step",
                    List.of(Line.of("saliency", mass(maps.panels().get(1).map()))),
                    null);
            cards.add(new SeriesCard(
                    "test-" + i,
                    speakers[i % 3],
                    speakers[i == 3 ? 1 : i % 3],
                    0.93 - 0.1 * i,
                    List.of(maps, mass),
                    ""));
        }
        List<Figure> averages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            averages.add(HeatMapFigure.of(
                    "Mean absolute saliency, " + speakers[i],
                    speech(true, 24, 40 + i),
                    ColorScale.signed("mean saliency (logit)")));
        }
        ModelCard card = new ModelCard(
                "vowels.model",
                List.of(
                        new KeyValue("Cell", "LSTM, 1 layer, 64 hidden units"),
                        new KeyValue("Attention", "input-cell, 20 hops of width 50, concatenated"),
                        new KeyValue("Accuracy on the test data", "95.5 % of 270 series"),
                        new KeyValue("Data", "JapaneseVowels_TRAIN.ts, SHA-256 5f2c…91")));
        return new ReportPage(
                "Why the model says which speaker",
                "The model tells the speakers apart in steps 4 to 12. Its maps do not fade towards the end.",
                List.of(
                        new ResultCard("Series explained", "270", "3 classes, 12 features, 7 to 29 steps"),
                        new ResultCard("Right predictions", "95.5 %", "258 of 270")),
                List.of(
                        new Section(
                                "Chosen series",
                                "The most certain, the least certain and the wrong ones.",
                                List.of(new Gallery(cards))),
                        new Section("Averages per class", "", List.of(new FigureBlock("", averages))),
                        new Section(
                                "Right and wrong", "", List.of(FigureBlock.of("Rows are true classes.", confusion()))),
                        new Section("The model", "", List.of(card)),
                        new Section("How to read the maps", "", List.of(new HowToRead()))),
                "");
    }

    /** {@return a page of shapes that are difficult to draw} */
    public static ReportPage oddPage() {
        List<String> longNames = IntStream.range(0, 30)
                .mapToObj(i -> "left inferior frontal gyrus, pars triangularis " + i)
                .toList();
        CellMap spikes = CellMap.of(
                10_000,
                names(3),
                (time, feature) -> time % 3_000 == 1_234 && feature == 1 ? -1 : 0.02 * Math.sin(time / 500.0));
        long[][] counts = new long[24][24];
        for (int i = 0; i < 24; i++) {
            counts[i][i] = i == 3 ? 0 : 20;
            counts[i][i * 7 % 24] += i == 3 ? 0 : 5;
        }
        ColorScale signed = ColorScale.signed("saliency (logit)");
        double[] tiny = IntStream.range(0, 10_000)
                .mapToDouble(t -> Math.pow(10, -t / 50.0))
                .toArray();
        return new ReportPage(
                "Odd shapes",
                "",
                List.of(),
                List.of(new Section(
                        "Odd",
                        "",
                        List.of(FigureBlock.of(
                                "",
                                HeatMapFigure.of("10,000 steps", spikes, signed),
                                LineFigure.massPerStep(
                                        "10,000 steps", List.of(Line.of("saliency", mass(spikes))), null),
                                LineFigure.gradientNorms("200 decades", List.of(Line.of("LSTM", tiny))),
                                HeatMapFigure.of(
                                        "One cell",
                                        CellMap.of(1, names(1), (t, c) -> 0.37),
                                        ColorScale.range("input (mV)")),
                                HeatMapFigure.of("One step", CellMap.of(1, longNames, (t, c) -> c - 15), signed),
                                HeatMapFigure.of("Constant", CellMap.of(20, names(5), (t, c) -> 0), signed),
                                HeatMapFigure.of("No data", CellMap.of(20, names(5), (t, c) -> Double.NaN), signed),
                                HeatMapFigure.of(
                                        "Tiny numbers",
                                        CellMap.of(9, names(5), (t, c) -> t * 1e-7),
                                        ColorScale.magnitude("saliency (logit)")),
                                ConfusionFigure.of("24 classes, one empty", longNames.subList(0, 24), counts),
                                LineFigure.massPerStep(
                                        "Four steps",
                                        List.of(
                                                Line.of("a", new double[] {0.1, 0.2, 0.3, 0.4}),
                                                Line.of("b", new double[] {0.4, 0.3, 0.2, 0.1})),
                                        null))))),
                "");
    }
}
