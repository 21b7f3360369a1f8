package io.unfade.report;

import io.unfade.report.chart.Bins;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Item;
import io.unfade.report.chart.DistributionFigure;
import io.unfade.report.chart.DistributionFigure.Group;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureTest;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;
import io.unfade.report.page.TimeSlider;
import io.unfade.report.page.TimeSlider.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TaskFigureTest {
    private static final double ROUNDING = 1e-12;

    @TempDir
    private Path folder;

    @Test
    void write_taskPage_holdsAllFramesAndShowsThree() throws IOException {
        Path html = Path.of("target", "example-reports", "task.html");
        HtmlReport.write(TaskExamples.page(), html);
        String text = Files.readString(html);
        assertThat(text.split("<div class=\"frame kept\">", -1)).hasSize(1 + 3);
        assertThat(text.split("<div class=\"frame\" hidden>", -1)).hasSize(1 + 6);
        assertThat(text)
                .contains("max=\"8\" step=\"1\" value=\"4\"", "<p class=\"moment\">7.5 s after onset, on task</p>")
                .contains("the first, the middle and the last of 9 moments")
                .contains("data-first-second=\"-10.0\"", "data-second-step=\"2.5\"");
        assertThat(Path.of("target/example-reports/task_files/04-7-5-s-after-onset-on-task-saliency-around-a-bloc.png"))
                .exists();
    }

    @Test
    void slider_oneFrame_hasNothingToChoose() throws IOException {
        Figure figure = TaskExamples.ranking();
        ReportPage page = new ReportPage(
                "T",
                "",
                List.of(),
                List.of(new Section("S", "", List.of(new TimeSlider("", List.of(new Frame("now", figure)))))),
                "");
        HtmlReport.write(page, folder.resolve("p.html"));
        assertThat(folder.resolve("p.html"))
                .content()
                .contains("<div class=\"frame kept\">")
                .doesNotContain("type=\"range\"", "class=\"frame\" hidden", "Shown are");
        assertThatThrownBy(() -> new TimeSlider("S", List.of())).hasMessage("the slider 'S' needs at least one frame");
    }

    @Test
    void heatMap_inSeconds_marksTheTaskWhereItWas() {
        HeatMapFigure figure = TaskExamples.blockMap(12);
        String svg = figure.toSvg();
        assertThat(svg)
                .contains(">time from onset (s)<", ">−10<", ">0<", ">40<", ">on task<", ">region<")
                .contains(">Lateral Occipital Cortex, inferior division<")
                .doesNotContain(">time step<", ">feature<");
        /* 22.5 of the 52.5 s of 21 steps, in a plot of 300 points. */
        assertThat(svg).containsPattern("<rect [^>]*height=\"6\"[^>]* width=\"128.57\"");
        assertThat(figure.altText()).containsPattern("at time step \\d+ \\([\\d.]+ s\\), feature Lateral");
    }

    @Test
    void heatMap_inSeconds_hasTicksAtTheirPlaces() {
        CellMap map = CellMap.of(11, List.of("a"), (time, region) -> 1000 + time);
        String svg = HeatMapFigure.of("T", map, ColorScale.range("v"))
                .withSeconds("time (s)", -3, 1, List.of())
                .toSvg();
        double zero = middle(svg, "0");
        double four = middle(svg, "4");
        assertThat(four - zero)
                .as("4 of 11 steps of a plot of 300 points; text is placed to half a point")
                .isCloseTo(300 * 4 / 11.0, within(1.0));
    }

    /** {@return the middle of the tick label with a text} */
    private static double middle(String svg, String label) {
        Matcher found = Pattern.compile("textLength=\"([\\d.]+)\"[^>]* x=\"([\\d.]+)\"[^>]*>" + label + "<")
                .matcher(svg);
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(2)) + Double.parseDouble(found.group(1)) / 2;
    }

    @Test
    void heatMap_bandsOfSeveralKinds_haveColoursOfTheirOwn() {
        CellMap map = CellMap.of(10, List.of("a"), (time, region) -> time);
        List<TimeBand> bands =
                List.of(new TimeBand("face", -50, 2), new TimeBand("house", 4, 6), new TimeBand("face", 90, 95));
        String svg = HeatMapFigure.of("T", map, ColorScale.range("v"))
                .withSeconds("time (s)", 0, 1, bands)
                .toSvg();
        assertThat(svg.split(">face<", -1)).as("one entry in the key").hasSize(2);
        assertThat(svg.split("height=\"6\"", -1))
                .as("nothing is drawn outside the map")
                .hasSize(3);
        assertThat(svg).contains("width=\"75\"", "width=\"60\"");
    }

    @Test
    void heatMap_badTime_isRefused() {
        CellMap map = CellMap.of(10, List.of("a"), (time, region) -> time);
        HeatMapFigure figure = HeatMapFigure.of("F", map, ColorScale.range("v"));
        assertThatThrownBy(() -> figure.withSeconds("s", 0, 0, List.of()))
                .hasMessageStartingWith("time steps must be more than 0 s apart");
        assertThatThrownBy(() -> ExperimentExamples.upright().withSeconds("s", 0, 1, List.of()))
                .hasMessageEndingWith("must run to the right to be in seconds");
        assertThatThrownBy(() -> new TimeBand("b", 3, 3))
                .hasMessage("band 'b' must have from < to, but was 3.0..3.0 s");
    }

    @Test
    void ranking_manyItems_drawsTheLargestInOrderWithWholeNames() {
        List<Item> items = List.of(
                Item.of("small", 1),
                Item.of("Lateral Occipital Cortex, inferior division", 3).withInterval(2, 5),
                Item.of("middle", 2));
        CategoryFigure figure = CategoryFigure.ranking("T", "regions", "saliency (logit)", items, 2);
        assertThat(figure.altText())
                .isEqualTo("Ranking of 2 of 3 regions by saliency (logit): Lateral Occipital Cortex, inferior division"
                        + " 3 (95 % interval 2 to 5); middle 2.");
        assertThat(figure.notes()).containsExactly("The 2 of 3 regions with the largest values.");
        assertThat(figure.toSvg())
                .contains(">Lateral Occipital Cortex, inferior division<", ">95 % interval<", ">saliency (logit)<")
                .doesNotContain(">small<");
        assertThat(CategoryFigure.ranking("T", "regions", "v", items, 9).notes())
                .isEmpty();
    }

    @Test
    void ranking_negativeAndSingleValues_areDrawn() throws Exception {
        for (double value : new double[] {0, -2, 1e-300, 1e300}) {
            CategoryFigure figure = CategoryFigure.ranking("T", "regions", "v", List.of(Item.of("a", value)), 5);
            FigureTest.parse(figure.toSvg());
            assertThat(figure.toSvg()).doesNotContain("NaN", "Infinity", ">95 % interval<");
            assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
        }
        assertThatThrownBy(() -> Item.of("a", Double.NaN)).hasMessage("the value of 'a' must be a number, but was NaN");
        assertThatThrownBy(() -> Item.of("a", 1).withInterval(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CategoryFigure.ranking("T", "regions", "v", List.of(), 3))
                .hasMessage("figure 'T' needs at least one of the regions");
    }

    @Test
    void bins_even_countEachValueOnce() {
        Group group =
                new Group("g", IntStream.rangeClosed(0, 40).asDoubleStream().toArray());
        Bins bins = Bins.even(List.of(group, new Group("h", new double[] {7.5})));
        double[] expected = new double[40];
        Arrays.fill(expected, 1 / 41.0);
        expected[39] = 2 / 41.0;
        assertThat(bins.shares(group)).containsExactly(expected, within(ROUNDING));
        assertThat(bins.shares(new Group("h", new double[] {7.5}))[7]).isEqualTo(1);
        assertThat(bins.shareBelow(group)).isZero();
    }

    @Test
    void bins_logarithmic_haveEqualFactorsAndLeaveOutWhatHasNoLogarithm() {
        Group group = new Group("g", new double[] {0, -1, 1e-30, 1e-4, 1.5e-4, 1, 1});
        Bins bins = Bins.logarithmic(List.of(group));
        assertThat(bins.edges()[0]).isEqualTo(1e-4);
        assertThat(bins.edges()[40]).isEqualTo(1);
        for (int i = 1; i <= 40; i++) {
            assertThat(bins.edges()[i] / bins.edges()[i - 1]).isCloseTo(Math.pow(10, 0.1), within(1e-9));
        }
        double[] shares = bins.shares(group);
        assertThat(shares[0]).as("1e-4, as 10^0.1 is 1.26").isCloseTo(1 / 7.0, within(ROUNDING));
        assertThat(shares[1]).as("1.5e-4, as 10^0.2 is 1.58").isCloseTo(1 / 7.0, within(ROUNDING));
        assertThat(shares[39]).isCloseTo(2 / 7.0, within(ROUNDING));
        assertThat(bins.shareBelow(group)).isCloseTo(3 / 7.0, within(ROUNDING));
    }

    @Test
    void distribution_twoGroups_namesThemAndTheirMedians() {
        DistributionFigure figure = TaskExamples.distribution().withLogarithmicValues();
        assertThat(figure.toSvg())
                .contains(">on-task steps<", ">off-task steps<", ">median<", ">share of the group per bin (%)<");
        assertThat(figure.notes()).contains("Below the axis, or 0: off-task steps 2 %.");
        Group four = new Group("g", new double[] {4, 1, 3, 2});
        assertThat(DistributionFigure.of("T", "v", List.of(four)).altText())
                .isEqualTo("Histograms of v. g: 4 values, median 2.5, middle half 1.75 to 3.25.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -2, 5, 1e-300, 1e300})
    void distribution_ofOneValue_isDrawn(double value) throws Exception {
        DistributionFigure figure = DistributionFigure.of("T", "v", List.of(new Group("g", new double[] {value})));
        FigureTest.parse(figure.toSvg());
        assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
        if (value > 0) {
            FigureTest.parse(figure.withLogarithmicValues().toSvg());
        } else {
            assertThatThrownBy(figure::withLogarithmicValues)
                    .hasMessage("figure 'T' needs a value above 0 for a logarithmic axis");
        }
    }

    @Test
    void distribution_badGroups_areRefused() {
        assertThatThrownBy(() -> new Group("g", new double[0])).hasMessage("group 'g' needs at least one value");
        assertThatThrownBy(() -> new Group("g", new double[] {1, Double.NaN}))
                .hasMessage("the values of group 'g' must be finite");
        assertThatThrownBy(() -> DistributionFigure.of("F", "v", List.of()))
                .hasMessage("figure 'F' needs 1 to 8 groups, but has 0");
    }
}
