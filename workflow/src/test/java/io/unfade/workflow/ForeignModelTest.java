package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzFile;
import io.unfade.testing.SharedFiles;
import io.unfade.workflow.base.BadRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The use cases on a network from another program, in a TorchScript file. */
class ForeignModelTest {
    private static final int CLASSES = 3;

    @TempDir
    private Path folder;

    private final Path model = SharedFiles.golden("attributions_ica.pt");
    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("series.npz");
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("attributions_ica.npz"))) {
            double[] x = golden.array("x").toDoubles();
            int[] shape = golden.array("x").shape();
            SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, shape[0], shape[1], shape[2]);
            for (int i = 0; i < x.length; i++) {
                builder.cell(i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2], x[i]);
            }
            SeriesFiles.write(
                    builder.labels(new int[] {0, 1, 2, 1}, List.of("a", "b", "c"))
                            .build(),
                    data);
        }
    }

    @Test
    void predict_script_givesTheReferencesProbabilities() throws IOException {
        Path out = folder.resolve("p.csv");
        new Predict(model, data).with("out", out).run(Progress.NONE);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).isEqualTo("id,predicted,p_0,p_1,p_2");
        try (NpzFile golden = NpzFile.open(SharedFiles.golden("attributions_ica.npz"))) {
            double[] probabilities = golden.array("prob").toDoubles();
            for (int i = 0; i < 4; i++) {
                String[] cells = lines.get(i + 1).split(",", -1);
                for (int k = 0; k < CLASSES; k++) {
                    assertThat(Double.parseDouble(cells[2 + k]))
                            .isEqualTo(probabilities[i * CLASSES + k], within(1e-12));
                }
            }
        }
    }

    @Test
    void explain_script_byGradientAndWithoutIt() throws IOException {
        for (Map.Entry<String, Map<String, String>> method : Map.of(
                        "integrated-gradients", Map.of("steps", "20"), "occlusion", Map.of("window", "5"))
                .entrySet()) {
            SaliencyMaps maps = new Explain(model, data, folder.resolve("m.npz"))
                    .with("explanation.method", method.getKey())
                    .with("explanation.set", method.getValue())
                    .with("explanation.output", "probability")
                    .with("report", folder.resolve("r.html"))
                    .run(Progress.NONE)
                    .value();
            assertThat(maps.count()).isEqualTo(4);
            assertThat(maps.gaps().length > 0).isEqualTo(method.getKey().startsWith("integrated"));
        }
        assertThat(folder.resolve("r.html")).content().contains("of another program");
    }

    @Test
    void explain_logitOfProbabilities_isRefusedInOneLine() {
        assertThatThrownBy(() -> new Explain(model, data, folder.resolve("m.npz")).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("the model provides no logit: output must be probability");
        assertThat(folder.resolve("m.npz")).doesNotExist();
    }

    @Test
    void evaluateAndDiagnose_script_goAsFarAsTheyCan() throws IOException {
        assertThat(new Evaluate(model, data).run(Progress.NONE).value().series())
                .isEqualTo(4);
        JsonNode json = new Diagnose(model, data)
                .with("explanation.output", "probability")
                .run(Progress.NONE)
                .json();
        assertThat(json.path("hiddenStateJacobian").isNull()).isTrue();
        assertThat(json.path("shareInLast10Percent").asDouble()).isBetween(0.001, 0.5);
    }

    @Test
    void evaluate_otherFeatures_isRefusedWithTheEnginesReason() throws IOException {
        Path other = folder.resolve("other.npz");
        SeriesFiles.write(
                SeriesSet.builder(Precision.DOUBLE, 2, 5, 2)
                        .labels(new int[] {0, 1}, List.of("a", "b"))
                        .build(),
                other);
        assertThatThrownBy(() -> new Evaluate(model, other).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("other.npz: the script cannot compute with these series");
    }
}
