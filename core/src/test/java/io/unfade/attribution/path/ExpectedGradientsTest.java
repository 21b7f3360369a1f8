package io.unfade.attribution.path;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.attribution.Background;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpectedGradientsTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final int SAMPLES = 4;

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_goldenDraws_matchesCaptumsGradientShap(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            Inputs inputs = problem.inputs();
            double[] baselines = golden.numbers("gs_baselines");
            double[] indices = golden.numbers("gs_baseline_index");
            double[] alphas = golden.numbers("gs_alpha");
            double[] noise = golden.numbers("noise");
            int size = inputs.steps() * inputs.features();
            double[] mean = new double[inputs.values().length];
            for (int k = 0; k < SAMPLES; k++) {
                double[] shares = Arrays.copyOfRange(alphas, k * SAMPLES, (k + 1) * SAMPLES);
                double[] starts = new double[mean.length];
                double[] noisy = inputs.values().clone();
                for (int i = 0; i < starts.length; i++) {
                    int index = (int) indices[k * SAMPLES + i / size];
                    starts[i] = baselines[index * size + i % size];
                    noisy[i] += noise[k * mean.length + i];
                }
                double[] map = new ExpectedGradients(1)
                        .attribute(problem.at(noisy), new double[][] {shares}, sample -> starts.clone())
                        .values();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += map[i] / SAMPLES;
                }
            }
            golden.check(mean, "prob_gradient_shap");
        }
    }

    @Test
    void attribute_backgroundOfOneSeries_tendsToIntegratedGradients() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            Inputs inputs = problem.inputs();
            Background zero = Background.of(new Inputs(
                    new double[inputs.steps() * inputs.features()],
                    new int[] {inputs.steps()},
                    inputs.steps(),
                    inputs.features()));
            double[] exact = new IntegratedGradients(50, Baseline.ZERO)
                    .attribute(problem)
                    .values();
            double few = distance(new ExpectedGradients(20).attribute(problem.with(zero)), exact);
            double many = distance(new ExpectedGradients(2000).attribute(problem.with(zero)), exact);
            assertThat(many).isLessThan(few / 4); // errors shrink with the root of 100
            Explained explained = new ExpectedGradients(2000).attribute(problem.with(zero));
            assertThat(Arrays.stream(explained.gaps()).map(Math::abs).max().orElseThrow())
                    .isLessThan(0.2)
                    .isGreaterThan(1e-9);
        }
    }

    private static double distance(Explained explained, double[] exact) {
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            sum += Math.pow(explained.values()[i] - exact[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void new_noSamples_isRefused() {
        assertThatThrownBy(() -> new ExpectedGradients(0))
                .hasMessage("expected-gradients: samples must be in 1..10000, but was 0");
    }
}
