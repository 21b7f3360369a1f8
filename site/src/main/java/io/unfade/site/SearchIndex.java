package io.unfade.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

/** What the search looks through: every section of every page. It is a script, since pages of a folder may not read files. */
final class SearchIndex {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Section> sections = new ArrayList<>();

    /** One place that can be found: its address, the page's name, its heading, its text. */
    record Section(
            @JsonProperty("url") String url,
            @JsonProperty("page") String page,
            @JsonProperty("heading") String heading,
            @JsonProperty("text") String text) {}

    void add(Article article) {
        for (Article.Section section : article.sections()) {
            StringBuilder text = new StringBuilder();
            section.body().forEach(node -> text.append(Words.of(node)).append(' '));
            Heading heading = section.heading();
            String url = article.entry().page() + (heading.level() == 1 ? "" : "#" + heading.id());
            sections.add(new Section(
                    url,
                    article.entry().label(),
                    heading.text(),
                    text.toString().strip()));
        }
    }

    /** {@return the script} */
    String script() {
        try {
            return "globalThis.unfadeSections = " + JSON.writeValueAsString(sections) + ";\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
