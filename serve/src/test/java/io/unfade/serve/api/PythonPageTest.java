package io.unfade.serve.api;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.testing.Programs;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Predict;
import io.unfade.workflow.Train;
import io.unfade.workflow.generate.Generate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines in docs/python.md read what unfade writes, as far as their libraries are at hand. */
class PythonPageTest {
    private static final String TESTS = "the test of docs/python.md";

    @TempDir
    Path folder;

    @Test
    void blocks_readWhatIsWritten() throws IOException, InterruptedException {
        Path python = Programs.needed(TESTS, "python3");
        Path data = folder.resolve("test.npz");
        new Generate("small-box", folder)
                .with("samples", 20)
                .with("testSamples", 4)
                .run(Progress.NONE);
        new Train(folder.resolve("train.npz"), folder.resolve("model"))
                .with("optimization.epochs", 1)
                .with("architecture.hidden", 4)
                .run(Progress.NONE);
        new Explain(folder.resolve("model"), data, folder.resolve("maps.npz")).run(Progress.NONE);
        new Predict(folder.resolve("model"), data)
                .with("out", folder.resolve("predictions.csv"))
                .run(Progress.NONE);
        List<String> blocks = Pattern.compile("(?s)```python\n(.*?)```")
                .matcher(Files.readString(Path.of("../docs/python.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replace("```python\n", "").replace("```", ""))
                .toList();
        assertThat(blocks).hasSize(7);
        for (String block : List.of(blocks.get(0), blocks.get(1), blocks.get(3), blocks.get(5), blocks.get(6))) {
            String imports = block.lines().findFirst().orElseThrow();
            String at = "import os\nos.chdir('" + folder + "')\n";
            if (Programs.run(python, "-c", imports + "\nprint('there')").strip().equals("there")) {
                assertThat(Programs.run(python, "-c", at + block + "print('read')"))
                        .isEqualToIgnoringNewLines("read");
            } else {
                System.err.println("SKIPPED: a part of " + TESTS + ", since Python lacks: " + imports);
            }
        }
        if (Files.exists(folder.resolve("mine.npz"))) {
            SeriesSet mine = SeriesFiles.read(folder.resolve("mine.npz"));
            assertThat(mine.count()).isEqualTo(20);
            assertThat(mine.classNames()).containsExactly("low", "high");
        }
    }
}
