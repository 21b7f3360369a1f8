package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtomicFileTest {
    private static final String LEFTOVER = ".unfade-0123456789abcdef.tmp";

    @Test
    void write_leftoverOfAKilledProcess_isRemovedOnceItIsOld(@TempDir Path place) throws IOException {
        Path old = Files.writeString(place.resolve(LEFTOVER), "half");
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        Path fresh = Files.writeString(place.resolve(".unfade-0123456789abcdee.tmp"), "half");
        Path users = Files.writeString(place.resolve(".unfade-0123.tmp"), "mine");
        Files.setLastModifiedTime(users, FileTime.fromMillis(0));
        AtomicFile.write(place.resolve("a.txt"), out -> print(out, "x"));
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(users).exists();
    }

    @Test
    void write_temporaryFileThatAnotherHolds_staysThere(@TempDir Path place) throws IOException {
        Path held = Files.writeString(place.resolve(LEFTOVER), "half");
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Files.setLastModifiedTime(held, FileTime.fromMillis(0));
            AtomicFile.write(place.resolve("a.txt"), out -> print(out, "x"));
            assertThat(lock.isValid()).isTrue();
            assertThat(held).exists();
        }
    }

    @Test
    void write_linkToNowhere_isRefused(@TempDir Path place) throws IOException {
        Path link = Files.createSymbolicLink(place.resolve("link"), place.resolve("none"));
        assertThatThrownBy(() -> AtomicFile.write(link, out -> print(out, "x")))
                .hasMessageContaining("is a link to something that does not exist");
        assertThat(link).isSymbolicLink();
    }

    @TempDir
    Path folder;

    @Test
    void write_bodyCompletes_replacesContent() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        AtomicFile.write(target, out -> print(out, "new"));
        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void write_bodyClosesStream_contentIsThere() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFile.write(target, out -> {
            print(out, "new");
            out.close();
        });
        assertThat(target).hasContent("new");
    }

    @Test
    void write_bodyFailsHalfway_keepsOldContentAndLeavesNothing() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    print(out, "new".repeat(100_000));
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void abandonAll_inTheMiddle_keepsOldContentAndLeavesNothing() throws IOException {
        Path target = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    print(out, "new".repeat(100_000));
                    assertThat(names()).hasSize(2);
                    AtomicFile.abandonAll();
                    assertThat(names()).containsExactly("a.txt");
                }))
                .isInstanceOf(IOException.class);
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void write_folderMissing_namesFolder() {
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> AtomicFile.write(missing.resolve("a.txt"), out -> print(out, "x")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void write_targetIsFolder_refuses() throws IOException {
        Path target = Files.createDirectory(folder.resolve("sub"));
        assertThatThrownBy(() -> AtomicFile.write(target, out -> print(out, "x")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a regular file");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void write_targetIsLink_followsIt() throws IOException {
        Path real = Files.writeString(folder.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), real);
        AtomicFile.write(link, out -> print(out, "new"));
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent("new");
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
