package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.gradient.InputXGradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TemporalRescalingTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final double TOLERANCE = 1e-9;
    private static final double LAST_DIGITS = 1e-10;

    /** The absolute gradient, which the reference rescales. */
    private static final Attribution SALIENCY =
            new SmoothGrad(new Gradient(), 1, 1e-300, NoiseScale.RANGE, SmoothGrad.Mode.ABSOLUTE);

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_golden_matchesTheAuthors(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            IntegratedGradients integrated = new IntegratedGradients(50, Baseline.ZERO);
            golden.check(map(problem, SALIENCY, Baseline.FIRST), "prob_tsr_grad", TOLERANCE);
            golden.check(map(problem, SALIENCY, Baseline.ZERO), "prob_tsr_grad_zero", TOLERANCE);
            golden.check(map(problem, integrated, Baseline.FIRST), "prob_tsr_ig", TOLERANCE);
        }
    }

    private static double[] map(Problem problem, Attribution method, Baseline baseline) {
        return new TemporalRescaling(method, 0.55, baseline).attribute(problem).values();
    }

    @Test
    void attribute_variantsSideBySide_haveTheNumbersOfOneCallEach() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            Inputs inputs = problem.inputs();
            double[] batched = map(problem, new Gradient(), Baseline.ZERO);
            double[] whole = new Gradient().attribute(problem).values();
            int width = inputs.features();
            for (int b = 0; b < inputs.count(); b++) {
                double[] times = new double[inputs.steps()];
                for (int t = 0; t < times.length; t++) {
                    times[t] = change(problem, whole, b, t * width, width);
                }
                double[] scaled = scaled(times);
                double threshold = quantile(scaled);
                for (int t = 0; t < times.length; t++) {
                    double[] features = new double[width];
                    for (int c = 0; c < width; c++) {
                        features[c] = change(problem, whole, b, t * width + c, 1);
                    }
                    double[] ofFeatures = scaled(features);
                    for (int c = 0; c < width; c++) {
                        double expected = scaled[t] * (scaled[t] > threshold ? ofFeatures[c] : 0.1);
                        assertThat(batched[inputs.offset(b) + t * width + c]).isEqualTo(expected, within(LAST_DIGITS));
                    }
                }
            }
        }
    }

    /** {@return how much the map of a series changes without some of its cells, in a pass of its own} */
    private static double change(Problem problem, double[] whole, int series, int cell, int count) {
        Inputs inputs = problem.inputs();
        double[] values = inputs.values().clone();
        int from = inputs.offset(series);
        Arrays.fill(values, from + cell, from + cell + count, 0);
        double[] map = new Gradient().attribute(problem.at(values)).values();
        double sum = 0;
        for (int i = from; i < from + inputs.cells(series); i++) {
            sum += Math.abs(map[i] - whole[i]);
        }
        return sum;
    }

    private static double[] scaled(double[] values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        return Arrays.stream(values).map(value -> (value - low) / (high - low)).toArray();
    }

    /** {@return the 0.55 quantile of 20 values: 0.45 of the way from the 11th to the 12th} */
    private static double quantile(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[10] + 0.45 * (sorted[11] - sorted[10]);
    }

    @Test
    void attribute_anyMethod_scoresAreInZeroToOne() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            Problem problem = golden.of(Output.LOGIT);
            assertThat(Arrays.stream(map(problem, new InputXGradient(), Baseline.MEAN))
                            .boxed())
                    .allMatch(score -> score >= 0 && score <= 1)
                    .contains(0.0);
        }
    }

    @Test
    void attribute_oneFeature_isTheScoreOfTheSteps() {
        Inputs inputs = new Inputs(new double[] {1, 3, 2, 0, 5, 1, 0, 0}, new int[] {4, 2}, 4, 1);
        Model sum = Model.of(Signature.of(1, 2, Output.LOGIT), all -> {
            double[][] outputs = new double[all.count()][2];
            for (int i = 0; i < all.values().length; i++) {
                outputs[i / 4][1] += all.values()[i];
            }
            return outputs;
        });
        Problem problem = Problem.of(sum, inputs, Output.LOGIT, List.of("a", "b"), 0, 1, 1);
        Attribution occlusion = new Occlusion(1, 1, 1, 1, Baseline.ZERO);
        double[] scores = map(problem, occlusion, Baseline.ZERO);
        assertThat(scores).containsExactly(new double[] {1 / 3.0, 1, 2 / 3.0, 0, 1, 0, 0, 0}, within(LAST_DIGITS));
    }

    @ParameterizedTest
    @CsvSource({"28,13", "50,23", "100,45", "284,128"})
    void cost_stepsAboveTheQuantile_areCounted(int steps, int above) {
        Attribution.Cost cost = new TemporalRescaling(new Gradient(), 0.55, Baseline.ZERO).cost(steps, 7);
        assertThat(cost).isEqualTo(new Attribution.Cost(0, 1 + steps + above * 7L));
    }

    @Test
    void new_quantileOutOfRangeOrWrongBaseline_isRefused() {
        assertThatThrownBy(() -> new TemporalRescaling(new Gradient(), 1.5, Baseline.ZERO))
                .hasMessage("temporal-rescaling: quantile must be in 0..1, but was 1.5");
        assertThatThrownBy(() -> new TemporalRescaling(new Gradient(), 0.5, Baseline.LINEAR))
                .hasMessageEndingWith("opposite, first, but was 'linear'");
    }
}
