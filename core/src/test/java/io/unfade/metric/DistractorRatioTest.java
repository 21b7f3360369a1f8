package io.unfade.metric;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DistractorRatioTest {
    private static final boolean[] REFERENCE = {true, true, false, false, false, false};
    private static final boolean[] DISTRACTOR = {false, false, true, true, true, false};

    private static double ratio(double... saliency) {
        return DistractorRatio.of(saliency, REFERENCE, DISTRACTOR);
    }

    @Test
    void of_handWorkedMap_isTheRatioOfMeans() {
        // means 3 and 2; the last cell counts nowhere
        assertThat(ratio(2, 4, 1, 2, 3, 100)).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(ratio(1, 1, 1, 1, 1, 1)).isEqualTo(1);
        assertThat(ratio(2, 4, 0, 0, 0, 7)).isEqualTo(0);
        assertThat(ratio(2e-300, 4e-300, 1e-300, 2e-300, 3e-300, 0)).isEqualTo(2.0 / 3, within(1e-15));
    }

    @Test
    void of_nothingInReferenceOrNoDistractor_isUndefined() {
        assertThat(ratio(0, 0, 1, 2, 3, 4)).isNaN();
        assertThat(DistractorRatio.of(new double[] {1, 2}, new boolean[] {true, false}, new boolean[2]))
                .isNaN();
        assertThat(DistractorRatio.of(new double[] {1, 2}, new boolean[2], new boolean[] {true, false}))
                .isNaN();
    }

    @Test
    void of_signedMapOrOtherSize_isRefused() {
        assertThatThrownBy(() -> ratio(-1, 0, 0, 0, 0, 0)).hasMessageContaining("cell 0 is -1.0");
        assertThatThrownBy(() -> DistractorRatio.of(new double[] {1}, new boolean[1], new boolean[2]))
                .hasMessage("saliency and distractors must have the same number of cells, but have 1 and 2");
    }

    @Test
    void measures_distractorRatio_onlyWhereDistractorsAreKnown() {
        double[] saliency = {2, 4, 1, 2, 3, 100};
        assertThat(MapMeasure.DISTRACTOR_RATIO.of(MapMeasure.OfMap.of(saliency, REFERENCE, DISTRACTOR)))
                .isEqualTo(2.0 / 3, within(1e-15));
        assertThat(MapMeasure.DISTRACTOR_RATIO.of(MapMeasure.OfMap.of(saliency, REFERENCE)))
                .isNaN();
        assertThat(MapMeasure.against(true)).containsExactly(MapMeasure.values());
        assertThat(MapMeasure.against(false))
                .containsExactlyElementsOf(Arrays.stream(MapMeasure.values())
                        .filter(measure -> measure != MapMeasure.DISTRACTOR_RATIO)
                        .toList());
    }
}
