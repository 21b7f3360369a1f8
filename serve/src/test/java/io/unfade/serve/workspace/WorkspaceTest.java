package io.unfade.serve.workspace;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names never lead out of the workspace. */
class WorkspaceTest {
    @TempDir
    Path temporary;

    private Path root;
    private Workspace workspace;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(temporary.resolve("inside")).toRealPath();
        Files.writeString(temporary.resolve("outside.txt"), "secret");
        workspace = new Workspace(root);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../outside.txt",
                "a/../../outside.txt",
                "a//b",
                "/etc/passwd",
                "a/",
                ".hidden",
                "a/.hidden",
                ".unfade/jobs",
                "a\\b",
                "a:b",
                "a\u0000b",
                "a\nb",
                "a%2fb",
                "\u00e9.npz",
                "<b>.npz",
                "-o.npz",
                "blank ",
                "dot.",
                "a/b/c/d/e/f/g/h/i"
            })
    void resolve_whatIsNoName_isRefused(String name) {
        assertThatThrownBy(() -> workspace.resolve(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> workspace.place(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolve_aNameOf101Characters_isRefused() throws IOException {
        assertThat(workspace.resolve("a".repeat(100))).isEqualTo(root.resolve("a".repeat(100)));
        assertThatThrownBy(() -> workspace.resolve("a".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.npz", "runs/a/model", "a b.npz", "_x-1.csv.gz", "0"})
    void resolve_names_areBelowTheFolder(String name) throws IOException {
        Path path = workspace.resolve(name);
        assertThat(path).isEqualTo(root.resolve(name));
        assertThat(workspace.nameOf(path)).isEqualTo(name);
    }

    @Test
    void resolve_linksThatLeadOut_areAsIfNothingWereThere() throws IOException {
        Files.createSymbolicLink(root.resolve("file"), temporary.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("folder"), temporary);
        Files.createSymbolicLink(root.resolve("nowhere"), temporary.resolve("none"));
        Files.createSymbolicLink(root.resolve("circle"), root.resolve("circle"));
        for (String name : new String[] {"file", "folder", "folder/outside.txt", "folder/new", "nowhere", "circle"}) {
            assertThatThrownBy(() -> workspace.resolve(name)).as(name).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> workspace.place(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void resolve_linksToWhatTheServerKeeps_areAsIfNothingWereThere() throws IOException {
        Files.createSymbolicLink(root.resolve("own"), workspace.own());
        assertThatThrownBy(() -> workspace.resolve("own/hashes.json")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void resolve_linksWithin_areFollowed() throws IOException {
        Files.writeString(root.resolve("real.txt"), "x");
        Files.createSymbolicLink(root.resolve("other.txt"), root.resolve("real.txt"));
        assertThat(workspace.existing("other.txt")).hasContent("x");
    }

    @Test
    void resolve_belowAFile_isNotThere() throws IOException {
        Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> workspace.resolve("file/a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shown_messages_doNotSayWhereTheFolderIs() {
        assertThat(workspace.shown(root.resolve("a/b.npz") + ": is broken")).isEqualTo("a/b.npz: is broken");
        assertThat(workspace.shown("in " + root)).doesNotContain(root.toString());
    }

    @Test
    void changed_tellsListenersAndCounts() {
        int[] told = {0};
        workspace.onChange(() -> told[0]++);
        long before = workspace.changes();
        workspace.changed();
        assertThat(told[0]).isEqualTo(1);
        assertThat(workspace.changes()).isEqualTo(before + 1);
    }
}
