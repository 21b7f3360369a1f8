package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on a network in an ONNX file, made by {@code testing/foreign/make_models.py}. */
class OnnxTest {
    private static final Path FIXTURES = Path.of("../onnx/src/test/resources/io/unfade/onnx");
    private static final Path DATA = FIXTURES.resolve("series.npz");
    private static final Path MODEL = FIXTURES.resolve("lengths.onnx");

    @TempDir
    static Path folder;

    private static Path maps;

    @BeforeAll
    static void explain() {
        maps = folder.resolve("maps.npz");
        Cli.succeed(
                "explain",
                "--model",
                MODEL,
                "--data",
                DATA,
                "--out",
                maps,
                "--method",
                "occlusion",
                "--also",
                "ablation,temporal-rescaling method=occlusion",
                "--report",
                folder.resolve("r.html"));
    }

    private static String refused(Object... arguments) {
        Cli.Outcome outcome = Cli.run(arguments);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().strip()).hasLineCount(1);
        return outcome.err();
    }

    @Test
    void explain_otherMethods_areComparedWithIt() {
        assertThat(folder.resolve("r.html")).exists();
        JsonNode json = Cli.succeed("compare", maps, folder.resolve("maps.ablation.npz"), "--data", DATA, "--json")
                .json();
        assertThat(json.path("rankCorrelation").path(0).path(1).asDouble()).isBetween(-1.0, 1.0);
    }

    @Test
    void explain_gradient_isRefused() {
        assertThat(refused("explain", "--model", MODEL, "--data", DATA, "--out", folder.resolve("g.npz")))
                .contains("gradient needs gradients, which this model does not give");
    }

    @Test
    void predictAndEvaluate_layoutOption_isThatOfTheFile() throws IOException {
        Path turned = FIXTURES.resolve("convolution.onnx");
        assertThat(refused("predict", "--model", turned, "--data", DATA))
                .contains("; with layout feature-time they would fit");
        Path csv = folder.resolve("p.csv");
        Cli.succeed("predict", "--model", turned, "--data", DATA, "--model-layout", "feature-time", "--out", csv);
        assertThat(Files.readAllLines(csv)).hasSize(6);
        JsonNode json = Cli.succeed(
                        "evaluate", "--model", turned, "--data", DATA, "--model-layout", "feature-time", "--json")
                .json();
        assertThat(json.path("series").asInt()).isEqualTo(5);
        assertThat(json.path("request").path("modelLayout").asText()).isEqualTo("feature-time");
        assertThat(refused("evaluate", "--model", FIXTURES.resolve("flat.onnx"), "--data", DATA))
                .contains("so --model-layout must be flat");
    }

    @Test
    void diagnose_onnx_goesAsFarAsItCan() {
        JsonNode json = Cli.succeed("diagnose", "--model", MODEL, "--data", DATA, "--method", "occlusion", "--json")
                .json();
        assertThat(json.path("hiddenStateJacobian").isNull()).isTrue();
        assertThat(json.path("shareInLast10Percent").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void predict_softmaxOfSoftmax_isToldOnce() throws IOException {
        SeriesSet whole = SeriesFiles.read(DATA).toBuilder()
                .lengths(new int[] {10, 10, 10, 10, 10})
                .build();
        Path data = Cli.write(folder.resolve("whole.npz"), whole);
        Path twice = FIXTURES.resolve("twice.onnx");
        Path csv = folder.resolve("twice.csv");
        String told = Cli.succeed("predict", "--model", twice, "--data", data, "--out", csv)
                .err();
        assertThat(told).containsOnlyOnce("as if a softmax had been applied twice");
    }
}
