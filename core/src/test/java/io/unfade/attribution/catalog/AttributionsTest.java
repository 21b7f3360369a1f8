package io.unfade.attribution.catalog;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.gradient.InputXGradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.wrap.SmoothGrad;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttributionsTest {
    @Test
    void of_givenOptions_areThoseOfTheMethod() {
        assertThat(Attributions.of("integrated-gradients", Map.of("steps", "7", "baseline", "mean")))
                .isEqualTo(new IntegratedGradients(7, Baseline.MEAN));
        assertThat(Attributions.of(
                        "smooth-grad",
                        Map.of("method", "integrated-gradients", "method.steps", "3", "mode", "squared")))
                .isEqualTo(new SmoothGrad(new IntegratedGradients(3, Baseline.ZERO), 25, 0.1, SmoothGrad.Mode.SQUARED));
        assertThat(Attributions.of("input-x-gradient", Map.of())).isEqualTo(new InputXGradient());
    }

    @Test
    void options_ofEveryKind_makeTheSameMethodAgain() {
        for (Kind kind : Attributions.kinds()) {
            Attribution method = Attributions.of(kind.key(), Map.of());
            assertThat(Attributions.of(kind.key(), method.options())).isEqualTo(method);
            Map<String, String> usual =
                    kind.options().stream().collect(Collectors.toMap(Kind.Option::name, Kind.Option::usual));
            assertThat(method.options()).containsAllEntriesOf(usual);
        }
    }

    @Test
    void of_wrongNamesAndValues_areNamed() {
        assertThatThrownBy(() -> Attributions.of("oclusion", Map.of()))
                .hasMessageStartingWith("method must be one of gradient, input-x-gradient, ")
                .hasMessageContaining("'oclusion'; did you mean occlusion?");
        assertThatThrownBy(() -> Attributions.of("gradient", Map.of("steps", "5")))
                .hasMessage("gradient has no option 'steps'; it has none");
        assertThatThrownBy(() -> Attributions.of("integrated-gradients", Map.of("step", "5")))
                .hasMessageContaining("has no option 'step'; did you mean steps?");
        assertThatThrownBy(() -> Attributions.of("integrated-gradients", Map.of("steps", "many")))
                .hasMessage("integrated-gradients: steps must be a whole number, but was 'many'");
        assertThatThrownBy(() -> Attributions.of("occlusion", Map.of("baseline", "black")))
                .hasMessageContaining("baseline must be one of zero, mean, but was 'black'");
        assertThatThrownBy(() -> Attributions.of("smooth-grad", Map.of("method.steps", "5")))
                .hasMessage("gradient has no option 'steps'; it has none");
    }

    @Test
    void of_originOfMaps_isTheMethodThatMadeThem() {
        Map<String, String> details = Map.of("options", "steps=9, baseline=mean");
        assertThat(Attributions.of(new SaliencyMaps.Origin("integrated-gradients", "logit", details)))
                .contains(new IntegratedGradients(9, Baseline.MEAN));
        assertThat(Attributions.of(new SaliencyMaps.Origin("gradient", "logit", Map.of())))
                .contains(new Gradient());
        assertThat(Attributions.of(new SaliencyMaps.Origin("unknown", "unknown", Map.of())))
                .isEmpty();
    }
}
