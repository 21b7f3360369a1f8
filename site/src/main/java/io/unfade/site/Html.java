package io.unfade.site;

import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

import java.util.List;
import java.util.Map;

/** HTML of a document's parts. HTML in Markdown is shown, not obeyed. */
final class Html {
    private final HtmlRenderer renderer;

    /**
     * Creates a renderer of one page.
     *
     * @param headings the anchors
     * @param up what leads from the file to be written to the site's folder: nothing, or {@code ../}
     */
    Html(Map<Node, Heading> headings, String up) {
        AttributeProvider attributes = (node, tag, values) -> {
            Heading heading = headings.get(node);
            if (heading != null) {
                values.put("id", heading.id());
            }
            if (tag.equals("img")) {
                values.put("loading", "lazy");
            }
            values.computeIfPresent("href", (key, link) -> link.matches("[a-z]+:.*|#.*") ? link : up + link);
        };
        renderer = HtmlRenderer.builder()
                .extensions(Article.EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> attributes)
                .build();
    }

    /** {@return the HTML of some nodes; tables can be moved sideways where they are wider than the page} */
    String of(List<Node> nodes) {
        StringBuilder html = new StringBuilder();
        nodes.forEach(node -> renderer.render(node, html));
        return html.toString()
                .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
    }
}
