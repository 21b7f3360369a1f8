package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.RemovalCurve;
import io.unfade.vanishing.Diagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ModelTest {
    @TempDir
    private Path folder;

    /** Logits: 0, the sum of feature 0, and twice the last real value of feature 1. */
    private static double[][] lambda(Inputs inputs) {
        double[][] outputs = new double[inputs.count()][3];
        for (int b = 0; b < outputs.length; b++) {
            int from = inputs.offset(b);
            for (int t = 0; t < inputs.lengths()[b]; t++) {
                outputs[b][1] += inputs.values()[from + t * inputs.features()];
            }
            outputs[b][2] = 2 * inputs.values()[from + (inputs.lengths()[b] - 1) * inputs.features() + 1];
        }
        return outputs;
    }

    private static Model model(int features) {
        return Model.of(Signature.of(features, 3, Output.LOGIT), ModelTest::lambda);
    }

    @Test
    void of_lambda_isAModelForEverythingThatNeedsNoMore() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 4, 6, 2, 6, 4);
        Model model = model(set.features());
        double[][] probabilities = model.probabilities(set, 2);
        for (double[] row : probabilities) {
            assertThat(row[0] + row[1] + row[2]).isEqualTo(1, within(1e-12));
        }
        SaliencyMaps maps = Explainer.explain(
                model,
                set,
                Attributions.of("occlusion", Map.of()),
                new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 3, 0),
                Progress.NONE);
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < set.length(i); t++) {
                assertThat(maps.value(i, t, 0)).isEqualTo(set.value(i, t, 0), within(1e-12));
                assertThat(maps.value(i, t, 1)).isZero();
            }
            assertThat(maps.probability(i, 2)).isEqualTo(probabilities[i][2], within(1e-12));
        }
        assertThat(RemovalCurve.of(model, set, maps, 2, 0, 1).accuracies()).hasSize(2);
        Diagnosis diagnosis = Diagnosis.of(model, set, maps, 1);
        assertThat(diagnosis.memory()).isNull();
        assertThat(diagnosis.fading().count()).isEqualTo(set.count());
    }

    @Test
    void of_lambdaOfProbabilities_givesNoLogits() {
        Signature signature = Signature.of(2, 2, Output.PROBABILITY);
        Model model = Model.of(signature, inputs -> new double[inputs.count()][2]);
        assertThatThrownBy(() -> model.signature().checkGives(Output.LOGIT))
                .hasMessage("the model provides no logit, only probability");
    }

    @Test
    void open_otherFiles_isRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("model.txt"), "x");
        assertThatThrownBy(() -> Models.open(text)).hasMessageContaining("is not a model: give a model folder");
        Path script = Files.writeString(folder.resolve("model.pt"), "this is no zip archive");
        assertThatThrownBy(() -> Models.open(script)).hasMessageContaining("is not TorchScript");
        assertThatThrownBy(() -> Models.open(folder.resolve("absent.pt"))).isInstanceOf(NoSuchFileException.class);
    }
}
