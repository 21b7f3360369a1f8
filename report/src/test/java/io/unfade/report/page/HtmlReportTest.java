package io.unfade.report.page;

import io.unfade.report.Examples;
import io.unfade.report.ExperimentExamples;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.Table.Column;
import io.unfade.report.page.Table.Marked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HtmlReportTest {
    /** Pages for inspection are written here. */
    private static final Path GALLERY = Path.of("target", "example-reports");

    private static final String NASTY = "<b>&\"quote'\"</b> </script> {{title}} 😀";

    @TempDir
    private Path folder;

    @Test
    void write_demoPage_holdsEveryFigureAndNumber() throws IOException {
        Path html = GALLERY.resolve("demo.html");
        HtmlReport.write(Examples.demoPage(), html);

        String text = Files.readString(html);
        assertThat(text)
                .contains(
                        "Weighted Jaccard", "0.612", "96.4 %", "LSTM with input-cell attention", "Each map has its own")
                .contains("<th scope=\"col\" class=\"number\">Accuracy <span class=\"unit\">(%)</span></th>")
                .contains("role=\"img\"")
                .containsPattern("<image [^>]*class=\"cells\"[^>]* data-features=\"f0&#9;f1&#9;");
        assertThat(filesIn(GALLERY.resolve("demo_files")))
                .contains(
                        "01-series-7-input-and-saliency-of-two-models.png",
                        "01-series-7-input-and-saliency-of-two-models.svg",
                        "02-saliency-per-time-step.png");
        assertThat(ImageIO.read(GALLERY.resolve("demo_files/02-saliency-per-time-step.png")
                        .toFile()))
                .isNotNull();
    }

    @Test
    void write_speechPage_holdsGalleryAndModelCard() throws IOException {
        Path html = GALLERY.resolve("speech.html");
        HtmlReport.write(Examples.speechPage(), html);

        assertThat(Files.readString(html))
                .contains("Series test-3", "✗ wrong", "93.0 %", "<option>speaker B</option>", "20 hops of width 50")
                .contains("no data (padding)");
    }

    @Test
    void write_experimentPage_marksEntriesBySignWordAndColour() throws IOException {
        Path html = GALLERY.resolve("experiment.html");
        HtmlReport.write(ExperimentExamples.page(), html);

        String text = Files.readString(html);
        assertThat(text)
                .contains("<td class=\"number\">93.0\u00a0<span class=\"mark inside\">✓<span class=\"hidden\"> inside")
                .contains(
                        "<td class=\"number\">90.0\u00a0<span class=\"mark outside\">✗<span class=\"hidden\"> outside")
                .contains("<td>another\u00a0<span class=\"mark outside\">")
                .contains("✓</span> inside the tolerance", "<td class=\"number\">98.0</td>")
                .as("space for the mark of other entries in the column")
                .contains("<td class=\"number\">91.2\u00a0<span class=\"mark\"></span></td>");
        assertThat(text)
                .as("maps whose axes the script swaps")
                .containsPattern("<image [^>]*class=\"cells\"[^>]* data-down=\"true\"");
    }

    @Test
    void write_unmarkedTable_explainsNoMarks() throws IOException {
        Path html = folder.resolve("report.html");
        HtmlReport.write(Examples.demoPage(), html);
        assertThat(html).content().doesNotContain("inside the tolerance", "class=\"mark");
    }

    @Test
    void write_oddShapes_staysSmallAndSaysWhatIsMerged() throws IOException {
        Path html = GALLERY.resolve("odd.html");
        HtmlReport.write(Examples.oddPage(), html);

        assertThat(html).content().contains("10,000 time steps are drawn in 300 columns", "Hatched rows: no series");
        assertThat(Files.size(html)).isLessThan(500_000);
    }

    @Test
    void write_samePageTwice_givesEqualBytesAndLeavesNothingElse() throws IOException {
        HtmlReport.write(Examples.demoPage(), folder.resolve("a/report.html"));
        HtmlReport.write(Examples.demoPage(), folder.resolve("b/report.html"));
        HtmlReport.write(Examples.demoPage(), folder.resolve("b/report.html"));

        assertThat(filesIn(folder.resolve("b"))).containsExactly("report.html", "report_files");
        assertThat(folder.resolve("a/report.html")).hasSameBinaryContentAs(folder.resolve("b/report.html"));
        for (String name : filesIn(folder.resolve("a/report_files"))) {
            assertThat(folder.resolve("a/report_files").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b/report_files").resolve(name));
        }
    }

    @Test
    void write_anyPage_loadsNothingFromElsewhere() throws IOException {
        Path html = folder.resolve("report.html");
        HtmlReport.write(Examples.speechPage(), html);

        String text = Files.readString(html);
        String withoutNamespaces = text.replaceAll("xmlns(:xlink)?=\"http://www\\.w3\\.org/[^\"]*\"", "");
        assertThat(withoutNamespaces)
                .doesNotContain("http://", "https://", "//cdn", "<link", "<script src", "@import", "<iframe");
        assertThat(withoutNamespaces).contains("default-src 'none'");
        Matcher loads = Pattern.compile("(?:src|xlink:href)=\"([^\"]{0,20})").matcher(withoutNamespaces);
        assertThat(loads.results()).isNotEmpty().allMatch(load -> load.group(1).startsWith("data:image/png"));
        assertThat(Pattern.compile("url\\(([^)]{0,20})")
                        .matcher(withoutNamespaces)
                        .results())
                .allMatch(load -> load.group(1).startsWith("#"));
    }

    @Test
    void write_anyPage_hasUniqueIdsAndResolvesAllOfThem() throws IOException {
        Path html = folder.resolve("report.html");
        HtmlReport.write(Examples.speechPage(), html);

        String text = Files.readString(html);
        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Pattern.compile("aria-labelledby=\"([^\"]*)\"")
                        .matcher(text)
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(" ", -1))))
                .isSubsetOf(ids);
    }

    @Test
    void write_nastyNamesEverywhere_showsThemAsText() throws IOException {
        CellMap map = CellMap.of(2, List.of(NASTY, "b"), (time, feature) -> time + feature);
        Figure figure = HeatMapFigure.of(NASTY, map, ColorScale.range(NASTY));
        Table table = new Table(NASTY, List.of(Column.text(NASTY, NASTY)), List.of(List.of(NASTY)));
        ReportPage page = new ReportPage(
                NASTY,
                NASTY,
                List.of(new ResultCard(NASTY, NASTY, NASTY)),
                List.of(new Section(
                        NASTY,
                        NASTY,
                        List.of(
                                new Paragraph(NASTY),
                                table,
                                FigureBlock.of(NASTY, figure),
                                new Gallery(List.of(new SeriesCard(NASTY, NASTY, NASTY, 1, List.of(figure), NASTY))),
                                new ModelCard(NASTY, List.of(new KeyValue(NASTY, NASTY)))))),
                NASTY);
        Path html = folder.resolve("näme with space & more.html");
        HtmlReport.write(page, html);

        String text = Files.readString(html);
        assertThat(text)
                .doesNotContain("<b>&amp;")
                .doesNotContainPattern("=\"[^\"<>]*&amp;\"quote")
                .contains("&lt;b&gt;&amp;", "😀", "{{title}}");
        assertThat(text.split("</script>", -1)).hasSize(2);
        assertThat(text).contains("n%C3%A4me%20with%20space%20%26%20more_files/01-b-quote-b-script-title.png");
        assertThat(folder.resolve("näme with space & more_files/01-b-quote-b-script-title.svg"))
                .exists();
    }

    @Test
    void write_blockOfAnotherProgram_writesItselfAndItsFigures() throws IOException {
        CellMap map = CellMap.of(2, List.of("a"), (time, feature) -> time);
        Figure figure = HeatMapFigure.of("Own figure", map, ColorScale.range("number"));
        PageBlock own = figures -> "<p class=\"own\">of its own</p>" + figures.html("own", List.of(figure));
        Path html = folder.resolve("report.html");
        HtmlReport.write(new ReportPage("T", "", List.of(), List.of(new Section("S", "", List.of(own))), ""), html);

        assertThat(html).content().contains("<p class=\"own\">of its own</p>", "<figcaption>Own figure</figcaption>");
        assertThat(folder.resolve("report_files/01-own-own-figure.svg")).exists();
    }

    @Test
    void write_emptyPage_isStillAPage() throws IOException {
        Path html = folder.resolve("report");
        HtmlReport.write(new ReportPage("Nothing", "", List.of(), List.of(), ""), html);
        assertThat(html).content().contains("<h1>Nothing</h1>").doesNotContain("<footer>", "class=\"results\"");
    }

    @Test
    void write_targetIsAFolder_leavesNothingBehind() throws IOException {
        Path html = folder.resolve("report.html");
        Files.createDirectories(html.resolve("inside"));
        assertThatThrownBy(() -> HtmlReport.write(new ReportPage("T", "", List.of(), List.of(), ""), html))
                .isInstanceOf(IOException.class);
        assertThat(filesIn(folder)).containsExactly("report.html");
    }

    @Test
    void table_badRows_areRefused() {
        List<Column> columns = List.of(Column.text("a", ""), Column.number("b", "s", 2, ""));
        assertThatThrownBy(() -> new Table("t", columns, List.of(List.of("x"))))
                .hasMessage("table 't' has 2 columns, but a row has 1 entries");
        assertThatThrownBy(() -> new Table("t", columns, List.of(List.of("x", "y"))))
                .hasMessage("column 'b' of table 't' holds numbers, but an entry is 'y'");
        assertThatThrownBy(() -> new Table("t", columns, List.of(List.of("x", Marked.inside("y")))))
                .hasMessageStartingWith("column 'b' of table 't' holds numbers");
        assertThatThrownBy(() -> Marked.inside(Marked.outside(1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(columns.get(1).written(Marked.outside(2))).isEqualTo("2.00");
        assertThat(columns.get(1).written(Double.NaN)).isEqualTo("–");
        assertThat(columns.get(1).written(-1.005)).isEqualTo("−1.00");
        assertThat(columns.get(1).written(3)).isEqualTo("3.00");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
