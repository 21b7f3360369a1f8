package io.unfade.metric;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FoldMeanTest {
    private static final double[] VALUES = {0.75, 0.5, 0.875, 0.625, 1};

    // mean -+ scipy.stats.t.ppf(0.975, 4) * numpy.std(values, ddof=1) * sqrt(1/5 + 8/32)
    @Test
    void of_fiveFolds_isCorrectedResampledInterval() {
        FoldMean found = FoldMean.of(VALUES, 8.0 / 32, 0.95);
        assertThat(found.mean()).isEqualTo(0.75);
        assertThat(found.deviation()).isCloseTo(0.19764235376052372, within(1e-14));
        assertThat(found.low()).isCloseTo(0.3818919072229573, within(1e-10));
        assertThat(found.high()).isCloseTo(1.1181080927770428, within(1e-10));
        assertThat(found.folds()).isEqualTo(5);
        assertThat(found.within(0, 1).high()).isEqualTo(1);
        assertThat(found.within(0, 1).low()).isEqualTo(found.low());
    }

    @Test
    void of_wrongNumbers_isAnError() {
        assertThatThrownBy(() -> FoldMean.of(new double[] {1}, 0.25, 0.95)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> FoldMean.of(VALUES, 0, 0.95)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> FoldMean.of(new double[] {1, Double.NaN}, 0.25, 0.95))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> FoldMean.of(VALUES, 0.25, 0)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> FoldMean.of(VALUES, 0.25, 1)).hasMessageContaining("confidence");
    }
}
