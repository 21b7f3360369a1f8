package io.unfade.metric;

import io.unfade.math.Temperature;
import io.unfade.math.Vectors;
import io.unfade.metric.TemperatureScaling.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class TemperatureScalingTest {
    private static final double EXACT = 1e-9;

    /** Of two classes with logits m and 0, of which a share s is right, the best T has {@code 1/(1 + exp(-m/T)) = s}. */
    @Test
    void fit_oneMargin_isTheClosedForm() {
        double[][] logits = {{3, 0}, {3, 0}, {0, 3}, {3, 0}};
        TemperatureScaling scaling = TemperatureScaling.fit(logits, new int[] {0, 0, 1, 1});
        assertThat(scaling.outcome()).isEqualTo(Outcome.MINIMUM);
        assertThat(scaling.temperature()).isCloseTo(3 / Math.log(3), within(EXACT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 3, 40})
    void fit_scaledLogitsOfACalibratedModel_findsTheFactor(double factor) {
        Random random = new Random(11);
        int count = 20_000;
        double[][] logits = new double[count][3];
        double[][] scaled = new double[count][3];
        int[] labels = new int[count];
        double[] probabilities = new double[3];
        for (int i = 0; i < count; i++) {
            Arrays.setAll(logits[i], k -> 1.5 * random.nextGaussian());
            Vectors.softmax(logits[i], 1, probabilities);
            double drawn = random.nextDouble();
            labels[i] = drawn < probabilities[0] ? 0 : drawn < probabilities[0] + probabilities[1] ? 1 : 2;
            double[] own = logits[i];
            Arrays.setAll(scaled[i], k -> factor * own[k] + 100);
        }
        double found = TemperatureScaling.fit(scaled, labels).temperature();
        assertThat(found).isCloseTo(factor, within(0.03 * factor)); // of 20,000 series, three standard errors
        assertThat(found)
                .isCloseTo(factor * TemperatureScaling.fit(logits, labels).temperature(), within(EXACT * factor));
    }

    @Test
    void fit_everySeriesRight_hasNoTemperature() {
        assertThat(TemperatureScaling.fit(new double[][] {{2, 1}, {0, 0.5}}, new int[] {0, 1}))
                .isEqualTo(new TemperatureScaling(1, Outcome.LOWER_IS_BETTER));
    }

    @Test
    void fit_logitsThatSayNothingOrTheOpposite_haveNoTemperature() {
        TemperatureScaling none = new TemperatureScaling(1, Outcome.HIGHER_IS_BETTER);
        assertThat(TemperatureScaling.fit(new double[][] {{2, 1}, {2, 1}}, new int[] {0, 1}))
                .isEqualTo(none);
        assertThat(TemperatureScaling.fit(new double[][] {{2, 1}, {0, 5}}, new int[] {1, 0}))
                .isEqualTo(none);
    }

    @Test
    void fit_minimumOutsideOfTheRange_isNone() {
        double beyond = Temperature.HIGHEST * Math.log(3) * 1.01;
        assertThat(TemperatureScaling.fit(
                                new double[][] {{beyond, 0}, {beyond, 0}, {beyond, 0}, {beyond, 0}},
                                new int[] {0, 0, 0, 1})
                        .outcome())
                .isEqualTo(Outcome.HIGHER_IS_BETTER);
    }

    @Test
    void fit_nothingOrOtherSizes_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.fit(new double[0][], new int[0]))
                .withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.fit(new double[][] {{1, 0}}, new int[] {0, 1}));
    }
}
