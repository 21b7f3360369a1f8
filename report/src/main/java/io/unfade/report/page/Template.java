package io.unfade.report.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheFactory;

import java.io.StringWriter;
import java.util.Map;

/** The pieces of HTML that pages are made of. Text that is filled in is escaped. */
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

    /* Read with the first page. */
    private static final class Compiled {
        static final MustacheFactory FACTORY = new DefaultMustacheFactory("io/unfade/report/page/");
    }

    /** {@return the template with values for its names} */
    String filled(Map<String, ?> values) {
        Mustache template = Compiled.FACTORY.compile(file);
        StringWriter html = new StringWriter();
        template.execute(html, values);
        return html.toString();
    }
}
