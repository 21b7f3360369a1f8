package io.unfade.train;

import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LearningRateTest {
    private static final double ROUNDING = 1e-15;

    private static double[] rates(Schedule schedule, double warmup, int steps) {
        LearningRate rate = new LearningRate(new Descent(Optimizer.ADAM, 2, schedule, warmup, 0, 0, 0), steps);
        return IntStream.range(0, steps).mapToDouble(rate::at).toArray();
    }

    @Test
    void at_constant_isExactlyTheRate() {
        assertThat(rates(Schedule.CONSTANT, 0, 4)).containsExactly(2, 2, 2, 2);
    }

    @Test
    void at_warmup_risesInEqualSteps() {
        assertThat(rates(Schedule.CONSTANT, 0.3, 10)).containsExactly(0.5, 1, 1.5, 2, 2, 2, 2, 2, 2, 2);
    }

    @Test
    void at_cosine_isHalfACosine() {
        double half = Math.sqrt(0.5);
        double root = Math.sqrt(3) / 2;
        assertThat(rates(Schedule.COSINE, 0, 4))
                .containsExactly(new double[] {2, 1 + half, 1, 1 - half}, within(ROUNDING));
        assertThat(rates(Schedule.COSINE, 0.25, 8))
                .containsExactly(new double[] {2.0 / 3, 4.0 / 3, 2, 1 + root, 1.5, 1, 0.5, 1 - root}, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void at_anyLength_isPositiveAndFallsAfterTheWarmup(int steps) {
        for (double warmup : new double[] {0, 0.05, 0.5, 0.99}) {
            double[] rates = rates(Schedule.COSINE, warmup, steps);
            long first = Math.round(warmup * steps);
            for (int k = 0; k < steps; k++) {
                assertThat(rates[k]).isPositive().isLessThanOrEqualTo(2);
                if (k > first) {
                    assertThat(rates[k]).isLessThan(rates[k - 1]);
                }
            }
        }
    }
}
