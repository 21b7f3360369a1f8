package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written, and what is refused; {@code OnnxExportTest} compares the numbers. */
class ExportTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path out;

    @BeforeEach
    void saveModel() throws IOException {
        model = folder.resolve("model");
        out = folder.resolve("net.onnx");
        save(model, Standardization.PER_SERIES, null);
    }

    private static void save(Path to, Standardization kind, @Nullable ReadingRule reading) throws IOException {
        ModelSpec spec = new ModelSpec(Cell.GRU, 1, false, 3, null, ModelSpec.Readout.of(ReadoutKind.LAST), 5, 2, 0);
        ModelDescription description = new ModelDescription(spec, kind, null, null, reading, 1, 0);
        try (TrainedModel made =
                TrainedModel.initialize(description, Standardizer.withoutNumbers(kind), Precision.SINGLE, 1)) {
            ModelFolder.save(made, to);
        }
    }

    @Test
    void run_model_writesTheFileAndSaysWhatItReads() throws IOException {
        Files.writeString(out, "old");
        Result<Path> result = new Export(model, out).run(Progress.NONE);
        assertThat(result.value()).isEqualTo(out);
        assertThat(result.text())
                .contains("inputs: x, float (series, steps, 5); lengths, int64 (series)\n")
                .contains("outputs: logits and probabilities, float (series, 2)\n")
                .doesNotContain("missing");
        JsonNode json = result.json();
        assertThat(json.path("out").asText()).isEqualTo(out.toString());
        assertThat(json.path("modelSha256").asText()).isEqualTo(ModelFolder.hash(model));
        assertThat(json.path("opset").asInt()).isEqualTo(14);
        byte[] bytes = Files.readAllBytes(out);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("linear_before_reset")
                .contains(ModelFolder.hash(model));
        new Export(model, out).run(Progress.NONE);
        assertThat(out).hasBinaryContent(bytes);
    }

    @Test
    void run_modelThatWasTrainedWithGaps_saysThatTheyMustBeFilled() throws IOException {
        save(model, Standardization.NONE, new ReadingRule(MissingValues.LINEAR, TimeAxis.ROWS, null));
        assertThat(new Export(model, out).run(Progress.NONE).text())
                .contains("x must hold no missing values: fill them first, as in training (linear)");
    }

    @Test
    void run_whatCannotBeExported_isRefusedAndNothingIsWritten() throws IOException {
        Path grouped = folder.resolve("grouped");
        save(grouped, Standardization.PER_GROUP, null);
        assertThatThrownBy(() -> new Export(grouped, out).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("model: " + grouped + ": per-group standardization needs all series of a group");
        Path script = Files.createFile(folder.resolve("net.pt"));
        assertThatThrownBy(() -> new Export(script, out).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("net.pt is a file; only a model folder, which unfade trained, can be exported");
        assertThatThrownBy(() -> new Export(folder.resolve("none"), out).run(Progress.NONE))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none: there is no such model");
        Files.writeString(Files.createDirectory(folder.resolve("broken")).resolve("model.json"), "{");
        assertThatThrownBy(() -> new Export(folder.resolve("broken"), out).run(Progress.NONE))
                .isInstanceOf(MalformedFileException.class);
        assertThat(out).doesNotExist();
    }

    @Test
    void run_wrongOutput_isRefused() {
        assertThatThrownBy(() -> new Export(model, folder.resolve("net.pt")).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("out: the name must end in .onnx");
        assertThatThrownBy(() -> new Export(model, folder.resolve("none/net.onnx")).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("none does not exist");
    }
}
