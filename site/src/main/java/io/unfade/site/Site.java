package io.unfade.site;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import org.commonmark.node.Node;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pages, and what they need beside themselves. */
final class Site {
    /** The library of the search, as its jar holds it, and its name in the site. */
    private static final Map<String, String> LIBRARY = Map.of("lunr.min.js", "lunr.js", "LICENSE", "lunr-licence.txt");

    private static final String JAR = "/META-INF/resources/webjars/lunr/2.3.9/";
    private static final List<String> OWN = List.of("site.css", "search.js", "site.js");
    private static final int DEEPEST = 3;

    private final Contents contents;
    private final boolean api;
    private final List<Article> articles = new ArrayList<>();
    private final SearchIndex index = new SearchIndex();
    private final Links links;
    private final Mustache page = new DefaultMustacheFactory("io/unfade/site/").compile("page.mustache");

    /**
     * Reads all documents.
     *
     * @param root the repository
     * @param api whether the navigation names API documentation
     * @throws IOException if one cannot be read
     * @throws IllegalStateException if links lead nowhere; the message has a line for each
     */
    Site(Path root, Contents contents, boolean api) throws IOException {
        this.contents = contents;
        this.api = api;
        for (Contents.Entry entry : contents.entries()) {
            articles.add(Article.read(root, entry));
        }
        articles.forEach(index::add);
        links = new Links(root, articles);
        articles.forEach(links::resolve);
        if (!links.broken().isEmpty()) {
            throw new IllegalStateException("broken links:\n" + String.join("\n", links.broken()));
        }
    }

    /** Writes all files of the site. */
    void write(Path out) throws IOException {
        for (int i = 0; i < articles.size(); i++) {
            Folders.write(out.resolve(articles.get(i).entry().page()), html(i));
        }
        for (Map.Entry<String, Path> copy : links.copies().entrySet()) {
            Folders.copy(copy.getValue(), out.resolve(copy.getKey()));
        }
        for (String file : OWN) {
            unpack(file, out.resolve(file));
        }
        for (Map.Entry<String, String> file : LIBRARY.entrySet()) {
            unpack(JAR + file.getKey(), out.resolve(file.getValue()));
        }
        Folders.write(out.resolve("sections.js"), index.script());
    }

    /** {@return what the architecture says of packages, as HTML of a file in a folder of the site} */
    String packages() {
        Article architecture = articles.stream()
                .filter(article -> article.entry().page().equals("architecture.html"))
                .findFirst()
                .orElseThrow();
        List<Node> body = architecture.sections().stream()
                .filter(section -> section.heading().id().equals("packages"))
                .findFirst()
                .orElseThrow()
                .body();
        return new Html(architecture.headings(), "../").of(body);
    }

    private String html(int i) {
        Article article = articles.get(i);
        Map<String, Object> values = new HashMap<>();
        values.put("title", article.title());
        values.put("groups", navigation(article));
        values.put("headings", headings(article));
        values.put("body", new Html(article.headings(), "").of(List.of(article.document())));
        values.put("previous", i == 0 ? List.of() : List.of(articles.get(i - 1).entry()));
        values.put(
                "next",
                i + 1 == articles.size()
                        ? List.of()
                        : List.of(articles.get(i + 1).entry()));
        values.put("source", article.entry().source());
        StringWriter html = new StringWriter();
        page.execute(html, values);
        return html.toString();
    }

    private List<Map<String, Object>> navigation(Article current) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (Contents.Group group : contents.groups()) {
            List<Map<String, Object>> entries = new ArrayList<>();
            for (Contents.Entry entry : group.entries()) {
                entries.add(
                        Map.of("page", entry.page(), "label", entry.label(), "current", entry.equals(current.entry())));
            }
            if (api && group.name().equals("Reference")) {
                entries.add(Map.of("page", Contents.API + "/index.html", "label", "Java API", "current", false));
            }
            groups.add(Map.of("name", group.name(), "entries", entries));
        }
        return groups;
    }

    private static List<Map<String, Object>> headings(Article article) {
        return article.headings().values().stream()
                .filter(heading -> heading.level() > 1 && heading.level() <= DEEPEST)
                .<Map<String, Object>>map(heading ->
                        Map.of("id", heading.id(), "text", heading.text(), "deep", heading.level() == DEEPEST))
                .toList();
    }

    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream content = Objects.requireNonNull(Site.class.getResourceAsStream(resource), resource)) {
            Files.write(file, content.readAllBytes());
        }
    }
}
