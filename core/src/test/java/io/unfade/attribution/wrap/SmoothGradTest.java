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
