package io.unfade.fmri.clean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ProjectionTest {
    private static final int SCANS = 100;
    private static final int INDEPENDENT = 5;

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-4, 1e-8, 1e-10, 1e-12})
    void directions_dependentAndNearlyDependentColumns_areAsManyAsTheRank(double rest) {
        Random random = new Random(7);
        for (int repetition = 0; repetition < 50; repetition++) {
            double[][] confounds = new double[SCANS][INDEPENDENT + 4];
            for (double[] row : confounds) {
                for (int i = 0; i < INDEPENDENT; i++) {
                    row[i] = random.nextGaussian();
                }
                row[INDEPENDENT] = row[0] + 0.3 * row[1];
                row[INDEPENDENT + 1] = row[2];
                row[INDEPENDENT + 2] = row[0] + rest * random.nextGaussian();
            }

            List<double[]> directions = Projection.directions(confounds);

            assertThat(directions).hasSize(INDEPENDENT + 1);
            for (double[] a : directions) {
                for (double[] b : directions) {
                    assertThat(product(a, b)).isEqualTo(a == b ? 1 : 0, within(1e-13));
                }
            }
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }
}
