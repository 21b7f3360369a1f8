package io.unfade.faithfulness;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RandomizationTest {
    private static final ModelDescription ATTENTION =
            TestModels.describe(TestModels.lstm(HopPooling.CONCAT, 0), Standardization.NONE);

    private static TrainedModel model(long seed) {
        return TrainedModel.initialize(ATTENTION, Standardizer.none(), Precision.DOUBLE, seed);
    }

    @Test
    void cascaded_partByPart_forgetsFromTheOutput() {
        try (TrainedModel learnt = model(1);
                TrainedModel initial = model(2)) {
            assertThat(Randomization.parts(learnt)).startsWith("head").endsWith("attention");
            for (int count = 0; count <= Randomization.parts(learnt).size(); count++) {
                try (TrainedModel cascaded = Randomization.cascaded(learnt, count, 2)) {
                    for (Map.Entry<String, Tensor> weight : cascaded.weights().entrySet()) {
                        boolean forgotten = isIn(weight.getKey(), learnt, count);
                        assertThat(weight.getValue())
                                .as(count + " " + weight.getKey())
                                .isEqualTo((forgotten ? initial : learnt).weight(weight.getKey()));
                    }
                }
            }
            assertThatThrownBy(() -> Randomization.cascaded(learnt, 9, 2)).hasMessageContaining("0 to");
        }
    }

    private static boolean isIn(String weight, TrainedModel model, int count) {
        return Randomization.parts(model).subList(0, count).stream()
                .anyMatch(part -> weight.startsWith(part.startsWith("layer") ? "rnn." : part + "."));
    }
}
