package io.unfade.report;

import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.chart.CategoryFigure.Item;
import io.unfade.report.chart.CategoryFigure.Series;
import io.unfade.report.chart.DistributionFigure;
import io.unfade.report.chart.DistributionFigure.Group;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.chart.LineFigure.Span;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Reference pictures of every kind of figure, with its options. */
class PictureTest {
    private static final List<String> LONG = List.of(
            "speaker A, female",
            "speaker B, male",
            "speaker C, female",
            "speaker D, male",
            "speaker E",
            "speaker F",
            "nobody",
            "speaker H");

    static Stream<Arguments> figures() {
        return Stream.of(maps(), lines(), curvesAndDots(), rankingsAndDistributions(), matrices())
                .flatMap(each -> each);
    }

    private static Arguments figure(String name, Supplier<Figure> figure) {
        return arguments(name, figure);
    }

    private static Stream<Arguments> maps() {
        ColorScale signed = ColorScale.signed("saliency (logit)");
        return Stream.of(
                figure("map-range", () -> HeatMapFigure.of("Range", wave(9, 4), ColorScale.range("input (mV)"))),
                figure("map-reduced", PictureTest::spike),
                figure(
                        "map-absent",
                        () -> HeatMapFigure.of(
                                "No data", CellMap.of(20, Examples.names(5), (t, c) -> Double.NaN), signed)),
                figure(
                        "map-one-cell",
                        () -> HeatMapFigure.of("One cell", CellMap.of(1, List.of("a"), (t, c) -> 0.37), signed)),
                figure("map-stacked-padded", () -> Examples.speechStack(20, 1)),
                figure("map-side-by-side-outlined", () -> sideBySide(true)),
                figure("map-tiled-outlined", PictureTest::tiled),
                figure("map-upright-outlined", ExperimentExamples::upright),
                figure(
                        "map-upright-long-names",
                        () -> HeatMapFigure.upright(
                                "Turned names",
                                List.of(Panel.of("", CellMap.of(5, LONG, (t, c) -> t - 0.5 * c), signed)))),
                figure("map-seconds", () -> TaskExamples.blockMap(12)),
                figure(
                        "map-seconds-several-bands",
                        () -> HeatMapFigure.of("Two kinds of blocks", wave(20, 3), signed)
                                .withSeconds(
                                        "time from onset (s)",
                                        -10,
                                        2.5,
                                        List.of(
                                                new TimeBand("face", 0, 15),
                                                new TimeBand("house", 20, 30),
                                                new TimeBand("face", 35, 60)))),
                figure("map-grid-down", () -> ExperimentExamples.grid(3, 14)),
                figure("map-grid-right", () -> ExperimentExamples.grid(2, 14).withTimeToTheRight()));
    }

    private static Stream<Arguments> lines() {
        return Stream.of(
                figure("line-mass", () -> mass(1.3)),
                figure("line-logarithmic", Examples::normFigure),
                figure("line-few-steps-padded", PictureTest::padded),
                figure(
                        "line-relative-time",
                        () -> LineFigure.massByRelativeTime(
                                "Relative time",
                                List.of(
                                        Line.of("LSTM", values(100, i -> 2e-4 * i)),
                                        Line.of("GRU", values(100, i -> 0.01))))),
                figure(
                        "line-many-steps",
                        () -> LineFigure.overSteps(
                                        "5,000 steps",
                                        "value (mV)",
                                        List.of(Line.of(
                                                "a", values(5_000, i -> i == 2_400 ? -1 : Math.sin(i / 300.0)))))
                                .withSpans(List.of(new Span("early", 0, 1_000), new Span("late", 4_000, 5_000)))));
    }

    private static Stream<Arguments> curvesAndDots() {
        return Stream.of(
                figure(
                        "curve-one",
                        () -> LineFigure.of(
                                "One curve",
                                "length (steps)",
                                "time (s)",
                                List.of(Line.of("scan", new double[] {1, 2, 4, 8}, new double[] {-1, 2, 3, 7})))),
                figure("curve-whiskers", () -> ExperimentExamples.curves(6)),
                figure("curve-bands", ExperimentExamples::removal),
                figure("dot-two", () -> ExperimentExamples.dots(2)),
                figure("dot-eight", () -> ExperimentExamples.dots(8)),
                figure(
                        "dot-range",
                        () -> CategoryFigure.dots(
                                        "Two categories",
                                        "model",
                                        "accuracy (%)",
                                        List.of("LSTM with input-cell attention and max-pooling", "GRU"),
                                        List.of(new Series(
                                                "ours", List.of(Dot.of(97).withInterval(95, 98), Dot.none()))))
                                .withIntervalLabel("95 % bootstrap interval")
                                .withPublishedLabel("in the paper")
                                .withRange(90, 100)));
    }

    private static Stream<Arguments> rankingsAndDistributions() {
        return Stream.of(
                figure("ranking-intervals", TaskExamples::ranking),
                figure(
                        "ranking-signed",
                        () -> CategoryFigure.ranking(
                                "Signed",
                                "features",
                                "change (%)",
                                List.of(Item.of("b", -2), Item.of("a", 3), Item.of("c", -4)),
                                9)),
                figure("distribution-even", TaskExamples::distribution),
                figure(
                        "distribution-logarithmic",
                        () -> TaskExamples.distribution().withLogarithmicValues()),
                figure(
                        "distribution-one",
                        () -> DistributionFigure.of(
                                "One group", "v", List.of(new Group("g", values(41, i -> i * i))))));
    }

    private static Stream<Arguments> matrices() {
        return Stream.of(
                figure("confusion-three", Examples::confusion),
                figure("confusion-eight-turned-empty", () -> confusion(8)),
                figure("confusion-many", () -> confusion(40)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void figure_anyKind_looksLikeItsPicture(String name, Supplier<Figure> figure) throws IOException {
        Pictures.check(name, figure.get());
    }

    @Test
    void pictures_kept_areAllOfSomeFigure() throws IOException {
        try (Stream<Path> kept = Files.list(Path.of("src", "test", "resources", "pictures"))) {
            assertThat(kept.map(file -> String.valueOf(file.getFileName()))
                            .map(name -> name.substring(0, name.lastIndexOf('.')))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            figures().map(figure -> (String) figure.get()[0]).toList());
        }
    }

    static CellMap wave(int steps, int features) {
        return CellMap.of(steps, Examples.names(features), (time, feature) -> Math.sin(time + 2.0 * feature));
    }

    private static double[] values(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }

    private static Figure spike() {
        CellMap map = CellMap.of(
                1_000, Examples.names(3), (time, feature) -> time == 640 && feature == 1 ? 1 : 0.2 * time / 1_000);
        return HeatMapFigure.of("1,000 steps", map, ColorScale.magnitude("saliency (logit)"));
    }

    static HeatMapFigure sideBySide(boolean outlined) {
        CellMask box = outlined ? CellMask.of(12, 6, (time, feature) -> time >= 3 && time < 8 && feature > 2) : null;
        return HeatMapFigure.sideBySide(
                "Two models",
                List.of(
                        Panel.of(
                                        "LSTM",
                                        wave(12, 6),
                                        ColorScale.magnitude("saliency (logit)").withClipping())
                                .withOutline(box),
                        Panel.of("GRU", wave(12, 6), ColorScale.signed("saliency (logit)"))));
    }

    private static Figure tiled() {
        List<Panel> panels = sideBySide(true).panels();
        return HeatMapFigure.tiled("Four maps", List.of(panels, List.of(panels.get(1), panels.get(0))));
    }

    /** {@return the shares of two lines, the second with a band up to a factor} */
    static LineFigure mass(double factor) {
        double[] late = values(50, i -> 0.12 * Math.exp((i - 49) / 8.0));
        double[] even = values(50, i -> 0.02 + 0.01 * Math.sin(i / 5.0));
        double[] high = Arrays.stream(even).map(value -> factor * value).toArray();
        return LineFigure.massPerStep(
                "Saliency per time step",
                List.of(
                        Line.of("LSTM", late),
                        Line.of("LSTM with input-cell attention", even).withIntervals(even, high)),
                new Span("informative steps", 10, 25));
    }

    private static Figure padded() {
        double[] values = values(16, i -> i < 11 ? 1 / 11.0 + 0.02 * Math.cos(i) : Double.NaN);
        return LineFigure.massPerStep("Padded", List.of(Line.of("saliency", values)), null);
    }

    private static Figure confusion(int classes) {
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < classes; i++) {
            counts[i][i] = i == 6 ? 0 : 20 + i;
            counts[i][(i * 3 + 1) % classes] += i == 6 ? 0 : 5 + i % 3;
        }
        List<String> names = classes == LONG.size() ? LONG : Examples.names(classes);
        return ConfusionFigure.of(classes + " classes", names, counts);
    }
}
