package io.unfade.cli;

import io.unfade.workflow.base.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The launcher in a separate checkout, built from the classes under test. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String PREPARING = "Preparing quick starts";

    /** Makes the JVM print on standard output which archive it used. */
    private static final String TELL = "-Xshare:auto -Xlog:class+load:stdout";

    private static final String FROM_ARCHIVE = "io.unfade.cli.Main source: shared objects file (top)";

    @TempDir
    static Path folder;

    private static Path home;
    private static Path archives;
    private static Path archive;
    private static Outcome first;
    private static List<String> madeByFirst;

    /** A process's output and exit code. */
    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void build() throws Exception {
        home = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(Path.of("../unfade"), home.resolve("unfade"));
        Files.writeString(home.resolve("pom.xml"), "");
        Path target = home.resolve("app/target");
        jars(Files.createDirectories(target.resolve("lib")));
        Files.createFile(target.resolve("unfade.built"));
        archives = target.resolve("classes.archived");
        first = launch(Map.of(), "--version");
        madeByFirst = Cli.listing(archives);
        archive = archives.resolve(madeByFirst.get(1));
    }

    /** Removes the links here; otherwise each would cause a warning at the end. */
    @AfterAll
    static void unlink() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("app/target/lib"))) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
    }

    /** Packs folders of the class path and links its jars, so that every entry is a jar, as in a real build. */
    private static void jars(Path lib) throws IOException {
        List<String> names = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path entry = Path.of(element);
            String name = names.size() + ".jar";
            names.add(name);
            if (Files.isDirectory(entry)) {
                pack(entry, lib.resolve(name), new Manifest());
            } else {
                Files.createSymbolicLink(lib.resolve(name), entry.toAbsolutePath());
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
        pack(Files.createDirectory(folder.resolve("empty")), lib.resolve("unfade-app-0.jar"), manifest);
    }

    private static void pack(Path classes, Path jar, Manifest manifest) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path source : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(source).toString()));
                Files.copy(source, out);
            }
        }
    }

    private static Outcome launch(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("unfade").toString()));
        command.addAll(Arrays.asList(arguments));
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void firstStart_archivesClassesAndLeavesNothingElse() throws IOException {
        assertThat(first.code()).isZero();
        assertThat(first.out()).startsWith("unfade ");
        assertThat(first.err()).containsOnlyOnce("\n").startsWith(PREPARING);
        assertThat(madeByFirst).hasSize(2); // the folder itself and the archive
        assertThat(archive).isNotEmptyFile();
    }

    @Test
    void laterStart_takesClassesFromArchiveWithoutAWord() throws Exception {
        Outcome outcome = launch(Map.of("UNFADE_JAVA_OPTS", TELL), "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains(FROM_ARCHIVE);
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void brokenArchive_harmsNothing(Damage damage) throws Exception {
        byte[] whole = Files.readAllBytes(archive);
        try {
            Files.delete(archive);
            Files.write(archive, damage.of(whole));
            Path data = Cli.write(folder.resolve("data.npz"), Cli.series());
            Outcome outcome = launch(Map.of(), "info", data.toString(), "--json");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(Json.MAPPER.readTree(outcome.out()).path("series").asInt())
                    .isEqualTo(Cli.SERIES);
        } finally {
            Files.write(archive, whole);
        }
    }

    /** Ways in which an archive may be damaged. */
    private enum Damage {
        EMPTY,
        CUT,
        CUT_IN_HEADER,
        NOISE,
        OTHER_VERSION;

        byte[] of(byte[] whole) {
            return switch (this) {
                case EMPTY -> new byte[0];
                case CUT -> Arrays.copyOf(whole, whole.length / 2);
                case CUT_IN_HEADER -> Arrays.copyOf(whole, 20);
                case NOISE -> noise(whole.clone(), 0, whole.length);
                case OTHER_VERSION -> noise(whole.clone(), 8, 200);
            };
        }

        private static byte[] noise(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                bytes[i] ^= (byte) (31 * i + 7);
            }
            return bytes;
        }
    }

    @Test
    void programChanged_archiveIsLeftAside() throws Exception {
        Path jar = home.resolve("app/target/lib/unfade-app-0.jar");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        try {
            Outcome outcome = launch(Map.of("UNFADE_JAVA_OPTS", TELL), "--version");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).contains("io.unfade.cli.Main source: ").doesNotContain(FROM_ARCHIVE);
            assertThat(outcome.err()).isEmpty();
        } finally {
            Files.setLastModifiedTime(jar, before);
        }
    }

    @Test
    void checkoutMovedToPathWithSpace_startsAsBefore() throws Exception {
        Path moved = folder.resolve("a checkout");
        Path before = home;
        Files.move(before, moved);
        home = moved;
        try {
            Outcome outcome = launch(Map.of(), "--version");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).isEqualTo(first.out());
            assertThat(outcome.err()).isEmpty();
        } finally {
            Files.move(moved, before);
            home = before;
        }
    }

    @Test
    void variablesMeantForOthers_changeNothing() throws Exception {
        Path data = Cli.write(folder.resolve("others.npz"), Cli.series());
        Path model = folder.resolve("others");
        Map<String, String> variables = Map.ofEntries(
                Map.entry("PYTORCH_VERSION", "2.5.1"),
                Map.entry("PYTORCH_LIBRARY_PATH", "/usr/lib"),
                Map.entry("PYTORCH_FLAVOR", "cu121"),
                Map.entry("PYTORCH_EXTRA_LIBRARY_PATH", "/no/such.so"),
                Map.entry("DJL_DEFAULT_ENGINE", "MXNet"),
                Map.entry("OMP_NUM_THREADS", "many"),
                Map.entry("OMP_DISPLAY_ENV", "true"),
                Map.entry("MKL_VERBOSE", "1"),
                Map.entry("ONEDNN_VERBOSE", "2"),
                Map.entry("UNFADE_JAVA_OPTS", "-XX:+UseParallelGC"),
                Map.entry("LC_ALL", "tr_TR.UTF-8"));
        Outcome outcome = launch(
                variables,
                "train",
                "--data",
                data.toString(),
                "--out",
                model.toString(),
                "--preset",
                "paper",
                "--epochs",
                "1",
                "--hidden",
                "2",
                "--json");
        assertThat(outcome.err()).contains("\nepoch 1/1").hasLineCount(2);
        assertThat(outcome.code()).isZero();
        assertThat(Json.MAPPER.readTree(outcome.out()).path("epochsRun").asInt())
                .isEqualTo(1);
        assertThat(Json.MAPPER
                        .readTree(model.resolve("provenance.json").toFile())
                        .path("versions")
                        .path("engine")
                        .asText())
                .startsWith("PyTorch 2.7.1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "xx_XX.UTF-8"})
    void localeWithoutUtf8_pathsAndTextKeepTheirLetters(String locale) throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test needs such names itself");
        Path own = Files.createDirectories(folder.resolve("l\u00e4ufer " + locale));
        Path data = Cli.write(own.resolve("\u03bb\u4e2d.npz"), Cli.series());
        Outcome outcome = launch(
                Map.of("LC_ALL", locale, "LC_CTYPE", "", "LANG", ""),
                "convert",
                data.toString(),
                "--out",
                own.resolve("\u03bb\u4e2d.csv").toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("l\u00e4ufer", "\u03bb\u4e2d.csv");
        assertThat(own.resolve("\u03bb\u4e2d.csv")).isNotEmptyFile();
    }

    @Test
    void javaFromPath_isTaken() throws Exception {
        String path = System.getProperty("java.home") + "/bin:/usr/bin:/bin";
        Outcome outcome = launch(Map.of("JAVA_HOME", "", "PATH", path), "--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Java " + System.getProperty("java.version"));
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void otherJava_getsAnArchiveOfItsOwn() throws Exception {
        Path java = java("other", "JAVA_RUNTIME_VERSION=\"17.0.99+1\"", "case $1 in -version) exit 1;; esac");
        Outcome outcome = launch(Map.of("JAVA_HOME", java.toString()), "--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains(PREPARING + " with Java 17.0.99+1");
        assertThat(launch(Map.of("JAVA_HOME", java.toString()), "--version").err())
                .isEmpty();
    }

    @Test
    void archiveCannotBeMade_isTriedOnce() throws Exception {
        Path java =
                java("poor", "JAVA_RUNTIME_VERSION=\"17.0.98+1\"", "case \"$*\" in *ArchiveClasses*) exit 1;; esac");
        assertThat(launch(Map.of("JAVA_HOME", java.toString()), "--version").err())
                .startsWith(PREPARING);
        Outcome second = launch(Map.of("JAVA_HOME", java.toString()), "--version");
        assertThat(second.code()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(archives.resolve("17.0.98+1@0")).isEmptyFile();
    }

    @Test
    void placeOfArchivesNotWritable_startsWithoutOne() throws Exception {
        Path aside = archives.resolveSibling("aside");
        Files.move(archives, aside);
        try {
            Files.createFile(archives); // nobody can create a folder here
            Outcome outcome = launch(Map.of(), "--version");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.err()).isEmpty();
        } finally {
            Files.delete(archives);
            Files.move(aside, archives);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openjdk version \"11.0.2\" 2019-01-15", "java version \"1.8.0_292\"", "no version"})
    void javaTooOldOrUnknown_withoutReleaseFile_isRefused(String says) throws Exception {
        Path java = java("old", null, "echo '" + says + "' >&2; exit 0");
        Outcome outcome = launch(Map.of("JAVA_HOME", java.toString()), "--version");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("unfade: Java 17 or newer is needed, but")
                .containsOnlyOnce("\n");
    }

    @Test
    void javaWithoutReleaseFile_isAsked() throws Exception {
        Path java = java("asked", null, "");
        Files.createFile(archives.resolve(System.getProperty("java.version") + "@0")); // tried before without success
        Outcome outcome = launch(Map.of("JAVA_HOME", java.toString()), "--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo(first.out());
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void sourceNewerThanBuild_buildsAnewAndForgetsArchives() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/app/target/classes.archived"));
        Path root = folder.resolve("other");
        Files.copy(Path.of("../unfade"), root.resolve("unfade"));
        Files.writeString(other.resolve("17"), "old");
        Path built = Files.createFile(root.resolve("app/target/unfade.built"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.EPOCH));
        Files.writeString(root.resolve("pom.xml"), "");
        executable(root.resolve("mvnw"), "echo building \"$@\"; exit 3");
        Process process = new ProcessBuilder("sh", root.resolve("unfade").toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(out).contains("Building unfade", "building -B", "unfade: the build failed");
        assertThat(other).doesNotExist();
        assertThat(built).doesNotExist();
    }

    /**
     * {@return a Java home with a script that wraps this Java}
     *
     * @param release content of its release file; null for no such file
     * @param before shell commands at the beginning of the script
     */
    private static Path java(String name, @Nullable String release, String before) throws IOException {
        Path java = Files.createDirectories(folder.resolve(name + " java/bin")).getParent();
        if (release != null) {
            Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\n" + release + "\n");
        }
        String real = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        executable(java.resolve("bin/java"), before + "\nexec \"" + real + "\" \"$@\"");
        return java;
    }

    private static void executable(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
