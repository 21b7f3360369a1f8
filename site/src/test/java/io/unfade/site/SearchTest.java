package io.unfade.site;

import io.unfade.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The search of the site's pages, in a Node.js that is there. */
class SearchTest {
    /** Words, and one of the first places that they should lead to. */
    private static final Map<String, String> EXPECTED = Map.of(
            "adaptive noise", "training.html#adaptive-noise",
            "--adaptive-noise", "command-line.html#adaptive-noise",
            "fmri prep", "command-line.html#unfade-fmri-prepare",
            "group statistics", "fmri.html#group-statistics",
            "the npz", "files.html#npz",
            "onnx export", "command-line.html#unfade-export",
            "token", "serve.html#who-can-reach-it",
            "which sensor", "guide-engineer.html");

    private static final String SCRIPT = """
            globalThis.lunr = require('./lunr.js');
            require('./sections.js');
            require('./search.js');
            const search = globalThis.unfadeSearch(globalThis.lunr, globalThis.unfadeSections);
            for (const words of process.argv.slice(2)) {
              console.log(words + ' > ' + search(words).slice(0, 5).map(section => section.url).join(' '));
            }
            """;

    @TempDir
    Path out;

    @Test
    void search_findsSections() throws IOException, InterruptedException {
        Path node = Programs.needed("the test of the search of the documents", "node");
        new Site(Path.of(".."), Contents.REPOSITORY, false).write(out);
        Path script = Files.writeString(out.resolve("try.js"), SCRIPT);
        List<String> words = List.copyOf(EXPECTED.keySet());
        String[] arguments = new String[words.size() + 3];
        arguments[0] = script.toString();
        for (int i = 0; i < words.size(); i++) {
            arguments[i + 1] = words.get(i);
        }
        arguments[words.size() + 1] = "zebra";
        arguments[words.size() + 2] = "the";
        List<String> said = Programs.run(node, arguments).lines().toList();
        assertThat(said).hasSize(words.size() + 2).contains("zebra > ", "the > ");
        EXPECTED.forEach((wanted, place) -> assertThat(said)
                .anySatisfy(line -> assertThat(line).startsWith(wanted + " > ").contains(place)));
    }
}
