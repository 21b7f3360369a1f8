package io.unfade.report.draw;

import io.unfade.report.Examples;
import io.unfade.report.ExperimentExamples;
import io.unfade.report.Pictures;
import io.unfade.report.TaskExamples;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.chart.LineFigure.Span;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.map.MapRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

public class FigureTest {
    @TempDir
    private Path folder;

    static Stream<Supplier<Figure>> kinds() {
        return Stream.of(
                Examples::boxPair,
                () -> Examples.speechStack(20, 1),
                Examples::massFigure,
                Examples::normFigure,
                Examples::confusion,
                () -> ExperimentExamples.curves(6),
                ExperimentExamples::removal,
                () -> ExperimentExamples.dots(8),
                ExperimentExamples::upright,
                () -> ExperimentExamples.grid(3, 28),
                () -> TaskExamples.blockMap(12),
                TaskExamples::ranking,
                TaskExamples::distribution);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void write_anyKind_isWellFormedAndDecodable(Supplier<Figure> kind) throws Exception {
        Figure figure = kind.get();
        figure.writePng(folder.resolve("f.png"));
        figure.writeSvg(folder.resolve("f.svg"));

        Document svg = parse(Files.readString(folder.resolve("f.svg")));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        BufferedImage image = ImageIO.read(folder.resolve("f.png").toFile());
        assertThat(image.getWidth()).isEqualTo((int) Math.ceil(2 * width));
        assertThat(image.getHeight()).isEqualTo((int) Math.ceil(2 * height));
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(figure.title());
        assertThat(figure.altText()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void write_otherLocale_givesEqualBytes(Supplier<Figure> kind) {
        Locale before = Locale.getDefault();
        String expected = kind.get().toSvg();
        String words = kind.get().altText();
        try {
            for (String tag : List.of("de-DE", "ar-EG", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(kind.get().toSvg()).as(tag).isEqualTo(expected);
                assertThat(kind.get().altText()).as(tag).isEqualTo(words);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void write_equalFigures_giveEqualBytes(Supplier<Figure> kind) {
        assertThat(kind.get().toSvg()).isEqualTo(kind.get().toSvg());
        assertThat(kind.get().toPng()).isEqualTo(kind.get().toPng());
    }

    @Test
    void svg_everyKind_namesItsAxes() {
        assertThat(Examples.boxPair().toSvg())
                .contains(">time step<", ">feature<", ">known informative cells<", ">LSTM<", "99.5\u00a0%");
        assertThat(Examples.speechStack(20, 1).toSvg())
                .contains(">time step<", ">LPC 12<", ">saliency (logit)<", ">no data (padding)<");
        assertThat(Examples.massFigure().toSvg())
                .contains(">share of saliency per step (%)<", ">last 10 % of the steps<", ">informative steps<");
        assertThat(Examples.normFigure().toSvg()).contains(">10⁻¹⁰<", ">time step<", "∂h_T / ∂h_t");
        assertThat(Examples.confusion().toSvg()).contains(">true class<", ">predicted class<", ">speaker B<", ">30<");
    }

    @ParameterizedTest
    @CsvSource({"2.4e-7,2·10⁻⁷", "3e6,2·10⁶", "-3.4,−2", "1,0.5", "24,20"})
    void colorBar_anySize_hasRoundShortTicks(double value, String tick) {
        CellMap map = CellMap.of(2, List.of("a"), (time, feature) -> time * value);
        assertThat(HeatMapFigure.of("T", map, ColorScale.range("number")).toSvg())
                .contains(">" + tick + "<");
    }

    @ParameterizedTest
    @CsvSource({"1,0,1", "2,1,2", "29,25,30", "10000,8000,10000"})
    void timeAxis_anyLength_hasWholeSteps(int steps, String tick, String beyond) {
        CellMap map = CellMap.of(steps, List.of("a"), (time, feature) -> 1e9);
        String svg = HeatMapFigure.of("T", map, ColorScale.range("number")).toSvg();
        assertThat(svg).contains(">0<", ">" + tick + "<").doesNotContain(">" + beyond + "<");
    }

    @Test
    void featureAxis_longNames_keepBothEnds() {
        List<String> names = List.of("short", "a very long name of a feature", "😀".repeat(40));
        CellMap map = CellMap.of(2, names, (time, feature) -> time);
        assertThat(HeatMapFigure.of("T", map, ColorScale.range("number")).toSvg())
                .contains(">short<")
                .containsPattern(">a very[^<]*…[^<]*ature<")
                .containsPattern(">(&#128512;)+…(&#128512;)+<");
    }

    @Test
    void svg_charactersThatXmlCannotHold_areReplaced() throws Exception {
        String broken = "a\u0000b\u001b\ud83dc";
        CellMap map = CellMap.of(2, List.of(broken), (time, feature) -> time);
        HeatMapFigure figure = HeatMapFigure.of(broken, map, ColorScale.range(broken));
        parse(figure.toInlineSvg("f-"));
        assertThat(parse(figure.toSvg()).getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a\ufffdb\ufffd\ufffdc");
    }

    @Test
    void heatMaps_stacked_shareOneNamedTimeAxis() {
        String svg = Examples.speechStack(20, 1).toSvg();
        assertThat(svg.split(">time step<", -1)).hasSize(2);
        assertThat(svg.split(">feature<", -1)).hasSize(3);
    }

    @Test
    void heatMaps_sideBySide_partsHaveOneSizeEach() {
        List<Figure> parts = Examples.boxPair().parts();
        assertThat(parts).hasSize(3);
        assertThat(parts.stream().map(part -> part.sheet().width()).distinct()).hasSize(1);
        assertThat(parts.stream().map(part -> part.sheet().height()).distinct()).hasSize(1);
        assertThat(Examples.speechStack(20, 1).parts()).hasSize(1);
    }

    @Test
    void heatMaps_tiled_stayTogetherAndAreWide() {
        List<Panel> row = Examples.boxPair().panels().subList(0, 2);
        HeatMapFigure figure = HeatMapFigure.tiled("Tiles", List.of(row, row));
        assertThat(figure.parts()).containsExactly(figure);
        assertThat(figure.wide()).isTrue();
        assertThat(figure.toSvg().split(">time step<", -1))
                .as("an axis below each column")
                .hasSize(3);
        assertThat(figure.toSvg().split(">feature<", -1))
                .as("an axis beside each map")
                .hasSize(5);
        assertThatThrownBy(() -> HeatMapFigure.tiled("Tiles", List.of(row, row.subList(0, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rows of figure 'Tiles' must have as many maps each, but one has 1 and the first 2");
    }

    @Test
    void heatMap_longSeries_keepsASingleSpikeVisible() throws IOException {
        CellMap map =
                CellMap.of(10_000, List.of("a", "b", "c"), (time, feature) -> time == 7_321 && feature == 1 ? 1 : 0);
        HeatMapFigure figure = HeatMapFigure.of(
                "Spike", map, ColorScale.magnitude("saliency (logit)").withClipping());

        assertThat(figure.notes()).singleElement().asString().contains("10,000 time steps are drawn in 300 columns");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.toPng()));
        int yellow = ColorMap.VIRIDIS.rgb(1);
        long inTheMap = 0;
        for (int x = 0; x < image.getWidth() * 2 / 3; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                inTheMap += (image.getRGB(x, y) & 0xffffff) == yellow ? 1 : 0;
            }
        }
        assertThat(inTheMap).as("pixels of the spike").isBetween(20L, 200L);
        assertThat(figure.toSvg())
                .hasSizeLessThan(60_000)
                .as("a reduced page must not leave out sharp cells")
                .doesNotContain("pixelated");
    }

    @Test
    void grid_sharedPlaces_showTheLargestThatIsPresent() {
        CellMap map =
                CellMap.of(600, List.of("a"), (time, feature) -> time < 2 ? Double.NaN : time == 3 ? Double.NaN : time);
        MapRaster grid = new MapRaster(map);
        assertThat(grid.value(0, 0)).isNaN();
        assertThat(grid.value(1, 0)).isEqualTo(2);
        assertThat(grid.value(2, 0)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,40", "40,1", "2,900", "3,7"})
    void heatMap_tinyAndDegenerateMaps_areDrawn(int steps, int features) throws Exception {
        for (double value : new double[] {0, -3.5, 1e-300, 1e300, Double.NaN}) {
            for (ColorScale.Kind kind : ColorScale.Kind.values()) {
                CellMap map = CellMap.of(steps, Examples.names(features), (time, feature) -> value);
                ColorScale scale = new ColorScale(kind, "number", true);
                CellMask all = CellMask.of(steps, features, (time, feature) -> true);
                HeatMapFigure figure = HeatMapFigure.stacked(
                        "T", List.of(Panel.of("", map, scale).withOutline(all)));
                parse(figure.toSvg());
                assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
                assertThat(figure.toSvg()).doesNotContain(">NaN<", "Infinity");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ColorScale.Kind.class)
    void limits_anyKind_enclosesTheMap(ColorScale.Kind kind) {
        CellMap map = CellMap.of(10, Examples.names(2), (time, feature) -> time - 2 + feature);
        ColorScale.Limits limits = new ColorScale(kind, "number", false).limits(map);
        assertThat(limits.high()).isEqualTo(kind == ColorScale.Kind.PERCENT ? 100 : 8);
        assertThat(limits.low())
                .isEqualTo(kind == ColorScale.Kind.SIGNED ? -8 : kind == ColorScale.Kind.RANGE ? -2 : 0);
    }

    @Test
    void limits_clipped_ignoreAnOutlier() {
        CellMap map = CellMap.of(1_000, List.of("a"), (time, feature) -> time == 5 ? 1e6 : time / 1000.0);
        assertThat(ColorScale.signed("number").withClipping().limits(map).high())
                .isLessThan(1);
        assertThat(ColorScale.signed("number").limits(map).high()).isEqualTo(1e6);
        CellMap sparse = CellMap.of(1_000, List.of("a"), (time, feature) -> time == 5 ? 1 : 0);
        assertThat(ColorScale.magnitude("number").withClipping().limits(sparse).high())
                .as("all but one are 0")
                .isEqualTo(1);
    }

    @Test
    void maskOutline_box_isItsFourSides() throws IOException {
        CellMap map = CellMap.of(4, Examples.names(4), (time, feature) -> 0);
        CellMask mask = CellMask.of(4, 4, (time, feature) -> time >= 1 && time < 3 && feature >= 1 && feature < 3);
        Panel panel = Panel.of("", map, ColorScale.signed("number"));
        BufferedImage plain = ImageIO.read(new ByteArrayInputStream(
                HeatMapFigure.stacked("", List.of(panel)).toPng()));
        BufferedImage outlined = ImageIO.read(new ByteArrayInputStream(
                HeatMapFigure.stacked("", List.of(panel.withOutline(mask))).toPng()));
        List<Integer> xs = new ArrayList<>();
        List<Integer> ys = new ArrayList<>();
        for (int x = 0; x < plain.getWidth(); x++) {
            for (int y = 0; y < plain.getHeight(); y++) {
                if (plain.getRGB(x, y) != outlined.getRGB(x, y)) {
                    xs.add(x);
                    ys.add(y);
                }
            }
        }
        assertThat(Collections.max(xs) - Collections.min(xs))
                .as("half of the plot's 600 pixels")
                .isBetween(300, 308);
        assertThat(Collections.max(ys) - Collections.min(ys))
                .as("half of the plot's 180 pixels")
                .isBetween(90, 98);
        assertThat(xs).as("a border, not an area").hasSizeLessThan(8 * 800);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 10_000})
    void lineFigure_anyLength_isDrawn(int steps) throws Exception {
        double[] values = new double[steps];
        Arrays.setAll(values, i -> i == steps / 2 ? 0 : 1.0 / steps);
        Line line = Line.of("a <b> & c", values).withIntervals(values, values);
        for (Figure figure : List.of(
                LineFigure.massPerStep("T", List.of(line), new Span("known", 0, 1)),
                LineFigure.gradientNorms("T", List.of(line, Line.of("empty", new double[] {Double.NaN}))))) {
            parse(figure.toSvg());
            assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
            assertThat(figure.toSvg()).doesNotContain("NaN\"", "Infinity");
        }
        assertThat(LineFigure.gradientNorms("T", List.of(line)).notes())
                .last()
                .asString()
                .contains("Values of 0");
    }

    @Test
    void lineFigure_padding_isHatchedAndNotCountedAsLate() {
        double[] values = new double[40];
        Arrays.setAll(values, i -> i < 20 ? 0.05 : Double.NaN);
        LineFigure figure = LineFigure.massPerStep("T", List.of(Line.of("a", values)), null);
        assertThat(figure.toSvg()).contains(">no data (padding)<");
        assertThat(figure.altText()).contains("last 10 % of the steps (steps 18 to 19)", "ends at 5 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 60})
    void confusion_anyClassCount_isDrawn(int classes) throws Exception {
        long[][] counts = new long[classes][classes];
        counts[0][0] = 12_345;
        ConfusionFigure figure = ConfusionFigure.of("T", Examples.names(classes), counts);
        parse(figure.toSvg());
        assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
        assertThat(figure.altText()).contains("f0: 12345 of 12345 correct.");
    }

    @Test
    void figures_disagreeingSizes_areRefused() {
        CellMap small = CellMap.of(2, List.of("a"), (time, feature) -> 0);
        CellMap large = CellMap.of(3, List.of("a"), (time, feature) -> 0);
        ColorScale scale = ColorScale.range("number");
        assertThatThrownBy(() -> HeatMapFigure.stacked(
                        "F", List.of(Panel.of("one", small, scale), Panel.of("two", large, scale))))
                .hasMessage("the maps of figure 'F' must all have 2 steps and 1 features, but 'two' has 3 and 1");
        assertThatThrownBy(() -> CellMap.of(1, List.of("a"), (time, feature) -> Double.POSITIVE_INFINITY))
                .hasMessage("the cell at step 0, feature 0 is infinite");
        assertThatThrownBy(() -> ConfusionFigure.of("F", List.of("a", "b"), new long[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    public static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
