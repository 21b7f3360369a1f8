package io.unfade.serve.browser;

import io.unfade.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The types that comments in the page's scripts state, checked by the TypeScript compiler in Node.js. */
class TypesTest {
    private static final String JARS = "/META-INF/resources/webjars/";
    private static final String TYPESCRIPT = "typescript/5.9.3";
    private static final String PREACT = "preact/10.26.4";
    private static final String UPLOT = "uplot/1.6.30";

    /** What the page's own names of its libraries stand for. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "preact", "export * from '../" + PREACT + "/src/index';",
            "hooks", "export * from '../" + PREACT + "/hooks/src/index';",
            "uplot", "import uPlot from '../" + UPLOT + "/dist/uPlot';\nexport default uPlot;",
            "htm",
                    "declare const htm: { bind(h: any): (strings: TemplateStringsArray, ...values: any[]) => any };\n"
                            + "export default htm;");

    private static final String SETTINGS = """
            {"compilerOptions": {"allowJs": true, "checkJs": true, "noEmit": true, "strict": true, "skipLibCheck": true,
              "target": "ES2022", "module": "ES2022", "moduleResolution": "bundler", "types": [],
              "lib": ["ES2023", "DOM", "DOM.Iterable"],
              "paths": {"preact": ["./%1$s/src/index.d.ts"], "preact/*": ["./%1$s/*"]}},
              "include": ["web/**/*.js"]}
            """.formatted(PREACT);

    @TempDir
    Path folder;

    @Test
    void scripts_haveTheTypesThatTheyState() throws Exception {
        Path node = Programs.needed("the check of the types of the page's scripts", "node");
        unpack(TYPESCRIPT, "lib/tsc.js");
        unpack(PREACT, "src/index.d.ts");
        unpack(UPLOT, "dist/uPlot.d.ts");
        Files.createDirectories(folder.resolve("lib"));
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            Files.createFile(folder.resolve("lib/" + library.getKey() + ".js"));
            Files.writeString(folder.resolve("lib/" + library.getKey() + ".d.ts"), library.getValue());
        }
        copy(Path.of("src/main/resources/io/unfade/serve/web"), folder.resolve("web"));
        Files.writeString(folder.resolve("tsconfig.json"), SETTINGS);

        String compiler = folder.resolve(TYPESCRIPT + "/lib/tsc.js").toString();
        String project = folder.resolve("tsconfig.json").toString();
        assertThat(Programs.run(node, compiler, "-p", project)).isEmpty();
        Files.writeString(folder.resolve("web/wrong.js"), "/** @type {number} */\nexport const n = 'x';\n");
        assertThat(Programs.run(node, compiler, "-p", project)).contains("wrong.js(2,14): error TS2322");
    }

    private void unpack(String library, String one) throws IOException, URISyntaxException {
        String place = JARS + library + "/";
        URI inJar =
                Objects.requireNonNull(TypesTest.class.getResource(place + one)).toURI();
        try (FileSystem jar = FileSystems.newFileSystem(inJar, Map.of())) {
            copy(jar.getPath(place), folder.resolve(library));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(file, target);
        }
    }
}
