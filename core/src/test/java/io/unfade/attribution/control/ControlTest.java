package io.unfade.attribution.control;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Background;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ControlTest {
    private static final double ROUNDING = 1e-12;
    private static final Inputs INPUTS =
            new Inputs(new double[] {1, -2, 3, 4, -5, 6, 7, 8, 0, 0, 0, 0}, new int[] {3, 1}, 3, 2);
    private static final Inputs OTHERS = new Inputs(
            new double[] {1, 2, 3, 4, 5, 6, 3, 2, 1, 0, -1, -2, 10, 20, 30, 40, 50, 60}, new int[] {3, 3, 3}, 3, 2);

    private static Problem problem(long seed, int... targets) {
        Model silent = Model.of(Signature.of(2, 3, Output.LOGIT), inputs -> {
            throw new AssertionError("a control asks the model nothing");
        });
        return Problem.of(silent, INPUTS, Output.LOGIT, List.of("a", "b"), seed, targets)
                .with(Background.of(OTHERS, 0, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "random",
                "time-profile",
                "input-magnitude",
                "input-two-way",
                "input-rank-1",
                "mean-difference",
                "t-map",
                "linear-discriminant"
            })
    void control_everyOne_saysThatItExplainsNothingAndAsksTheModelNothing(String key) {
        Attribution control = Attributions.of(key, Map.of());
        assertThat(control.kind().summary())
                .startsWith("control, explains nothing: ")
                .endsWith("a method has to beat");
        assertThat(control.doubts()).hasSize(1).first().asString().startsWith(key + ": the maps are made without");
        assertThat(control.attribute(problem(0, 0, 2)).values()).hasSize(12);
    }

    @Test
    void random_dependsOnIdAndSeed_andIsNormal() {
        double[] values = new RandomMap().attribute(problem(1, 0, 0)).values();
        assertThat(new RandomMap().attribute(problem(1, 2, 2)).values()).isEqualTo(values);
        assertThat(new RandomMap().attribute(problem(2, 0, 0)).values()).isNotEqualTo(values);
        assertThat(values[0]).isNotEqualTo(values[6]);
        double[] many = new double[4000];
        for (int seed = 0; seed < many.length / 2; seed++) {
            double[] drawn = new RandomMap().attribute(problem(seed, 0, 0)).values();
            many[2 * seed] = drawn[3];
            many[2 * seed + 1] = drawn[7];
        }
        assertThat(Arrays.stream(many).average().orElseThrow()).isEqualTo(0, within(0.08));
        assertThat(Arrays.stream(many).map(x -> x * x).average().orElseThrow()).isEqualTo(1, within(0.12));
    }

    @Test
    void timeProfile_halves_towardsTheBeginningOfEachSeries() {
        double third = 1.0 / 3;
        double[] values = new TimeProfile(third).attribute(problem(0, 0, 0)).values();
        assertThat(Arrays.copyOf(values, 8))
                .containsExactly(new double[] {0.25, 0.25, 0.5, 0.5, 1, 1, 1, 1}, within(ROUNDING));
        assertThatThrownBy(() -> new TimeProfile(0))
                .hasMessage("time-profile: half-life must be above 0 and at most 10.0 times the series, but was 0.0");
        assertThatThrownBy(() -> new TimeProfile(Double.NaN)).hasMessageContaining("but was NaN");
    }

    @Test
    void inputMagnitude_isTheAbsoluteValue() {
        assertThat(new InputMagnitude().attribute(problem(0, 0, 0)).values())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0);
    }

    @Test
    void meanDifference_isThatOfTheExplainedClassOfEachSeries() {
        double[] values = new MeanDifference(LinearMap.CONTRIBUTIONS)
                .attribute(problem(0, 0, 2))
                .values();
        assertThat(values[0]).isEqualTo(1 * (2 - 10), within(ROUNDING));
        assertThat(values[1]).isEqualTo(-2 * (2 - 20), within(ROUNDING));
        assertThat(values[5]).isEqualTo(6 * (2 - 60), within(ROUNDING));
        assertThat(values[6]).isEqualTo(7 * (10 - 2), within(ROUNDING));
        assertThat(values[7]).isEqualTo(8 * (20 - 2), within(ROUNDING));
    }

    @Test
    void meanDifference_weights_areTheDifferences() {
        double[] values = new MeanDifference(LinearMap.WEIGHTS)
                .attribute(problem(0, 0, 2))
                .values();
        assertThat(values).startsWith(2 - 10, 2 - 20, 2 - 30).endsWith(8, 18, 0, 0, 0, 0);
    }

    @Test
    void meanDifference_withoutLabelsOrTheClass_isRefused() {
        assertThatThrownBy(() -> new MeanDifference(LinearMap.CONTRIBUTIONS).attribute(problem(0, 1, 1)))
                .hasMessage(
                        "mean-difference needs series of the explained class and of others in the background, but of"
                                + " class 1 there are 0 of 3");
        Problem unlabelled = problem(0, 0, 0).with(Background.of(OTHERS));
        assertThatThrownBy(() -> new MeanDifference(LinearMap.CONTRIBUTIONS).attribute(unlabelled))
                .hasMessage("mean-difference needs a background with labels, but it has none");
    }
}
