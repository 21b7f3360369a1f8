package io.unfade.experiments.field.measure;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.control.InputMagnitude;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.Masking;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PredictionChangeTest {
    private static final double ROUNDING = 1e-6;

    /** The logit of class 1 is the sum of the cells, that of class 0 is 0. */
    private static final Model SUM = Model.of(Signature.of(1, 2, Output.LOGIT), inputs -> {
        double[][] logits = new double[inputs.count()][2];
        for (int b = 0; b < logits.length; b++) {
            for (int cell = 0; cell < inputs.cells(b); cell++) {
                logits[b][1] += inputs.values()[inputs.offset(b) + cell];
            }
        }
        return logits;
    });

    private static final SeriesSet SET =
            SeriesSet.of(new float[][][] {{{1}, {-3}, {2}, {0.5F}}, {{4}, {1}, {0}, {-0.75F}}});
    private static final SaliencyMaps MAPS = Explainer.explain(SUM, SET, new InputMagnitude());
    private static final Masking MASKING = new Masking(SUM, SET, MAPS, Baseline.ZERO, null, 0, 3);

    private static double p(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }

    @Test
    void of_sumModel_addsTheChangesOfBothClassesAndDividesByTheirNumber() {
        PredictionChange change = PredictionChange.of(MASKING, 0.5, Progress.NONE);

        // sums while cells are set to 0, from the largest: 0.5, without -3 3.5, without 2 1.5; and 4.25, without 4
        // 0.25, without
        // 1 -0.75. From the smallest: 0.5, without 0.5 0, without 1 -1; and 4.25, without 0 the same, without -0.75 5.
        double cpd = p(3.5) - p(0.5) + (p(3.5) - p(1.5)) + (p(4.25) - p(0.25)) + (p(0.25) - p(-0.75));
        double cpp = p(0.5) - p(0) + (p(0) - p(-1)) + (p(5) - p(4.25));
        assertThat(change.cells()).isEqualTo(2);
        assertThat(change.fill()).isEqualTo(Baseline.ZERO);
        // two series, and two classes that change by as much
        assertThat(change.cpd()).isCloseTo(cpd / 2, within(ROUNDING));
        assertThat(change.cpp()).isCloseTo(cpp / 2, within(ROUNDING));
    }

    @Test
    void json_isReadBack_andSharesAreChecked() {
        PredictionChange change = PredictionChange.of(MASKING, 0.01, Progress.NONE);
        assertThat(change.cells()).isEqualTo(1);
        assertThat(PredictionChange.of(change.json())).isEqualTo(change);
        assertThatThrownBy(() -> PredictionChange.of(MASKING, 0, Progress.NONE)).hasMessageContaining("(0, 1]");
    }

    @Test
    void scoredMaps_areTakenFromMapsAndTheReference() {
        SeriesSet set =
                SET.toBuilder().reference(new byte[] {0, 1, 0, 0, 1, 0, 0, 0}).build();
        List<ScoredMap> maps = ScoredMap.of(MAPS, set, 1);
        assertThat(maps).hasSize(1);
        assertThat(maps.get(0).sizes()).containsExactly(4, 1, 0, 0.75);
        assertThat(maps.get(0).truth()).containsExactly(true, false, false, false);
    }
}
