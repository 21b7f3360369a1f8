package io.unfade.examples;

import io.unfade.testing.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs of others: {@link FirstMap} is built in a folder of its own, from an empty local repository, with one dependency,
 * and run. Everything comes from folders of this machine: the repository that this build made, and what Maven has downloaded
 * for it.
 */
@EnabledOnOs(OS.LINUX)
class ConsumersCheck {
    private static final Path CONSUMERS = Path.of("src/consumers").toAbsolutePath();
    private static final Path PROGRAM = Path.of("src/main/java/io/unfade/examples/FirstMap.java");
    private static final String REPOSITORY =
            Path.of(System.getProperty("unfade.repository")).toUri().toString();
    private static final String DOWNLOADS =
            Path.of(System.getProperty("unfade.downloads")).toUri().toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void copyProgram() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/main/java/io/unfade/examples"));
        Files.copy(PROGRAM, sources.resolve("FirstMap.java"));
    }

    private void copyProject(String name) throws IOException {
        try (Stream<Path> files = Files.list(CONSUMERS.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void assertTold(String output) {
        List<String> lines = output.lines().map(String::strip).toList();
        assertThat(lines).as(output).anyMatch(line -> line.matches("faulty: \\d+ %"));
        assertThat(lines)
                .filteredOn(line -> line.matches("pressure at step 2[0-4]"))
                .as(output)
                .isNotEmpty();
    }

    @Test
    void maven_oneDependency_isBuiltAndRuns() throws IOException, InterruptedException {
        copyProject("maven");

        assertTold(Programs.run(
                Path.of("../mvnw").toAbsolutePath(),
                "-B",
                "-ntp",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-s",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dunfade.repository=" + REPOSITORY,
                "-Dunfade.downloads=" + DOWNLOADS,
                "compile",
                "exec:java",
                "-Dexec.mainClass=io.unfade.examples.FirstMap",
                "-Dexec.args=" + folder.resolve("out")));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64") // the build names this machine's native library
    void gradle_oneDependencyAndTheNativeLibrary_isBuiltAndRuns() throws IOException, InterruptedException {
        Path gradle = Programs.needed("the build by Gradle", "gradle");
        copyProject("gradle");

        assertTold(Programs.run(
                gradle,
                "--offline",
                "--no-daemon",
                "-p",
                folder.toString(),
                "-g",
                folder.resolve("home").toString(),
                "-PunfadeRepository=" + REPOSITORY,
                "-Pdownloads=" + DOWNLOADS,
                "-Pfolder=" + folder.resolve("out"),
                "run"));
    }
}
