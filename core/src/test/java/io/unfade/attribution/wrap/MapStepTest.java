package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Unit;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.control.InputMagnitude;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MapStepTest {
    static final List<String> STEPS = List.of("two-way", "clipped", "calibrated");

    @ParameterizedTest
    @FieldSource("STEPS")
    void step_afterAControl_isAControlWithItsDoubts(String step) {
        Attribution control = Attributions.of(step, Map.of("method", "input-magnitude"));
        assertThat(control.isControl()).isTrue();
        assertThat(control.dependsOnOutput()).isFalse();
        assertThat(control.doubts()).containsAll(new InputMagnitude().doubts()).hasSize(2);
        assertThat(Attributions.of(step, Map.of("method", "gradient")).isControl())
                .isFalse();
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void step_afterItself_isRefused(String step) {
        assertThatThrownBy(() -> Attributions.of(step, Map.of("method", step)))
                .hasMessage(step + ": method must be another one, but was " + step);
    }

    @Test
    void step_costsWhatItsMethodCostsForTheModel() {
        Model model = Model.of(Signature.of(1, 2, Output.LOGIT), inputs -> new double[inputs.count()][2]);
        assertThat(new Clipped(new Given(1), 0.5).cost(model, 2, 1)).isEqualTo(new Attribution.Cost(3, 0));
    }

    @Test
    void step_mapThatIsNotFinite_staysForTheExplainerToRefuse() {
        Given given = new Given(1, new double[] {1, Double.NaN, 3}, new double[] {1, 2});
        double[][] scores = Given.after(new Calibrated(given, 10));
        assertThat(scores[0]).containsExactly(1, Double.NaN, 3);
        assertThat(scores[1][0]).isLessThan(0.5);
    }

    @Test
    void options_areThoseOfBothMethods() {
        Attribution clipped = Attributions.parse("clipped method=smooth-grad method.samples=3 quantile=0.9");
        assertThat(clipped).isEqualTo(Attributions.of("clipped", clipped.options()));
        assertThat(clipped.options()).containsEntry("method.samples", "3").containsEntry("quantile", "0.9");
        assertThat(clipped.unit()).isEqualTo(Unit.SLOPE);
        Attribution calibrated = Attributions.parse("calibrated steepness=20");
        assertThat(calibrated).isEqualTo(new Calibrated(new Gradient(), 20));
        assertThat(calibrated).isEqualTo(Attributions.of("calibrated", calibrated.options()));
        assertThat(calibrated.unit()).isEqualTo(Unit.SHARE);
    }
}
