package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Kind;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Use cases of ensembles and of cross-validation, without a terminal. */
class EnsembleUseTest {
    @TempDir
    static Path folder;

    static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = folder.resolve("data.npz");
        SeriesFiles.write(BoxData.named("earlier-box").generate(40, 4, 0).training(), data);
    }

    private static Request<TrainingResult> small(Path data, Path out) {
        return new Train(data, out)
                .with("architecture.hidden", 3)
                .with("architecture.hops", 2)
                .with("architecture.attentionWidth", 4)
                .with("optimization.epochs", 3);
    }

    @Test
    void train_members_givesOneModelForAllUseCases() throws IOException {
        Path ensemble = folder.resolve("ensemble");
        ObjectNode trained = small(data, ensemble)
                .with("ensemble.members", 3)
                .with("architecture.readout", "conjunctive") // which one of the methods needs
                .with("optimization.noising.adaptiveNoise", 0.85)
                .with("validation", "0.2")
                .run(Progress.NONE)
                .json();
        assertThat(trained.path("members").asInt()).isEqualTo(3);
        assertThat(trained.path("baselines").path("accuracy").isNumber()).isTrue();
        Path page = folder.resolve("ensemble.html");
        for (Kind kind : Attributions.kinds()) {
            Path maps = folder.resolve("ensemble-" + kind.key() + ".npz");
            boolean background = Attributions.of(kind.key(), Map.of()).needsBackground();
            new Explain(ensemble, data, maps)
                    .with("explanation.method", kind.key())
                    .with("explanation.set", ofFewPasses(kind))
                    .with("explanation.background", background ? data.toString() : null)
                    .with("reading.series", "0:1")
                    .with("report", kind.key().equals("gradient") ? page.toString() : null)
                    .run(Progress.NONE);
            assertThat(SaliencyFile.read(maps).origin().method()).isEqualTo(kind.key());
        }
        assertThat(page).content().contains("ensemble of 3 networks, mean of logits: ");
        assertThat(new Diagnose(ensemble, data).run(Progress.NONE).failure()).isNull();
        double accuracy =
                new Evaluate(ensemble, data).run(Progress.NONE).value().scores().accuracy();
        assertThat(accuracy).isBetween(0.0, 1.0);
    }

    private static Map<String, String> ofFewPasses(Kind kind) {
        Map<String, String> few = new HashMap<>(Map.of(
                "groups", "segments", "segments", "2", "samples", "2", "draws", "2", "iterations", "2", "steps", "2"));
        List<String> known = kind.options().stream().map(Kind.Option::name).toList();
        if (!known.contains("groups")) {
            few.put("window", "1"); // with these groups it would have no effect
        }
        few.keySet().retainAll(known);
        return few;
    }

    @Test
    void crossValidate_membersOfEachFold_areTrainedTogether() throws IOException {
        Path out = folder.resolve("members-of-folds");
        new CrossValidate(data)
                .with("members", 2)
                .with("out", out.toString())
                .with("folding.folds", 2)
                .with("architecture.hidden", 3)
                .with("optimization.epochs", 1)
                .with("optimization.steps", 2)
                .run(Progress.NONE);
        try (TrainedModel fold = ModelFolder.load(out.resolve("fold-1"))) {
            assertThat(fold.spec().members()).isEqualTo(2);
        }
        assertThat(out.resolve("predictions.csv")).exists();
    }

    @Test
    void crossValidate_outputThatTheMethodCannotExplain_isRefusedBeforeAnythingIsTrained() {
        Progress untouched = new Progress() {
            @Override
            public void begin(String text) {
                throw new AssertionError("nothing is to be trained: " + text);
            }
        };
        Request<?> request = new CrossValidate(data)
                .with("saliency", folder.resolve("refused.npz").toString())
                .with("target.method", "lrp")
                .with("target.output", "probability");
        assertThatThrownBy(() -> request.run(untouched)).hasMessageContaining("the output must be logit");
    }

    @Test
    void train_folds_reportsWhatIsRightOutOfFold() throws IOException {
        Path ensemble = folder.resolve("folds");
        Result<TrainingResult> result =
                small(data, ensemble).with("ensemble.folds", 4).run(Progress.NONE);
        assertThat(result.value().members()).hasSize(4);
        assertThat(result.json().path("folds").asInt()).isEqualTo(4);
        assertThat(result.json().path("validationAccuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(result.text())
                .contains("4 networks, each on all folds but its own, which validates it")
                .contains("out-of-fold loss");
        try (TrainedModel model = ModelFolder.load(ensemble)) {
            assertThat(model.spec().members()).isEqualTo(4);
            assertThat(model.provenance()).isNotNull();
        }
    }

    @Test
    void train_wrongEnsembles_areRefused() {
        assertThatThrownBy(() -> small(data, folder.resolve("x"))
                        .with("ensemble.folds", 4)
                        .with("ensemble.members", 2))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> small(data, folder.resolve("x"))
                        .with("ensemble.folds", 4)
                        .with("validation", "0.3")
                        .run(Progress.NONE))
                .hasMessageContaining("validates each network on its own fold");
        assertThatThrownBy(() -> small(data, folder.resolve("x"))
                        .with("ensemble.folds", 400)
                        .run(Progress.NONE))
                .hasMessageContaining("use at most");
        assertThatThrownBy(() -> new Train(data, folder.resolve("x")).with("ensemble.members", 0))
                .hasMessageContaining("at least 1");
    }
}
