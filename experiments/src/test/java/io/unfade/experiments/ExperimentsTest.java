package io.unfade.experiments;

import io.unfade.experiments.study.Experiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExperimentsTest {
    @TempDir
    private Path folder;

    @Test
    void named_isTheOneOfThatName_orSaysWhichThereAre() {
        for (Experiment experiment : Experiments.all()) {
            assertThat(Experiments.named(experiment.name())).isSameAs(experiment);
        }
        assertThatThrownBy(() -> Experiments.named("tabel1")).hasMessageContainingAll("tabel1", "table1", "all");
    }

    @Test
    void dataOf_isTheFolderItself_orTheOneInIt() throws IOException {
        Experiment generated = Experiments.named("table1");
        Experiment mnist = Experiments.named("mnist");
        assertThat(Experiments.dataOf(generated, folder)).isNull();
        assertThat(Experiments.dataOf(mnist, null)).isNull();
        assertThat(Experiments.dataOf(mnist, folder)).isEqualTo(folder);
        Path inside = Files.createDirectory(folder.resolve(mnist.dataFolder().orElseThrow()));
        assertThat(Experiments.dataOf(mnist, folder)).isEqualTo(inside);
    }
}
