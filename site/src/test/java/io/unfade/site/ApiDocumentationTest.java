package io.unfade.site;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API documentation is made of; making it takes too long for a test. */
class ApiDocumentationTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void arguments_nameAllPackages_byModule() throws IOException {
        List<String> arguments = new ApiDocumentation(ROOT).arguments(Path.of("out"), Path.of("overview.html"));
        assertThat(arguments)
                .contains("io.unfade.check", "io.unfade.nn", "io.unfade.fmri.map", "io.unfade.onnx.export");
        assertThat(arguments.get(arguments.indexOf("core") + 1))
                .contains("io.unfade.check:")
                .doesNotContain("fmri");
        for (String module : ApiDocumentation.MODULES) {
            assertThat(Files.isDirectory(ROOT.resolve(module))).isTrue();
        }
    }

    @Test
    void packages_areThoseOfTheArchitecture() throws IOException {
        assertThat(new Site(ROOT, Contents.REPOSITORY, true).packages())
                .contains("<table>", "attribution.recurrent", "ArchitectureTest");
    }
}
