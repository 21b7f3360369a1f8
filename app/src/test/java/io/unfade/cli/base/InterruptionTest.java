package io.unfade.cli.base;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.cli.Child;
import io.unfade.cli.Cli;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.tensor.Safetensors;
import io.unfade.train.Checkpoint;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Training killed in the middle and resumed later. */
class InterruptionTest {
    @TempDir
    Path folder;

    private Path data;
    private Path model;
    private Path checkpoint;

    @BeforeEach
    void name() throws IOException {
        data = Cli.write(folder.resolve("data.npz"), Cli.series());
        model = folder.resolve("m");
        checkpoint = folder.resolve("m.checkpoint");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resume_afterKill_givesWeightsOfUninterruptedTraining(boolean forcibly) throws Exception {
        Process process = startEndlessTraining();
        if (forcibly) {
            process.toHandle().destroyForcibly();
        } else {
            process.toHandle().destroy();
        }
        assertThat(process.waitFor()).isNotZero();
        assertThat(model).doesNotExist();

        int epochs = epochsKept() + 2;
        JsonNode resumed = train(model, epochs, "--resume");
        assertThat(resumed.path("epochsRun").asInt()).isEqualTo(epochs);
        assertThat(checkpoint).doesNotExist();
        train(folder.resolve("whole"), epochs);
        assertThat(model.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/weights.safetensors"));
    }

    @Test
    void terminate_inTraining_saysWhatIsKeptAndLeavesNothingElse() throws Exception {
        Process process = startEndlessTraining();
        process.toHandle().destroy();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        JsonNode json = Json.MAPPER.readTree(out);
        assertThat(json.path("stopped").asText()).isEqualTo("interrupted");
        assertThat(json.path("checkpoint").asText()).isEqualTo(checkpoint.toString());
        assertThat(json.path("epochsRun").asInt()).isEqualTo(epochsKept());
        assertThat(Cli.listing(folder)).containsExactly("", "data.npz", "m.checkpoint");
    }

    @Test
    void resume_otherNumberOfThreads_goesOnAndSaysSo() throws Exception {
        Process process = startEndlessTraining();
        process.toHandle().destroyForcibly();
        process.waitFor();
        int now = EngineRuntime.threads();
        int then = Checkpoint.beside(model).threads().orElseThrow();
        assertThat(then).isEqualTo(now);
        int epochs = epochsKept();
        try {
            Cli.Outcome outcome = Cli.succeed(
                    "train", "--data", data, "--out", model, options(epochs), "--resume", "--threads", now + 1);
            assertThat(outcome.err()).contains("begun with --threads " + now, "resumes with " + (now + 1));
        } finally {
            EngineRuntime.setThreads(now);
        }
        Path provenance = model.resolve("provenance.json");
        assertThat(Json.MAPPER.readTree(provenance.toFile()).path("threads").asInt())
                .isEqualTo(now + 1);
    }

    @Test
    void resume_otherArchitecture_isRefusedByName() throws Exception {
        Process process = startEndlessTraining();
        process.toHandle().destroyForcibly();
        process.waitFor();
        Cli.Outcome outcome = Cli.run("train", "--data", data, "--out", model, options(5), "--cell", "gru", "--resume");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .containsOnlyOnce("\n")
                .contains("cannot resume from " + checkpoint + ": cell was \"lstm\", but is now \"gru\"");
        assertThat(checkpoint).exists();
    }

    @Test
    void overwrite_afterKill_startsAnew() throws Exception {
        Process process = startEndlessTraining();
        process.toHandle().destroyForcibly();
        process.waitFor();
        JsonNode json = train(model, 2, "--overwrite");
        assertThat(json.path("epochsRun").asInt()).isEqualTo(2);
        assertThat(checkpoint).doesNotExist();
    }

    /** {@return a training that would take hours, with at least one epoch checkpointed} */
    private Process startEndlessTraining() throws Exception {
        Process process = Child.start(List.of(), "train", "--data", data, "--out", model, options(1_000_000), "--json");
        while (!Files.exists(checkpoint)) {
            assertThat(process.isAlive()).as("training continues").isTrue();
            Thread.sleep(5);
        }
        return process;
    }

    private JsonNode train(Path out, int epochs, String... more) {
        return Cli.succeed("train", "--data", data, "--out", out, options(epochs), List.of(more), "--json")
                .json();
    }

    private static List<String> options(int epochs) {
        return List.of(
                "--preset",
                "paper",
                "--hidden",
                "4",
                "--hops",
                "2",
                "--attention-width",
                "4",
                "--patience",
                "1000000",
                "--epochs",
                Integer.toString(epochs));
    }

    private int epochsKept() throws IOException {
        String state = Safetensors.read(checkpoint).metadata().get("state");
        return Json.MAPPER.readTree(state).path("history").size();
    }
}
