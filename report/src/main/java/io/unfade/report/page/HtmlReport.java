package io.unfade.report.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.unfade.check.AtomicFile;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.report.draw.FigureFiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a report as one HTML file that needs nothing else: figures, style and script are inside, and the page forbids
 * itself to load anything. Characters that are not seen, such as marks of direction in names, are written as escapes. Readable without scripts, on a phone, in the dark and on paper. Equal pages give equal
 * bytes.
 */
public final class HtmlReport {
    private static final String TEMPLATES = "io/unfade/report/page/";
    private static final Mustache TEMPLATE = new DefaultMustacheFactory(TEMPLATES).compile("page.mustache");

    private HtmlReport() {}

    /**
     * Writes a page, and its figures as PNG and SVG into a folder beside it: {@code report.html} and
     * {@code report_files/}. The page appears last and at once; if anything fails, an earlier page stays as it was.
     *
     * @param html ends in the page's file name; its folder is made if need be
     * @throws IOException if a file cannot be written
     */
    public static void write(ReportPage page, Path html) throws IOException {
        Path target = html.toAbsolutePath();
        Path folder = Require.present(target.getParent(), "a report needs a file name, but was '%s'", html);
        Files.createDirectories(folder);
        Path figures = figuresOf(target);
        FigureFiles files = new FigureFiles(figures);
        Map<String, Object> view = new PageView(files, encoded(String.valueOf(figures.getFileName()))).of(page);
        view.put("css", resource("report.css"));
        view.put("script", resource("report.js"));
        StringWriter text = new StringWriter();
        TEMPLATE.execute(text, view);
        String shown = PlainText.visible(text.toString());
        AtomicFile.write(target, out -> out.write(shown.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@return the folder beside a page that its figures are written to; it need not exist} */
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
