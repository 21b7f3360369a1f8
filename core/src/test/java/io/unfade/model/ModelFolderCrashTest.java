package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.model.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A folder has the old or the new model, whenever the process ends. */
class ModelFolderCrashTest {
    @TempDir
    Path parent;

    private TrainedModel old;
    private TrainedModel fresh;

    @BeforeEach
    void makeModels() {
        old = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1);
        fresh = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 2);
    }

    @AfterEach
    void closeModels() {
        old.close();
        fresh.close();
    }

    private Path folder() {
        return parent.resolve("m");
    }

    private Map<String, Tensor> loaded() throws IOException {
        try (TrainedModel model = ModelFolder.load(folder())) {
            return model.weights();
        }
    }

    private List<String> names(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void load_diedBetweenTheTwoMoves_readsTheOldModelAndChangesNothing() throws IOException {
        ModelFolder.save(old, folder());
        Files.move(folder(), parent.resolve(".m.previous"));
        assertThat(ModelFolder.holdsModel(folder())).isTrue();
        assertThat(loaded()).isEqualTo(old.weights());
        assertThat(names(parent)).containsExactly(".m.previous");
    }

    @Test
    void save_diedWhileWriting_isNotBlockedByWhatWasLeft() throws IOException {
        ModelFolder.save(old, folder());
        Files.createDirectory(parent.resolve(".m.new"));
        Files.writeString(parent.resolve(".m.new/.unfade-0011.tmp"), "half");
        ModelFolder.save(fresh, folder());
        assertThat(loaded()).isEqualTo(fresh.weights());
        assertThat(names(parent)).containsExactly("m");
    }

    @Test
    void save_throughALink_replacesWhatTheLinkLeadsTo() throws IOException {
        ModelFolder.save(old, parent.resolve("store"));
        Files.createSymbolicLink(folder(), parent.resolve("store"));
        ModelFolder.save(fresh, folder());
        assertThat(folder()).isSymbolicLink();
        assertThat(loaded()).isEqualTo(fresh.weights());
        assertThat(names(parent)).containsExactly("m", "store");
    }

    @Test
    void load_whileAnotherThreadSaves_disturbsNoSave() throws Exception {
        ModelFolder.save(old, folder());
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                try {
                    loaded();
                } catch (IOException e) {
                    // between the two moves of a save; only the success of the save matters
                    Thread.onSpinWait();
                }
            }
        });
        reader.start();
        for (int i = 0; i < 30; i++) {
            ModelFolder.save(i % 2 == 0 ? fresh : old, folder());
        }
        done.set(true);
        reader.join();
        assertThat(loaded()).isEqualTo(old.weights());
        assertThat(names(parent)).containsExactly("m");
    }

    @Test
    void save_diedBetweenTheTwoMoves_leavesNothingBehind() throws IOException {
        ModelFolder.save(old, folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        Files.move(folder(), parent.resolve(".m.previous"));
        Files.createDirectory(parent.resolve(".m.new"));
        Files.writeString(parent.resolve(".m.new/model.json"), "{");
        ModelFolder.save(fresh, folder());
        assertThat(loaded()).isEqualTo(fresh.weights());
        assertThat(names(parent)).containsExactly("m");
        assertThat(folder().resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void save_diedBeforeTheOldWasRemoved_keepsTheNewModelAndOtherFiles() throws IOException {
        ModelFolder.save(old, folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        Files.move(folder(), parent.resolve(".m.previous"));
        ModelFolder.save(fresh, parent.resolve("other"));
        Files.move(parent.resolve("other"), folder());
        assertThat(loaded()).isEqualTo(fresh.weights());
        ModelFolder.save(old, folder());
        assertThat(loaded()).isEqualTo(old.weights());
        assertThat(names(parent)).containsExactly("m");
        assertThat(folder().resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void save_overAModel_keepsOtherFilesAndFolders() throws IOException {
        ModelFolder.save(old, folder());
        Files.writeString(folder().resolve("notes.txt"), "mine");
        Files.createDirectory(folder().resolve("plots"));
        Files.writeString(folder().resolve("plots/a.svg"), "<svg/>");
        ModelFolder.save(fresh, folder());
        assertThat(loaded()).isEqualTo(fresh.weights());
        assertThat(names(folder()))
                .containsExactly("model.json", "notes.txt", "plots", "provenance.json", "weights.safetensors");
        assertThat(folder().resolve("plots/a.svg")).hasContent("<svg/>");
    }

    @Test
    void save_failsWhileWriting_leavesTheOldModelAsItWas() throws IOException {
        ModelFolder.save(old, folder());
        String hash = ModelFolder.hash(folder());
        fresh.close();
        assertThatThrownBy(() -> ModelFolder.save(fresh, folder())).isInstanceOf(RuntimeException.class);
        assertThat(ModelFolder.hash(folder())).isEqualTo(hash);
        assertThat(names(parent)).containsExactly("m");
    }

    @Test
    void save_nameOfAFile_leavesTheFileAsItWas() throws IOException {
        Files.writeString(folder(), "a file");
        assertThatThrownBy(() -> ModelFolder.save(fresh, folder()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("m: is not a folder");
        assertThat(folder()).hasContent("a file");
        assertThat(names(parent)).containsExactly("m");
    }

    @Test
    void save_parentMissing_saysSo() {
        Path nowhere = parent.resolve("a/b");
        assertThatThrownBy(() -> ModelFolder.save(fresh, nowhere)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void holdsModel_emptyOrAbsentFolder_isFalse() throws IOException {
        assertThat(ModelFolder.holdsModel(folder())).isFalse();
        Files.createDirectory(folder());
        assertThat(ModelFolder.holdsModel(folder())).isFalse();
    }
}
