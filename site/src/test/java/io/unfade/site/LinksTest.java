package io.unfade.site;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Links of a repository of two pages. */
class LinksTest {
    private static final Contents CONTENTS = new Contents(List.of(new Contents.Group(
            "All",
            List.of(
                    new Contents.Entry("README.md", "index.html", "Start"),
                    new Contents.Entry("docs/more.md", "more.html", "More")))));

    @TempDir
    Path root;

    @BeforeEach
    void makeRepository() throws IOException {
        Folders.write(root.resolve("docs/more.md"), "# More\n\n## Parts & pieces of `it`\n\nText.\n");
        Folders.write(root.resolve("docs/a.png"), "a picture");
        Folders.write(root.resolve("docs/b/a.png"), "another one");
    }

    private List<String> broken(String readme) throws IOException {
        Folders.write(root.resolve("README.md"), readme);
        List<Article> articles = List.of(
                Article.read(root, CONTENTS.entries().get(0)),
                Article.read(root, CONTENTS.entries().get(1)));
        Links links = new Links(root, articles);
        articles.forEach(links::resolve);
        return links.broken();
    }

    @Test
    void links_thatLeadSomewhere_areFine() throws IOException {
        assertThat(broken("""
                # A
                [a](#a) [b](docs/more.md#parts--pieces-of-it) [c](https://example.org) [d](docs/more.md)
                ![p](docs/a.png)
                """)).isEmpty();
    }

    @Test
    void links_thatLeadNowhere_areNamed_withFileAndLine() throws IOException {
        assertThat(broken("""
                # A

                [a](#b)
                [b](docs/less.md)

                | t |
                |---|
                | [c](docs/more.md#less) |

                ![d](../x.png)
                """))
                .containsExactly(
                        "README.md:3: #b: no heading has this anchor",
                        "README.md:4: docs/less.md: there is no such file",
                        "README.md:8: docs/more.md#less: no heading has this anchor",
                        "README.md:10: ../x.png: there is no such file");
    }

    @Test
    void pictures_ofOneName_areNamed() throws IOException {
        assertThat(broken("# A\n![a](docs/a.png) ![b](docs/b/a.png)\n"))
                .containsExactly("README.md:2: docs/b/a.png: another picture has the same name");
    }

    @Test
    void site_withABrokenLink_isNotWritten() throws IOException {
        Folders.write(root.resolve("README.md"), "# A\n\n[a](#b)\n");
        Path out = root.resolve("out");
        assertThatThrownBy(() -> new Site(root, CONTENTS, false).write(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken links:\nREADME.md:3: #b: no heading has this anchor");
        assertThat(out).doesNotExist();
    }

    @Test
    void site_showsHtmlOfDocuments_andLinksApiDocumentation_onlyWhereAskedTo() throws IOException {
        Folders.write(root.resolve("README.md"), "# A\n\n<b>bold</b>\n");
        Contents reference = new Contents(List.of(
                new Contents.Group("Reference", List.of(CONTENTS.entries().get(0)))));
        Path out = Files.createDirectory(root.resolve("out"));
        new Site(root, reference, true).write(out);
        assertThat(out.resolve("index.html")).content().contains("&lt;b&gt;bold", "href=\"api/index.html\"");
        new Site(root, reference, false).write(out);
        assertThat(out.resolve("index.html")).content().doesNotContain("api/index.html");
    }
}
