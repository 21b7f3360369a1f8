package io.unfade.attribution.wrap;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.model.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SmoothGradTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final int SAMPLES = 4;

    @ParameterizedTest
    @FieldSource("NAMES")
    void mean_goldenNoise_matchesTheReference(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            double[] noise = golden.numbers("noise");
            int size = noise.length / SAMPLES;
            Problem problem = golden.of(Output.PROBABILITY);
            for (SmoothGrad.Mode mode : SmoothGrad.Mode.values()) {
                double[] mean = new SmoothGrad(new Gradient(), SAMPLES, 1, mode)
                        .mean(problem, k -> Arrays.copyOfRange(noise, k * size, (k + 1) * size));
                String suffix =
                        mode == SmoothGrad.Mode.SIGNED ? "signed" : mode == SmoothGrad.Mode.ABSOLUTE ? "abs" : "sq";
                golden.check(mean, "prob_smoothgrad_" + suffix);
            }
        }
    }

    @Test
    void attribute_hardlyAnyNoise_isTheOtherMethod() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] smooth = new SmoothGrad(new Gradient(), 3, 1e-9, SmoothGrad.Mode.SIGNED)
                    .attribute(problem)
                    .values();
            assertThat(smooth).containsExactly(new Gradient().attribute(problem).values(), within(1e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 10.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void new_noiseOutOfRange_isRefused(double noise) {
        assertThatThrownBy(() -> new SmoothGrad(new Gradient(), 5, noise, SmoothGrad.Mode.SIGNED))
                .hasMessage("smooth-grad: noise must be above 0 and at most 10.0 times the series' range, but was "
                        + noise);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001, Integer.MAX_VALUE})
    void new_samplesOutOfRange_areRefused(int samples) {
        assertThatThrownBy(() -> new SmoothGrad(new Gradient(), samples, 0.1, SmoothGrad.Mode.SIGNED))
                .hasMessage("smooth-grad: samples must be in 1..10000, but was " + samples);
    }

    @ParameterizedTest
    @CsvSource({"0.1,", "0.9,", "1,larger", "10,larger", "1e-7,hardly differ", "1e-300,hardly differ"})
    void doubts_noiseThatHidesTheSeriesOrIsNone_areSaid(double noise, @Nullable String words) {
        List<String> doubts = new SmoothGrad(new Gradient(), 5, noise, SmoothGrad.Mode.SIGNED).doubts();
        if (words == null) {
            assertThat(doubts).isEmpty();
        } else {
            assertThat(doubts).singleElement().asString().contains("noise " + noise, words);
        }
    }

    @Test
    void check_wrappedMethod_isAsked() {
        Occlusion whole = new Occlusion(9, 0, 1, 1, Baseline.ZERO);
        assertThatThrownBy(() -> new SmoothGrad(whole, 5, 0.1, SmoothGrad.Mode.SIGNED).check(9, 2))
                .hasMessageContaining("covers all 9 steps");
    }

    @Test
    void attribute_twice_drawsTheSameNoise() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            SmoothGrad method = new SmoothGrad(new Gradient(), 5, 0.2, SmoothGrad.Mode.SIGNED);
            double[] once = method.attribute(golden.of(Output.LOGIT)).values();
            assertThat(method.attribute(golden.of(Output.LOGIT)).values()).isEqualTo(once);
            assertThat(new Gradient().attribute(golden.of(Output.LOGIT)).values())
                    .isNotEqualTo(once);
        }
    }
}
