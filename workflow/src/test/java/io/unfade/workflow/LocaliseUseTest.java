package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Models for maps that localise, and what explains them where no method is given. */
class LocaliseUseTest {
    private static final int SERIES = 60;
    private static final int STEPS = 20;

    @TempDir
    static Path folder;

    static Path data;
    static Path model;
    static Result<TrainingResult> trained;

    /** Three classes, of one feature: the mean of the first ten steps says which. */
    @BeforeAll
    static void train() throws IOException {
        data = folder.resolve("data.npz");
        SeriesFiles.write(series(STEPS, false), data);
        model = folder.resolve("model");
        trained = new Train(data, model)
                .with("preset", "localise")
                .with("optimization.steps", 800) // a third of the preset's, for time
                .run(Progress.NONE);
    }

    private static SeriesSet series(int steps, boolean random) {
        Random numbers = new Random(3);
        int[] labels = new int[SERIES];
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, SERIES, steps, 1);
        for (int i = 0; i < SERIES; i++) {
            labels[i] = i % 3;
            for (int t = 0; t < steps; t++) {
                double mean = t < 10 && !random ? 2.0 * labels[i] - 2 : 0;
                builder.cell(i, t, 0, mean + numbers.nextGaussian());
            }
        }
        return builder.labels(labels, List.of("low", "middle", "high")).build();
    }

    @Test
    void train_localise_isSixNetworksUnderNoise() throws IOException {
        assertThat(trained.value().members()).hasSize(6);
        assertThat(trained.json().path("noiseDoubts")).isEmpty();
        assertThat(trained.json().path("validationAccuracy").asDouble()).isGreaterThan(0.9);
        try (TrainedModel read = ModelFolder.load(model)) {
            assertThat(read.spec().hidden()).isEqualTo(16); // three classes
            assertThat(read.noiseLevel()).isGreaterThan(0.3);
        }
    }

    @Test
    void explain_withoutMethod_isByEvidenceAndFindsTheSteps() throws IOException {
        Path maps = folder.resolve("maps.npz");
        Result<SaliencyMaps> result = new Explain(model, data, maps).run(Progress.NONE);
        SaliencyMaps read = SaliencyFile.read(maps);
        assertThat(read.origin().method()).isEqualTo("evidence");
        assertThat(result.json().path("method").asText()).isEqualTo("evidence");
        assertThat(result.text()).contains("Method: evidence, since the model was trained under noise (level ");
        double early = 0;
        double late = 0;
        for (int i = 0; i < SERIES; i++) {
            for (int t = 0; t < STEPS; t++) {
                double size = Math.abs(read.value(i, t, 0));
                early += t < 10 ? size : 0;
                late += t < 10 ? 0 : size;
            }
        }
        assertThat(early).isGreaterThan(2 * late);
    }

    @Test
    void explain_givenMethod_isThatOne() throws IOException {
        Path maps = folder.resolve("gradient.npz");
        Result<SaliencyMaps> result = new Explain(model, data, maps)
                .with("explanation.method", "gradient")
                .run(Progress.NONE);
        assertThat(SaliencyFile.read(maps).origin().method()).isEqualTo("gradient");
        assertThat(result.text()).doesNotContain("Method:");
    }

    @Test
    void explain_optionsWithoutMethod_areOfTheUsualOne() throws IOException {
        Path maps = folder.resolve("options.npz");
        new Explain(model, data, maps)
                .with("explanation.set", Map.of("window", "1", "samples", "2"))
                .run(Progress.NONE);
        assertThat(SaliencyFile.read(maps).origin().details().get(Explainer.OPTIONS))
                .contains("window=1", "samples=2");
        assertThatThrownBy(() -> new Explain(model, data, maps)
                        .with("explanation.set", Map.of("windw", "1"))
                        .run(Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("windw");
    }

    @Test
    void explain_alsoTheUsualMethod_isNumbered() throws IOException {
        Result<SaliencyMaps> result = new Explain(model, data, folder.resolve("several.npz"))
                .with("also", List.of("gradient", "evidence window=1", "evidence level=2"))
                .run(Progress.NONE);
        assertThat(result.text()).contains("level=0.0, window=1, part=signed; noise level of training ");
        assertThat(result.text()).contains("level=2.0, window=0, part=signed)");
        assertThat(SaliencyFile.read(folder.resolve("several.gradient.npz"))
                        .origin()
                        .method())
                .isEqualTo("gradient");
        assertThat(folder.resolve("several.evidence-2.npz")).exists();
    }

    @Test
    void explain_displayStepWithoutMethod_showsTheUsualOne() throws IOException {
        Path maps = folder.resolve("clipped.npz");
        new Explain(model, data, maps)
                .with("explanation.method", "clipped")
                .with("also", List.of("calibrated", "clipped method=gradient"))
                .run(Progress.NONE);
        assertThat(shown("clipped.npz")).startsWith("method=evidence, ").endsWith("quantile=0.95");
        assertThat(shown("clipped.calibrated.npz")).startsWith("method=evidence, ");
        assertThat(shown("clipped.clipped-2.npz")).startsWith("method=gradient, ");
        Path plain = folder.resolve("paper");
        small(new Train(data, plain)).run(Progress.NONE);
        new Explain(plain, data, folder.resolve("paper.npz"))
                .with("explanation.method", "clipped")
                .run(Progress.NONE);
        assertThat(shown("paper.npz")).startsWith("method=gradient, ");
    }

    @Test
    void explain_displayStepWithOptionsOfTheUsualMethod_takesThem() throws IOException {
        new Explain(model, data, folder.resolve("sampled.npz"))
                .with("explanation.method", "clipped")
                .with("explanation.set", Map.of("method.samples", "2"))
                .run(Progress.NONE);
        assertThat(shown("sampled.npz")).contains("method=evidence").contains("samples=2");
    }

    private static String shown(String file) throws IOException {
        return SaliencyFile.read(folder.resolve(file)).origin().details().get(Explainer.OPTIONS);
    }

    @Test
    void train_startOfTheNoiseOfThePreset_isTaken() throws IOException {
        ObjectNode json = small(new Train(data, folder.resolve("started")))
                .with("preset", "localise")
                .with("optimization.noising.adaptiveNoiseStart", 900)
                .with("optimization.noising.adaptiveNoiseGrowth", 1.0001)
                .run(Progress.NONE)
                .json();
        assertThat(json.path("noiseLevel").asDouble()).isBetween(850.0, 950.0);
    }

    @Test
    void diagnose_withoutMethod_isByEvidence() throws IOException {
        ObjectNode json = new Diagnose(model, data).run(Progress.NONE).json();
        assertThat(json.path("method").asText()).isEqualTo("evidence");
    }

    @Test
    void explain_modelWithoutNoise_isByTheGradient() throws IOException {
        Path plain = folder.resolve("plain");
        small(new Train(data, plain)).run(Progress.NONE);
        Path maps = folder.resolve("plain.npz");
        assertThat(new Explain(plain, data, maps).run(Progress.NONE).text()).doesNotContain("Method:");
        assertThat(SaliencyFile.read(maps).origin().method()).isEqualTo("gradient");
    }

    @Test
    void crossValidate_ofModelsUnderNoise_explainsByEvidence() throws IOException {
        assertThat(crossValidated("localise")).isEqualTo("evidence");
        assertThat(crossValidated("paper")).isEqualTo("gradient");
    }

    private static String crossValidated(String preset) throws IOException {
        Path maps = folder.resolve(preset + "-folds.npz");
        small(new CrossValidate(data))
                .with("preset", preset)
                .with("saliency", maps.toString())
                .with("folding.folds", 2)
                .run(Progress.NONE);
        return SaliencyFile.read(maps).origin().method();
    }

    @Test
    void train_folds_areNotMultiplied() throws IOException {
        Result<TrainingResult> result = small(new Train(data, folder.resolve("folds")))
                .with("preset", "localise")
                .with("ensemble.folds", 2)
                .run(Progress.NONE);
        assertThat(result.value().members()).hasSize(2);
    }

    @Test
    void train_whatCannotBeLearntUnderNoise_isDoubtedNowAndWhenExplained() throws IOException {
        Path random = folder.resolve("random.npz");
        SeriesFiles.write(series(STEPS, true), random);
        Path unlearnt = folder.resolve("unlearnt");
        Result<TrainingResult> result = small(new Train(random, unlearnt))
                .with("preset", "localise")
                .with("optimization.noising.adaptiveNoise", 0.9)
                .with("optimization.noising.adaptiveNoiseFloor", 1)
                .run(Progress.NONE);
        String doubt = "nothing could be learnt under noise (its level ended at its floor";
        assertThat(result.text()).contains("Warning: " + doubt);
        assertThat(result.json().path("noiseDoubts").path(0).asText()).startsWith(doubt);
        assertThat(new Explain(unlearnt, random, folder.resolve("unlearnt.npz"))
                        .run(Progress.NONE)
                        .text())
                .contains("Warning: " + doubt);
    }

    @Test
    void crossValidate_whatCannotBeLearntUnderNoise_isNotedAlsoWhenResumed() throws IOException {
        Path random = folder.resolve("random-folds.npz");
        SeriesFiles.write(series(STEPS, true), random);
        Request<?> request = small(new CrossValidate(random))
                .with("preset", "localise")
                .with("folding.folds", 2)
                .with("members", 2)
                .with("out", folder.resolve("unlearnt-folds").toString())
                .with("optimization.noising.adaptiveNoise", 0.9)
                .with("optimization.noising.adaptiveNoiseFloor", 1);
        Result<?> first = request.run(Progress.NONE);
        String note = "nothing could be learnt under noise (its level ended at its floor in 4 of 4 networks)";
        assertThat(first.text()).contains("Note: " + note);
        assertThat(first.json().path("notes").toString()).contains(note);
        assertThat(first.json().path("folds").path(1).path("noiseLevels")).hasSize(2);
        assertThat(request.run(Progress.NONE).json()).isEqualTo(first.json());
    }

    private static <T> Request<T> small(Request<T> request) {
        return request.with("optimization.epochs", 2).with("architecture.hidden", 3);
    }
}
