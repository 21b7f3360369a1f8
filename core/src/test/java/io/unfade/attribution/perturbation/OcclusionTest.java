package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution.Cost;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OcclusionTest {
    static final List<String> NAMES = GoldenProblem.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_goldenWindows_matchCaptum(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            golden.check(
                    new Occlusion(1, 0, 1, 1, Baseline.ZERO).attribute(problem).values(), "prob_occlusion_1xN");
            golden.check(
                    new Occlusion(5, 2, 1, 1, Baseline.ZERO).attribute(problem).values(), "prob_occlusion_5x2");
            golden.check(
                    new Occlusion(4, 4, 3, 3, Baseline.ZERO).attribute(problem).values(),
                    "prob_occlusion_4x4_stride3x3");
            golden.check(
                    new Occlusion(1, 1, 1, 1, Baseline.ZERO).attribute(problem).values(), "prob_feature_ablation");
        }
    }

    @Test
    void attribute_shorterSeriesInTheBatch_haveTheirOwnWindows() {
        Signature signature = Signature.of(1, 2, Output.LOGIT);
        Model sum = Model.of(signature, inputs -> {
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    outputs[b][1] += inputs.values()[inputs.offset(b) + i];
                }
            }
            return outputs;
        });
        Inputs inputs = new Inputs(new double[] {1, 2, 3, 4, 5, 6, 7, 0, 0, 0}, new int[] {5, 2}, 5, 1);
        Problem problem = Problem.of(sum, inputs, Output.LOGIT, List.of("a", "b"), 0, 1, 1);
        double[] values =
                new Occlusion(3, 1, 2, 1, Baseline.ZERO).attribute(problem).values();
        assertThat(values).containsExactly(new double[] {6, 6, 9, 12, 12, 13, 13, 0, 0, 0}, within(1e-12));
    }

    @Test
    void cost_stridesThatDoNotFit_countTheCutWindows() {
        assertThat(new Occlusion(4, 4, 3, 3, Baseline.ZERO).cost(20, 6)).isEqualTo(new Cost(2 + 7 * 2, 0));
        assertThat(new Occlusion(30, 0, 1, 1, Baseline.ZERO).cost(20, 6)).isEqualTo(new Cost(3, 0));
    }

    @Test
    void check_windowOverAllOfEverySeries_isRefused() {
        Occlusion whole = new Occlusion(30, 0, 1, 1, Baseline.ZERO);
        assertThatThrownBy(() -> whole.check(new Extent(20, 6)))
                .hasMessage(
                        "occlusion: a window covers all 20 steps x 6 features of every series, so that all cells would"
                                + " get the same number; window must be at most 19, or width in 1..5");
        assertThatThrownBy(() -> new Occlusion(20, 6, 1, 1, Baseline.ZERO).check(new Extent(20, 6)))
                .hasMessageContaining("all 20");
        assertThatThrownBy(() -> whole.check(new Extent(20, 1)))
                .hasMessageEndingWith("number; window must be at most 19");
        assertThatThrownBy(() -> whole.check(new Extent(1, 6))).hasMessageEndingWith("number; width in 1..5");
        assertThatCode(() -> whole.check(new Extent(31, 6))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Occlusion(30, 5, 1, 1, Baseline.ZERO).check(new Extent(20, 25, 6, "s3")))
                .hasMessage(
                        "occlusion: window must be at most 20, the steps of the shortest series ('s3'), but was 30");
        assertThatCode(() -> new Occlusion(20, 5, 1, 1, Baseline.ZERO).check(new Extent(20, 6)))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Occlusion(1, 0, 1, 1, Baseline.ZERO).check(new Extent(1, 1)))
                .doesNotThrowAnyException();
    }

    @Test
    void new_strideThatLeavesGaps_isRefused() {
        assertThatThrownBy(() -> new Occlusion(2, 1, 3, 1, Baseline.ZERO))
                .hasMessageContaining("stride must be in 1..window (2)");
    }
}
