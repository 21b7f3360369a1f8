package io.unfade.report.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheFactory;

import java.io.StringWriter;
import java.util.Map;

/** The HTML templates of pages. Inserted text is escaped. */
enum Template {
    PAGE("page"),
    PARAGRAPH("paragraph"),
    HOW_TO_READ("how-to-read"),
    TABLE("table"),
    FIGURE("figure"),
    FIGURE_BLOCK("figure-block"),
    SLIDER("slider"),
    GALLERY("gallery"),
    MODEL_CARD("model-card");

    private final String file;

    Template(String file) {
        this.file = file + ".mustache";
    }

    /* Loaded with the first page. */
    private static final class Compiled {
        static final MustacheFactory FACTORY = new DefaultMustacheFactory("io/unfade/report/page/");
    }

    /** {@return the template filled with values} */
    String filled(Map<String, ?> values) {
        Mustache template = Compiled.FACTORY.compile(file);
        StringWriter html = new StringWriter();
        template.execute(html, values);
        return html.toString();
    }
}
