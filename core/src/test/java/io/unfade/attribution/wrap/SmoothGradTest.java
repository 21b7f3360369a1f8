package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
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
                double[] mean = new SmoothGrad(new Gradient(), SAMPLES, 1, NoiseScale.RANGE, mode)
                        .mean(problem, k -> Arrays.copyOfRange(noise, k * size, (k + 1) * size));
                String suffix =
                        mode == SmoothGrad.Mode.SIGNED ? "signed" : mode == SmoothGrad.Mode.ABSOLUTE ? "abs" : "sq";
                golden.check(mean, "prob_smoothgrad_" + suffix);
            }
        }
    }

    /** f = half the sum of squares, so that the gradient of noisy cells is these cells. */
    private record HalfSquares(int features) implements DifferentiableModel {
        @Override
        public Signature signature() {
            return new Signature(
                    features,
                    1,
                    Signature.Names.UNKNOWN,
                    Standardizer.none(),
                    Precision.DOUBLE,
                    EnumSet.allOf(Output.class),
                    true);
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            return new double[inputs.count()][1];
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            double[][] outputs = outputs(inputs, output);
            return new Derivative(outputs, inputs.values().clone());
        }
    }

    @Test
    void attribute_noiseAsShareOfTheRange_hasThatDeviationInEachSeries() {
        double[] values = {-3, 5, 0, 0, 10, 14, 12, 12}; // ranges 8 and 4
        Inputs inputs = new Inputs(values, new int[] {2, 2}, 2, 2);
        Problem problem = Problem.of(new HalfSquares(2), inputs, Output.LOGIT, List.of("wide", "narrow"), 5, 0, 0);
        double[] squares = new SmoothGrad(new Gradient(), 4000, 0.25, NoiseScale.RANGE, SmoothGrad.Mode.SQUARED)
                .attribute(problem)
                .values();
        assertThat((squares[2] + squares[3]) / 2).isEqualTo(4, within(0.25)); // deviation 2, mean 0
        assertThat((squares[6] + squares[7]) / 2 - 144).isEqualTo(1, within(0.8)); // deviation 1, mean 12
    }

    @Test
    void attribute_noiseAsShareOfTheDeviation_isOfEachFeature() {
        double[] values = {-3, 5, 1, 5}; // deviations 2 and 0
        Inputs inputs = new Inputs(values, new int[] {2}, 2, 2);
        Problem problem = Problem.of(new HalfSquares(2), inputs, Output.LOGIT, List.of("one"), 5, 0);
        double[] variance = new VarGrad(new Gradient(), 4000, 0.5, NoiseScale.DEVIATION)
                .attribute(problem)
                .values();
        assertThat(variance[0]).isEqualTo(1, within(0.08));
        assertThat(variance[2]).isEqualTo(1, within(0.08));
        assertThat(new double[] {variance[1], variance[3]}).containsOnly(0);
    }

    @Test
    void options_ofTheOtherMethod_areNamedAfterIt() {
        SmoothGrad method = new SmoothGrad(
                new IntegratedGradients(7, Baseline.MEAN), 5, 0.2, NoiseScale.RANGE, SmoothGrad.Mode.ABSOLUTE);
        assertThat(method.options())
                .containsEntry("method", "integrated-gradients")
                .containsEntry("method.steps", "7")
                .containsEntry("method.baseline", "mean")
                .containsEntry("samples", "5")
                .containsEntry("mode", "absolute");
        Attribution.Cost one = new IntegratedGradients(7, Baseline.MEAN).cost(10, 3);
        assertThat(method.cost(10, 3).forward()).isEqualTo(1 + 5 * one.forward());
        assertThat(method.cost(10, 3).backward()).isEqualTo(5 * one.backward());
    }

    @Test
    void attribute_hardlyAnyNoise_isTheOtherMethod() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] smooth = new SmoothGrad(new Gradient(), 3, 1e-9, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED)
                    .attribute(problem)
                    .values();
            assertThat(smooth).containsExactly(new Gradient().attribute(problem).values(), within(1e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 10.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void new_noiseOutOfRange_isRefused(double noise) {
        assertThatThrownBy(() -> new SmoothGrad(new Gradient(), 5, noise, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED))
                .hasMessage("smooth-grad: noise must be above 0 and at most 10.0 times the series' range, but was "
                        + noise);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001, Integer.MAX_VALUE})
    void new_samplesOutOfRange_areRefused(int samples) {
        assertThatThrownBy(() -> new SmoothGrad(new Gradient(), samples, 0.1, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED))
                .hasMessage("smooth-grad: samples must be in 1..10000, but was " + samples);
    }

    @ParameterizedTest
    @CsvSource({"0.1,", "0.9,", "1,larger", "10,larger", "1e-7,hardly differ", "1e-300,hardly differ"})
    void doubts_noiseThatHidesTheSeriesOrIsNone_areSaid(double noise, @Nullable String words) {
        List<String> doubts =
                new SmoothGrad(new Gradient(), 5, noise, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED).doubts();
        if (words == null) {
            assertThat(doubts).isEmpty();
        } else {
            assertThat(doubts).singleElement().asString().contains("noise " + noise, words);
        }
    }

    @Test
    void check_wrappedMethod_isAsked() {
        Occlusion whole = new Occlusion(9, 0, 1, 1, Baseline.ZERO);
        assertThatThrownBy(() ->
                        new SmoothGrad(whole, 5, 0.1, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED).check(new Extent(9, 2)))
                .hasMessageContaining("covers all 9 steps");
    }

    @Test
    void attribute_twice_drawsTheSameNoise() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            SmoothGrad method = new SmoothGrad(new Gradient(), 5, 0.2, NoiseScale.RANGE, SmoothGrad.Mode.SIGNED);
            double[] once = method.attribute(golden.of(Output.LOGIT)).values();
            assertThat(method.attribute(golden.of(Output.LOGIT)).values()).isEqualTo(once);
            assertThat(new Gradient().attribute(golden.of(Output.LOGIT)).values())
                    .isNotEqualTo(once);
        }
    }
}
