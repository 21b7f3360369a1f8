package io.unfade.engine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The folder for extracted libraries, with small class path files in their place. */
@DisabledOnOs(OS.WINDOWS)
class LibraryCacheTest {
    private static final String NAME = "1.0-cpu";
    private static final String RESOURCE = "io/unfade/engine/LibraryCacheTest.class";
    private static final Map<String, String> FILES =
            Map.of("a.so", RESOURCE, "b.so", "io/unfade/engine/EngineRuntime.class");

    /** An account other than root and, most likely, than that of the tests. */
    private static final int STRANGER = 65_533;

    @TempDir
    private Path folder;

    private Path original;
    private Path place;

    @BeforeEach
    void findOriginal() throws Exception {
        original = Path.of(
                LibraryCacheTest.class.getResource("LibraryCacheTest.class").toURI());
        place = folder.toRealPath().resolve("cache/pytorch/" + NAME);
    }

    private LibraryCache cache() {
        return LibraryCache.of(new Environment(
                Map.of("ENGINE_CACHE_DIR", folder.resolve("cache").toString())));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void unpack_firstTime_copiesFilesThatOnlyTheOwnerMayChange() throws IOException {
        assertThat(cache().unpack(NAME, FILES)).isEqualTo(place);

        assertThat(place.resolve("a.so")).hasSameBinaryContentAs(original);
        assertThat(place.resolve("b.so")).isNotEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("a.so"))))
                .isEqualTo("rw-r--r--");
        assertOnlyPlace();
    }

    private void assertOnlyPlace() throws IOException {
        try (Stream<Path> left = Files.list(place.getParent())) {
            assertThat(left).containsExactly(place);
        }
    }

    @Test
    void unpack_secondTime_leavesFilesAlone() throws IOException {
        cache().unpack(NAME, FILES);
        Object before = Files.getAttribute(place.resolve("a.so"), "unix:ino");

        assertThat(cache().unpack(NAME, FILES)).isEqualTo(place);

        assertThat(Files.getAttribute(place.resolve("a.so"), "unix:ino")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "gone", "link", "folder for all", "file for all"})
    void unpack_ownFolderNotAsItWasLeft_isUnpackedAnew(String damage) throws IOException {
        cache().unpack(NAME, FILES);
        Path file = place.resolve("a.so");
        switch (damage) {
            case "cut" -> Files.write(file, new byte[3]);
            case "gone" -> Files.delete(file);
            case "link" -> {
                Files.delete(file);
                Files.createSymbolicLink(file, original);
            }
            case "folder for all" -> {
                Files.write(file, new byte[(int) Files.size(original)]);
                permit(place, "rwxrwxrwx");
            }
            default -> {
                Files.write(file, new byte[(int) Files.size(original)]);
                permit(file, "rw-rw-rw-");
            }
        }

        assertThat(cache().unpack(NAME, FILES)).isEqualTo(place);

        assertThat(file).isRegularFile().hasSameBinaryContentAs(original);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertOnlyPlace();
    }

    @Test
    void unpack_folderAboveForAll_isRefusedWithRemedy() throws IOException {
        cache().unpack(NAME, FILES);
        permit(folder.resolve("cache"), "rwxrwxrwx");

        assertThatThrownBy(() -> cache().unpack(NAME, FILES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(place.toString(), "may be changed by everyone", "ENGINE_CACHE_DIR");
    }

    @Test
    void unpack_folderOrFileOfAnotherAccount_isRefusedWithRemedy() throws IOException {
        cache().unpack(NAME, FILES);
        assumeThatOwnersMayBeChanged(place);

        assertThatThrownBy(() -> cache().unpack(NAME, FILES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(place.toString(), "belongs to another account", "ENGINE_CACHE_DIR");
    }

    private static void assumeThatOwnersMayBeChanged(Path path) {
        boolean changed;
        try {
            Files.setAttribute(path, "unix:uid", STRANGER);
            changed = true;
        } catch (IOException e) {
            changed = false;
        }
        assumeTrue(changed, "only root gives files away");
    }

    @Test
    void unpack_nothingCanBeWritten_saysWhereAndTheRemedy() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        Files.createFile(folder.resolve("cache/pytorch"));

        assertThatThrownBy(() -> cache().unpack(NAME, FILES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(folder.resolve("cache").toString(), "ENGINE_CACHE_DIR");
    }

    @Test
    void of_placeIsAFile_saysWhereAndTheRemedy() throws IOException {
        Files.createFile(folder.resolve("cache"));

        assertThatThrownBy(this::cache)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(folder.resolve("cache").toString(), "ENGINE_CACHE_DIR");
    }

    @Test
    void unpack_notOnTheClassPath_namesTheResource() {
        assertThatThrownBy(() -> cache().unpack(NAME, Map.of("c.so", "no/such/libc.so")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no/such/libc.so");
    }

    @Test
    void privatePlace_madeHere_isOnlyTheOwnersAndFoundAgain() throws IOException {
        int self = Ownership.self(List.of(folder));
        Path made = LibraryCache.privatePlace(folder.toRealPath(), self);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(LibraryCache.privatePlace(folder.toRealPath(), self)).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"for all", "link", "file", "other account"})
    void privatePlace_somebodyWasThereFirst_isRefused(String what) throws IOException {
        int self = Ownership.self(List.of(folder));
        Path planted = folder.toRealPath().resolve("unfade-" + self);
        switch (what) {
            case "link" -> Files.createSymbolicLink(planted, Files.createDirectory(folder.resolve("elsewhere")));
            case "file" -> Files.createFile(planted);
            case "for all" -> permit(Files.createDirectory(planted), "rwxrwxrwx");
            default -> assumeThatOwnersMayBeChanged(Files.createDirectory(planted));
        }

        assertThatThrownBy(() -> LibraryCache.privatePlace(folder.toRealPath(), self))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(planted.toString());
    }
}
