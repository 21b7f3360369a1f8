package io.unfade.attribution.wrap;

import io.unfade.TestModels;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.data.Precision;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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

    /** A function keeps no state, so that every prefix is occluded as a whole. */
    @ParameterizedTest
    @CsvSource({"occlusion, true", "occlusion baseline=mean, true", "occlusion baseline=linear, false"})
    void attribute_occlusionOfSingleCells_needsTheLastStepAlone(String text, boolean saves) throws IOException {
        TimeForward method = new TimeForward(Attributions.parse(text), TimeForward.Keep.LAST);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 3)) {
            Inputs inputs =
                    model.prepare(TestModels.series(Precision.DOUBLE, 5, 7, 4)).inputs(0, 1);
            Model function = Model.of(model.signature().withOutputs(Output.LOGIT), x -> model.outputs(x, Output.LOGIT));
            List<String> ids = List.of("a", "b");
            double[] kept = method.attribute(Problem.of(model, inputs, Output.LOGIT, ids, 0, 1, 2))
                    .values();
            double[] whole = method.attribute(Problem.of(function, inputs, Output.LOGIT, ids, 0, 1, 2))
                    .values();
            assertThat(kept).containsExactly(whole, within(ROUNDING));
            assertThat(Arrays.stream(kept).filter(cell -> cell != 0).count())
                    .isGreaterThanOrEqualTo(9L * TestModels.FEATURES); // a first step may be its own replacement
            long passes = method.cost(model, 20, TestModels.FEATURES).forward();
            assertThat(passes == 2 + 20 * (2 + TestModels.FEATURES)).isEqualTo(saves);
            assertThat(method.cost(function, 20, TestModels.FEATURES).forward())
                    .isEqualTo(1 + 20 * 2 + 210 * TestModels.FEATURES);
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
