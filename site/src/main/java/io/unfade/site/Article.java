package io.unfade.site;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Markdown file, parsed.
 *
 * @param entry its place in the site
 * @param document its root
 * @param headings its headings by their nodes, in order
 */
record Article(Contents.Entry entry, Node document, Map<Node, Heading> headings) {
    /** What documents use beside CommonMark. */
    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /**
     * {@return a page of the repository}
     *
     * @throws IOException if it cannot be read
     */
    static Article read(Path root, Contents.Entry entry) throws IOException {
        return of(entry, Files.readString(root.resolve(entry.source())));
    }

    /** {@return a page with this Markdown text} */
    static Article of(Contents.Entry entry, String text) {
        Node document = PARSER.parse(text);
        return new Article(entry, document, headings(document));
    }

    /** {@return the first heading} */
    String title() {
        return headings.values().stream().findFirst().map(Heading::text).orElse(entry.label());
    }

    boolean hasAnchor(String id) {
        return headings.values().stream().anyMatch(heading -> heading.id().equals(id));
    }

    /** {@return the parts that begin with a heading each, in order} */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            Heading heading = headings.get(node);
            if (heading != null) {
                sections.add(new Section(heading, new ArrayList<>()));
            } else if (!sections.isEmpty()) {
                sections.get(sections.size() - 1).body().add(node);
            }
        }
        return sections;
    }

    /** A heading and what stands below it, up to the next. */
    record Section(Heading heading, List<Node> body) {}

    private static Map<Node, Heading> headings(Node document) {
        IdGenerator ids = IdGenerator.builder().build();
        Map<Node, Heading> headings = new LinkedHashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(org.commonmark.node.Heading node) {
                String text = Words.of(node);
                headings.put(node, new Heading(node.getLevel(), ids.generateId(text), text));
            }
        });
        return headings;
    }
}
