package io.unfade.fmri.group;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ContrastsTest {
    private static final double ROUNDING = 1e-11;

    /** {@code scipy.stats.ttest_ind(equal_var=False)} and Cohen's formula in NumPy. */
    @Test
    void contrasts_ofObservations_areThoseOfScipy() throws IOException {
        Observations observations = Fixtures.observations("observations.csv");
        Contrasts contrasts = new Contrasts(observations.values(), 3);
        contrasts.take(observations.labels());
        for (double[] row : Fixtures.rows("contrasts.csv")) {
            assertThat(contrasts.welch((int) row[0], (int) row[1])).isCloseTo(row[2], within(ROUNDING));
            assertThat(contrasts.cohen((int) row[0], (int) row[1])).isCloseTo(row[3], within(ROUNDING));
        }
    }

    @Test
    void contrasts_largeOffset_changesLittle() throws IOException {
        Observations observations = Fixtures.observations("observations.csv");
        double offset = 1e6;
        for (double[] row : observations.values()) {
            for (int r = 0; r < row.length; r++) {
                row[r] += offset;
            }
        }
        Contrasts contrasts = new Contrasts(observations.values(), 3);
        contrasts.take(observations.labels());
        for (double[] row : Fixtures.rows("contrasts.csv")) {
            assertThat(contrasts.welch((int) row[0], (int) row[1])).isCloseTo(row[2], within(offset * ROUNDING * 10));
        }
    }

    @Test
    void contrasts_withoutVariation_areZeroOrInfinite() {
        double[][] values = {{0.1, 1, 3}, {0.1, 1, 3}, {0.1, 2, 1}, {0.1, 2, 3}};
        Contrasts contrasts = new Contrasts(values, 2);
        contrasts.take(new int[] {0, 0, 1, 1});
        assertThat(contrasts.welch(0, 0)).isZero();
        assertThat(contrasts.cohen(1, 0)).isZero();
        assertThat(contrasts.welch(0, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(contrasts.welch(1, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        // means 3 and 2, variances 0 and 2
        assertThat(contrasts.welch(0, 2)).isCloseTo(1, within(ROUNDING));
        assertThat(contrasts.cohen(0, 2)).isCloseTo(1, within(ROUNDING));
    }
}
