package io.unfade.check;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileStampTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(folder.resolve("a.csv"), "abc");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000));
    }

    @Test
    void sha256_fileAsItWas_isItsHash() throws IOException {
        Path other = Files.writeString(folder.resolve("b.csv"), "def");
        assertThat(FileStamp.of(file).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(FileStamp.of(file, other).sha256()).isEqualTo(FileHash.sha256(file, other));
    }

    @Test
    void sha256_fileReplacedWhileRead_isRefused() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        Path other = Files.writeString(folder.resolve("b.csv"), "xyz");
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(stamp::sha256)
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": was changed while it was read; start again");
    }

    @Test
    void sha256_fileWrittenToWhileRead_isRefused() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        Files.writeString(file, "xyz");
        assertThatThrownBy(stamp::sha256).hasMessageContaining("was changed while it was read");
    }

    @Test
    void sha256_fileRemovedWhileRead_saysSo() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        Files.delete(file);
        assertThatThrownBy(stamp::sha256).hasMessage(file + ": was removed while it was read");
    }

    @Test
    void sha256_askedAgain_isThatOfWhatWasRead() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        String hash = stamp.sha256();
        Files.writeString(file, "xyz");
        assertThat(stamp.sha256()).isEqualTo(hash);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void of_device_isRefusedByName() {
        Path device = Path.of("/dev/null");
        assertThatThrownBy(() -> FileStamp.of(device))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("/dev/null: is a pipe or a device, which can be read only once");
    }
}
