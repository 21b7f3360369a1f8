package io.unfade.site;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The links of all pages: they are made to lead to other pages of the site, and to copies of the pictures and files of
 * the repository that documents name. Those that lead nowhere are gathered.
 */
final class Links {
    private static final Set<String> PICTURES = Set.of("png", "svg", "jpg", "gif");

    private final Path root;
    private final Map<String, Article> articles;
    private final Map<String, Path> copies = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    Links(Path root, List<Article> articles) {
        this.root = root.toAbsolutePath().normalize();
        this.articles = articles.stream()
                .collect(Collectors.toMap(article -> article.entry().source(), Function.identity()));
    }

    /** {@return what the site needs of the repository: names in the site, and the files} */
    Map<String, Path> copies() {
        return copies;
    }

    /** {@return links that lead nowhere, a line each, with file, line and link} */
    List<String> broken() {
        return broken;
    }

    /** Changes the links of a page. */
    void resolve(Article article) {
        article.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(resolved(article, link, link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(resolved(article, image, image.getDestination()));
                visitChildren(image);
                openWhole(image);
            }
        });
    }

    /** Has a picture lead to itself: on a narrow screen it is small. */
    private static void openWhole(Image image) {
        if (!(image.getParent() instanceof Link)) {
            Link link = new Link(image.getDestination(), null);
            image.insertBefore(link);
            link.appendChild(image);
        }
    }

    private String resolved(Article article, Node node, String destination) {
        if (destination.matches("(https?|mailto):.*")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        String anchor = parts.length > 1 ? parts[1] : "";
        String file = parts[0].isEmpty() ? article.entry().source() : target(article, parts[0]);
        Article page = articles.get(file);
        if (page == null) {
            return copied(article, node, destination, file);
        }
        if (!anchor.isEmpty() && !page.hasAnchor(anchor)) {
            report(article, node, destination, "no heading has this anchor");
        }
        String address = page.entry().equals(article.entry()) && !anchor.isEmpty()
                ? ""
                : page.entry().page();
        return anchor.isEmpty() ? address : address + "#" + anchor;
    }

    /** {@return a file that a page names, from the root of the repository} */
    private String target(Article article, String file) {
        Path page = root.resolve(article.entry().source());
        Path target = page.resolveSibling(file).normalize();
        return target.startsWith(root) ? root.relativize(target).toString().replace('\\', '/') : file;
    }

    /* Files are shown as text: a browser would offer a script to be stored. */
    private String copied(Article article, Node node, String destination, String file) {
        Path source = root.resolve(file).normalize();
        if (!source.startsWith(root) || !Files.isRegularFile(source)) {
            report(article, node, destination, "there is no such file");
            return destination;
        }
        boolean picture = PICTURES.contains(ending(file));
        String copy = picture ? "images/" + source.getFileName() : "files/" + file + ".txt";
        Path other = copies.put(copy, source);
        if (other != null && !other.equals(source)) {
            report(article, node, destination, "another picture has the same name");
        }
        return copy;
    }

    private void report(Article article, Node node, String destination, String reason) {
        int line = node.getSourceSpans().stream()
                .mapToInt(span -> span.getLineIndex() + 1)
                .findFirst()
                .orElse(1);
        broken.add(article.entry().source() + ":" + line + ": " + destination + ": " + reason);
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
