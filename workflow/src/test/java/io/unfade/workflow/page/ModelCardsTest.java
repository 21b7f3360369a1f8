package io.unfade.workflow.page;

import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModelCardsTest {
    @Test
    void card_ofAttention_saysWhatItsScoresSee() {
        assertThat(architecture(new ModelSpec.Attention(2, 4, HopPooling.MEAN)))
                .isEqualTo("input-cell attention (mean, 2 hops, width 4) + GRU, 1 layer, hidden size 3, readout last");
        assertThat(architecture(new ModelSpec.Attention(2, 4, HopPooling.MEAN, new Positions(3, 12))))
                .startsWith(
                        "input-cell attention (mean, 2 hops, width 4, position code of 3 frequencies over 12 steps) + ");
        assertThat(architecture(new ModelSpec.Attention(2, 4, HopPooling.MEAN, new Positions(1, 12))))
                .contains("position code of 1 frequency over 12 steps");
    }

    private static String architecture(ModelSpec.Attention attention) {
        ModelSpec spec =
                new ModelSpec(Cell.GRU, 1, false, 3, attention, ModelSpec.Readout.of(ReadoutKind.LAST), 2, 2, 0);
        ModelDescription description = new ModelDescription(spec, Standardization.NONE, null, null);
        try (TrainedModel model = TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, 1)) {
            assertThat(ModelCards.of("model", description, null).facts())
                    .as("of its folder")
                    .isEqualTo(ModelCards.of("model", model, Double.NaN).facts());
            return ModelCards.architecture(spec);
        }
    }
}
