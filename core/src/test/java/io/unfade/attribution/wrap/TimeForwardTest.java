package io.unfade.attribution.wrap;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TimeForwardTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void attribute_lastAndMean_areOfTheMapsOfThePrefixes() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            Inputs inputs = problem.inputs();
            int width = inputs.features();
            double[] last = new TimeForward(new Gradient(), TimeForward.Keep.LAST)
                    .attribute(problem)
                    .values();
            double[] mean = new TimeForward(new Gradient(), TimeForward.Keep.MEAN)
                    .attribute(problem)
                    .values();
            int series = 2;
            double[] sums = new double[inputs.steps() * width];
            for (int t = 1; t <= inputs.steps(); t++) {
                int size = t * width;
                double[] cut = Arrays.copyOfRange(inputs.values(), inputs.offset(series), inputs.offset(series) + size);
                double[] four = new double[4 * size];
                System.arraycopy(cut, 0, four, series * size, size);
                double[] map = problem.on(new Inputs(four, new int[] {t, t, t, t}, t, width))
                        .gradient();
                for (int i = 0; i < size; i++) {
                    sums[i] += map[series * size + i];
                }
                assertThat(last[inputs.offset(series) + size - 1])
                        .isEqualTo(map[series * size + size - 1], within(ROUNDING));
            }
            for (int i = 0; i < sums.length; i++) {
                assertThat(mean[inputs.offset(series) + i])
                        .isEqualTo(sums[i] / (inputs.steps() - i / width), within(ROUNDING));
            }
        }
    }

    @Test
    void cost_isThatOfEveryLength() {
        TimeForward method = new TimeForward(new IntegratedGradients(9, Baseline.ZERO), TimeForward.Keep.LAST);
        assertThat(method.cost(20, 3).backward()).isEqualTo(180);
        assertThatThrownBy(() -> new TimeForward(method, TimeForward.Keep.LAST))
                .hasMessage("time-forward: method must be another one, but was time-forward");
    }
}
