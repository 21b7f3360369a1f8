package io.unfade.report.page;

import io.unfade.check.AtomicFile;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.report.draw.FigureFiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a report as one self-contained HTML file: figures, style and script are embedded, and the page's policy
 * forbids loading anything. Invisible characters, such as direction marks in names, are escaped. The page is readable
 * without scripts, on a phone, in dark mode and in print. Equal pages give equal bytes.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Writes a page, and its figures as PNG and SVG to a folder next to it: {@code report.html} and {@code
     * report_files/}. The page is written last and atomically; if anything fails, an earlier page is unchanged.
     *
     * @param html the page's file; its folder is created if necessary
     * @throws IOException if a file cannot be written
     */
    public static void write(ReportPage page, Path html) throws IOException {
        Path target = html.toAbsolutePath();
        Path folder = Require.present(target.getParent(), "a report needs a file name, but was '%s'", html);
        Files.createDirectories(folder);
        Path figures = figuresOf(target);
        FigureFiles files = new FigureFiles(figures);
        String text = html(page, new PageFigures(files, encoded(String.valueOf(figures.getFileName()))));
        String shown = PlainText.visible(text);
        AtomicFile.write(target, out -> out.write(shown.getBytes(StandardCharsets.UTF_8)));
    }

    private static String html(ReportPage page, PageFigures figures) throws IOException {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Section section : page.sections()) {
            List<String> blocks = new ArrayList<>();
            for (PageBlock block : section.blocks()) {
                blocks.add(block.html(figures));
            }
            String id = "s" + (sections.size() + 1);
            sections.add(Map.of("id", id, "heading", section.heading(), "text", section.text(), "blocks", blocks));
        }
        List<Map<String, String>> results = page.results().stream()
                .map(card -> Map.of("label", card.label(), "value", card.value(), "meaning", card.meaning()))
                .toList();
        return Template.PAGE.filled(new Values()
                .with("title", page.title())
                .with("summary", page.summary())
                .with("hasResults", !results.isEmpty())
                .with("results", results)
                .with("sections", sections)
                .with("several", sections.size() > 1)
                .with("footer", page.footer())
                .with("css", resource("report.css"))
                .with("script", resource("report.js")));
    }

    /** {@return the folder of a page's figures; it need not exist} */
    public static Path figuresOf(Path html) {
        String name = String.valueOf(html.getFileName());
        int dot = name.lastIndexOf('.');
        return html.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + "_files");
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(
                    Require.present(in, "resource '%s' is missing from the program", name)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
