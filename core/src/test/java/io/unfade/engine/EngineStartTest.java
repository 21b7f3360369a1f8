package io.unfade.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The engine in a separate process, with variables meant for other programs. */
@EnabledOnOs(OS.LINUX)
class EngineStartTest {
    @TempDir
    private Path folder;

    /** Starts the engine twice and prints the outcome. */
    static final class Probe {
        private Probe() {}

        @SuppressWarnings("SystemOut") // read by the test
        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try (NDManager manager = EngineRuntime.newManager()) {
                    System.out.println(manager.ones(new Shape(2)).sum().getFloat() + " " + EngineRuntime.version());
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private static List<String> start(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_") || name.startsWith("UNFADE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void variablesOfAContainer_bundledEngineIsLoaded() throws Exception {
        List<String> told =
                start(Map.of("PYTORCH_VERSION", "2.5.1", "PYTORCH_FLAVOR", "cu121", "PYTORCH_PRECXX11", "true"));

        assertThat(told).hasSize(2).allMatch(line -> line.matches("2\\.0 PyTorch 2\\.7\\.1 \\(DJL [0-9.]+\\)"));
    }

    @Test
    void libraryPathOfAnotherLibtorch_namesTheVariableAndTheWayToMeanIt() throws Exception {
        Files.createFile(folder.resolve(System.mapLibraryName("torch")));

        List<String> told = start(Map.of("PYTORCH_LIBRARY_PATH", "/nowhere:" + folder));

        assertThat(told.get(0)).contains("PYTORCH_LIBRARY_PATH", folder.toString(), "UNFADE_LIBTORCH");
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    @Test
    void ownLibtorchThatIsNone_namesTheFolder() throws Exception {
        assertThat(start(Map.of("UNFADE_LIBTORCH", folder.toString())).get(0))
                .contains("UNFADE_LIBTORCH", folder.toString(), System.mapLibraryName("torch"));
    }

    @Test
    void ownLibtorch_isLoadedInsteadOfTheBundledOne() throws Exception {
        try (NDManager manager = EngineRuntime.newManager()) {
            assertThat(manager.isOpen()).isTrue();
        }
        Path bundled = Path.of(System.getProperty("PYTORCH_LIBRARY_PATH"));
        List<Path> links = new ArrayList<>();
        try (Stream<Path> files = Files.list(bundled)) {
            for (Path file :
                    files.filter(file -> !file.toString().contains("djl_torch")).toList()) {
                links.add(Files.createSymbolicLink(folder.resolve(file.getFileName()), file));
            }
        }
        try {
            assertThat(start(Map.of("UNFADE_LIBTORCH", folder.toString(), "PYTORCH_FLAVOR", "cpu")))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("2.0 PyTorch"));
        } finally {
            for (Path link : links) {
                Files.delete(link); // left to the end, they would cause warnings
            }
        }
    }

    @Test
    void otherDefaultEngine_namesTheVariable() throws Exception {
        assertThat(start(Map.of("DJL_DEFAULT_ENGINE", "MXNet")).get(0)).contains("DJL_DEFAULT_ENGINE");
    }
}
