package io.unfade.attribution.wrap;

import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class VarGradTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final int SAMPLES = 4;
    private static final double TOLERANCE = 1e-11;

    @ParameterizedTest
    @FieldSource("NAMES")
    void variance_goldenNoise_isTheMeanSquareLessTheSquareOfTheMean(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            double[] noise = golden.numbers("noise");
            int size = noise.length / SAMPLES;
            Problem problem = golden.of(Output.PROBABILITY);
            double[] variance = new VarGrad(new Gradient(), SAMPLES, 1, NoiseScale.RANGE)
                    .variance(problem, k -> Arrays.copyOfRange(noise, k * size, (k + 1) * size));
            double[] squares = golden.numbers("prob_smoothgrad_sq");
            double[] means = golden.numbers("prob_smoothgrad_signed");
            double[] expected = new double[size];
            Arrays.setAll(expected, i -> squares[i] - means[i] * means[i]);
            assertThat(variance).containsExactly(expected, within(TOLERANCE));
        }
    }

    @Test
    void new_oneSample_hasNoVariance() {
        assertThatThrownBy(() -> new VarGrad(new Gradient(), 1, 0.1, NoiseScale.RANGE))
                .hasMessage("var-grad: samples must be in 2..10000, but was 1");
    }
}
