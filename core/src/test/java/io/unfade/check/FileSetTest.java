package io.unfade.check;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A set of three files, with {@code m} as the marker. */
class FileSetTest {
    private static final List<String> NAMES = List.of("a", "b", "m");

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheOldSet() throws IOException {
        FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "old", NAMES));
    }

    private static void fill(Path fresh, String content, List<String> names) throws IOException {
        for (String name : names) {
            Files.writeString(fresh.resolve(name), content);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replace_writesAllAndRemovesWhatIsNoLongerPartOfIt() throws IOException {
        FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "new", List.of("m", "b")));
        assertThat(names()).containsExactly("b", "m");
        assertThat(folder.resolve("b")).hasContent("new");
        assertThat(folder.resolve("m")).hasContent("new");
    }

    @Test
    void replace_failsAfterAnyFile_keepsTheOldSet() throws IOException {
        for (int written = 0; written <= NAMES.size(); written++) {
            List<String> some = NAMES.subList(0, written);
            assertThatThrownBy(() -> FileSet.replace(folder.resolve("m"), NAMES, fresh -> {
                        fill(fresh, "new", some);
                        throw new FileSystemException(fresh.resolve("x").toString(), null, "No space left on device");
                    }))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(folder.resolve("x") + ": No space left on device");
            assertThat(names()).isEqualTo(NAMES);
            assertThat(NAMES)
                    .allSatisfy(name -> assertThat(folder.resolve(name)).hasContent("old"));
        }
    }

    @Test
    void replace_diesBetweenTwoMoves_leavesNoMarker() throws IOException {
        assertThatThrownBy(() -> FileSet.replace(folder.resolve("m"), NAMES, fresh -> {
                    fill(fresh, "new", List.of("a", "m"));
                    Files.createDirectory(fresh.resolve("b")); // cannot replace a file
                }))
                .isInstanceOf(FileSystemException.class);
        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(folder.resolve("b")).hasContent("old");
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void replace_ofWhatAProcessThatDiedLeft_isNotBlockedByIt() throws IOException {
        Files.createDirectory(folder.resolve(".m.new"));
        Files.writeString(folder.resolve(".m.new/.unfade-0011.tmp"), "half");
        FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "new", NAMES));
        assertThat(names()).isEqualTo(NAMES);
        assertThat(folder.resolve("a")).hasContent("new");
    }

    @Test
    void replace_ofALink_replacesTheFileItself() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "old");
        Files.delete(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a"), real);
        FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "new", NAMES));
        assertThat(Files.isSymbolicLink(folder.resolve("a"))).isTrue();
        assertThat(real).hasContent("new");
    }

    @Test
    void replace_whereAPlaceIsTaken_changesNothing() throws IOException {
        Files.delete(folder.resolve("b"));
        Files.createDirectory(folder.resolve("b"));
        assertThatThrownBy(() -> FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "new", NAMES)))
                .hasMessageContaining("b: is not a regular file");
        assertThat(folder.resolve("a")).hasContent("old");
        assertThat(folder.resolve("m")).hasContent("old");
        assertThatThrownBy(() -> FileSet.replace(folder.resolve("no/m"), NAMES, fresh -> fill(fresh, "new", NAMES)))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void replace_withoutAMarker_isAFault() {
        assertThatThrownBy(() -> FileSet.replace(folder.resolve("m"), NAMES, fresh -> fill(fresh, "new", List.of("a"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
