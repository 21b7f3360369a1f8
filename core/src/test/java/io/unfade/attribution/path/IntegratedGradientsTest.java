package io.unfade.attribution.path;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IntegratedGradientsTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final int STEPS = 50;

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_golden_matchesCaptumWithItsGaps(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            for (Output output : golden.outputs()) {
                Explained explained = new IntegratedGradients(STEPS, Baseline.ZERO).attribute(golden.of(output));
                golden.check(explained.values(), GoldenProblem.prefix(output) + "_ig");
                golden.check(explained.gaps(), GoldenProblem.prefix(output) + "_ig_delta");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_goldenBaseline_matchesCaptum(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Explained explained = new IntegratedGradients(STEPS, Baseline.ZERO)
                    .attribute(golden.of(Output.PROBABILITY), golden.numbers("baseline"));
            golden.check(explained.values(), "prob_ig_baseline");
            golden.check(explained.gaps(), "prob_ig_baseline_delta");
        }
    }

    @Test
    void attribute_moreSteps_closesTheGap() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            double few = largest(golden, 2);
            assertThat(few).isGreaterThan(1e-4);
            assertThat(largest(golden, 100)).isLessThan(1e-3 * few);
        }
    }

    private static double largest(GoldenProblem golden, int steps) throws IOException {
        double[] gaps = new IntegratedGradients(steps, Baseline.MEAN)
                .attribute(golden.of(Output.LOGIT))
                .gaps();
        return Arrays.stream(gaps).map(Math::abs).max().orElseThrow();
    }

    @Test
    void new_noSteps_isRefused() {
        assertThatThrownBy(() -> new IntegratedGradients(0, Baseline.ZERO))
                .hasMessage("integrated-gradients: steps must be in 1..10000, but was 0");
    }
}
