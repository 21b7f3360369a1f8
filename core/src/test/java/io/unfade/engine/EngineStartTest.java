package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Library;
import com.sun.jna.Native;
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

    /** The environment as native libraries see it. */
    interface Environ extends Library {
        String getenv(String name);
    }

    /** A program with switches and an engine of its own, which comes to unfade later. */
    static final class Host {
        private static final List<String> NAMES = List.of(
                "ai.djl.offline",
                "OPT_OUT_TRACKING",
                "ai.djl.default_engine",
                "disableProgressBar",
                "ENGINE_CACHE_DIR",
                "PYTORCH_LIBRARY_PATH",
                "PYTORCH_FLAVOR");

        private Host() {}

        @SuppressWarnings("SystemOut") // read by the test
        public static void main(String[] args) {
            System.setProperty("ai.djl.offline", "false");
            if (args.length > 0) {
                System.setProperty("ENGINE_CACHE_DIR", args[0]);
                try (NDManager manager = Engine.getInstance().newBaseManager()) {
                    System.out.println(manager.ones(new Shape(3)).sum().getFloat());
                }
            }
            try (NDManager manager = EngineRuntime.newManager();
                    NDManager of = NDManager.newBaseManager()) {
                System.out.println(manager.ones(new Shape(2)).sum().getFloat() + " "
                        + of.ones(new Shape(4)).sum().getFloat());
            }
            String spins = Native.load("c", Environ.class).getenv("GOMP_SPINCOUNT");
            System.out.println("spins " + spins);
            NAMES.forEach(name -> System.out.println(name + " " + System.getProperty(name)));
        }
    }

    private static Path bundledLibraries() {
        try (StartProperties properties = new StartProperties()) {
            properties.keepQuiet();
            NativeLibraries.settle(new Environment(System.getenv()));
            return Path.of(System.getProperty("PYTORCH_LIBRARY_PATH"));
        }
    }

    private static List<String> start(Map<String, String> environment) throws Exception {
        return start(environment, Probe.class);
    }

    private static List<String> start(Map<String, String> environment, Class<?> program, String... arguments)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PYTORCH_")
                        || name.startsWith("UNFADE_")
                        || name.startsWith("OMP_")
                        || name.startsWith("GOMP_"));
        builder.environment().putAll(environment);
        builder.command().addAll(List.of(arguments));
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
        Path bundled = bundledLibraries();
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
    void programWithSwitchesOfItsOwn_keepsThem() throws Exception {
        assertThat(start(Map.of(), Host.class))
                .containsExactly(
                        "2.0 4.0",
                        "spins 2000",
                        "ai.djl.offline false",
                        "OPT_OUT_TRACKING null",
                        "ai.djl.default_engine null",
                        "disableProgressBar null",
                        "ENGINE_CACHE_DIR null",
                        "PYTORCH_LIBRARY_PATH null",
                        "PYTORCH_FLAVOR null");
    }

    @Test
    void waitingThatIsSet_isLeftAlone() throws Exception {
        assertThat(start(Map.of("GOMP_SPINCOUNT", "7"), Host.class)).contains("spins 7");
        assertThat(start(Map.of("OMP_WAIT_POLICY", "PASSIVE"), Host.class)).contains("spins null");
    }

    @Test
    void programThatUsedTheEngineBefore_itsEngineIsUsed() throws Exception {
        List<String> told = start(Map.of("OPT_OUT_TRACKING", "true"), Host.class, folder.toString());

        assertThat(told).startsWith("3.0", "2.0 4.0").contains("ai.djl.offline false");
        assertThat(told).contains("ENGINE_CACHE_DIR " + folder, "PYTORCH_LIBRARY_PATH null");
    }

    @Test
    void otherDefaultEngine_namesTheVariable() throws Exception {
        assertThat(start(Map.of("DJL_DEFAULT_ENGINE", "MXNet")).get(0)).contains("DJL_DEFAULT_ENGINE");
    }
}
