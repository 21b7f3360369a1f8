package io.unfade.site;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The site of this repository, as a browser gets it. */
class SiteTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    static Path out;

    @BeforeAll
    static void write() throws IOException {
        Files.createFile(out.resolve("old.html"));
        Main.main(new String[] {ROOT.toString(), out.toString(), "false"});
    }

    static List<String> pages() {
        return Contents.REPOSITORY.entries().stream().map(Contents.Entry::page).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_ofPage_leadSomewhere(String page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Element element : parsed(page).select("[href], [src]")) {
            String link = element.attr(element.hasAttr("href") ? "href" : "src");
            if (!leads(page, link)) {
                broken.add(page + ": " + link);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(String page, String link) throws IOException {
        if (link.matches("(https?|mailto|data):.*")) {
            return true;
        }
        URI target = URI.create(link);
        String file = target.getPath().isEmpty() ? page : target.getPath();
        if (!Files.isRegularFile(out.resolve(file))) {
            return false;
        }
        return target.getFragment() == null || parsed(file).getElementById(target.getFragment()) != null;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_asksNothingOfOthers(String page) throws IOException {
        Document parsed = parsed(page);
        assertThat(parsed.select("link[href], script[src], img[src], iframe, object, embed")
                        .eachAttr("abs:href"))
                .noneMatch(link -> link.startsWith("http"));
        assertThat(parsed.select("[src]").eachAttr("src")).noneMatch(link -> link.contains("//"));
        assertThat(parsed.select("link").eachAttr("href")).noneMatch(link -> link.contains("//"));
        assertThat(parsed.select("style, [style], script:not([src])")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_hasOneTitle_itsPlaceInTheNavigation_andContents(String page) throws IOException {
        Document parsed = parsed(page);
        assertThat(parsed.select("h1")).hasSize(1);
        assertThat(parsed.title()).endsWith(" – unfade");
        assertThat(parsed.select("nav [aria-current]").eachAttr("href")).containsExactly(page);
        assertThat(parsed.select("nav a").eachAttr("href")).isEqualTo(pages());
        assertThat(parsed.select(".contents a")).hasSameSizeAs(parsed.select("article h2, article h3"));
        assertThat(parsed.select("img").eachAttr("alt")).noneMatch(String::isBlank);
    }

    @Test
    void navigation_namesEveryDocument() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            Set<String> documents = files.map(file -> "docs/" + file.getFileName())
                    .filter(name -> name.endsWith(".md"))
                    .collect(Collectors.toSet());
            assertThat(Contents.REPOSITORY.entries().stream().map(Contents.Entry::source))
                    .containsAll(documents);
        }
    }

    @Test
    void links_ofDocuments_becomePages_andCopies() throws IOException {
        assertThat(links("index.html")).contains("fmri.html", "command-line.html#unfade-methods", "images/demo.png");
        assertThat(links("pytorch.html")).contains("files/docs/rebuild.py.txt");
        assertThat(links("contributing.html")).contains("golden.html");
        assertThat(links("command-line.html")).contains("#adaptive-noise");
        assertThat(out.resolve("images/demo.png")).hasSameBinaryContentAs(ROOT.resolve("docs/images/demo.png"));
        assertThat(out.resolve("old.html")).doesNotExist();
    }

    @Test
    void stylesAndScripts_askNothingOfOthers() throws IOException {
        for (String file : List.of("site.css", "site.js", "search.js")) {
            assertThat(out.resolve(file)).content().doesNotContain("http:", "https:", "@import", "url(", "fetch(");
        }
        assertThat(out.resolve("lunr-licence.txt")).content().contains("Oliver Nightingale");
    }

    private static List<String> links(String page) throws IOException {
        return parsed(page).select("article a").eachAttr("href");
    }

    private static Document parsed(String page) throws IOException {
        return Jsoup.parse(Files.readString(out.resolve(page)));
    }
}
