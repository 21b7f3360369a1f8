package io.unfade.attribution.catalog;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Kind;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.Unit;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.gradient.InputXGradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.wrap.NoiseScale;
import io.unfade.attribution.wrap.SmoothGrad;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.assertj.core.api.InstanceOfAssertFactories;
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
                .isEqualTo(new SmoothGrad(
                        new IntegratedGradients(3, Baseline.ZERO), 25, 0.1, NoiseScale.RANGE, SmoothGrad.Mode.SQUARED));
        assertThat(Attributions.of("input-x-gradient", Map.of())).isEqualTo(new InputXGradient());
    }

    @Test
    void options_ofEveryKind_makeTheSameMethodAgain() {
        for (Kind kind : Attributions.kinds()) {
            Attribution method = Attributions.of(kind.key(), Map.of());
            assertThat(Attributions.of(kind.key(), method.options())).isEqualTo(method);
            Map<String, String> usual =
                    kind.options().stream().collect(Collectors.toMap(Kind.Option::name, Kind.Option::usual));
            assertThat(usual).containsAllEntriesOf(withoutOther(method.options()));
        }
    }

    private static Map<String, String> withoutOther(Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> !option.getKey().startsWith("method."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void options_withoutEffect_areNeitherTakenNorListed() {
        assertThat(Attributions.of("ablation", Map.of("groups", "step")).options())
                .containsOnlyKeys("groups", "baseline");
        assertThat(Attributions.of("ablation", Map.of("groups", "block", "width", "0"))
                        .options())
                .containsOnlyKeys("groups", "window", "width", "baseline");
        assertThat(Attributions.of("dynamask", Map.of()).options()).doesNotContainKeys("baseline", "tolerance");
        assertThat(Attributions.of("dynamask", Map.of("perturbation", "baseline", "areas", "2"))
                        .options())
                .containsKeys("baseline", "tolerance")
                .doesNotContainKey("width");
        assertThatThrownBy(() -> Attributions.of("kernel-shap", Map.of("segments", "4")))
                .hasMessage("kernel-shap: segments has an effect only with groups=segments; omit it");
        assertThatThrownBy(() -> Attributions.of("shapley", Map.of("width", "2")))
                .hasMessage("shapley: width has an effect only with groups=block; omit it");
    }

    @Test
    void unit_saysWhatACellIsAQuantityOf() {
        assertThat(Attributions.of("gradient", Map.of()).unit().label("logit")).isEqualTo("saliency (logit per SD)");
        assertThat(Attributions.of("deeplift", Map.of()).unit().label("logit")).isEqualTo("saliency (logit)");
        assertThat(Attributions.of("var-grad", Map.of()).unit().label("logit"))
                .isEqualTo("saliency ((logit per SD)\u00b2)");
        assertThat(Attributions.of("smooth-grad", Map.of("mode", "squared", "method", "occlusion"))
                        .unit()
                        .label("probability"))
                .isEqualTo("saliency ((probability)\u00b2)");
        assertThat(Attributions.of("temporal-rescaling", Map.of()).unit().label("logit"))
                .isEqualTo("saliency");
        assertThat(Attributions.of("attention-rollout", Map.of()).unit().label("logit"))
                .isEqualTo("saliency (share)");
        assertThat(Attributions.of("time-forward", Map.of("method", "gradient")).unit())
                .isEqualTo(Unit.SLOPE);
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
                .hasMessageContaining(
                        "baseline must be one of zero, mean, training-mean, training-draw, opposite, linear, but was 'black'");
        assertThatThrownBy(() -> Attributions.of("integrated-gradients", Map.of("baseline", "linear")))
                .hasMessage("integrated-gradients: baseline must be one of zero, mean, training-mean, training-draw, "
                        + "opposite, but was 'linear'");
        assertThatThrownBy(() -> new IntegratedGradients(3, Baseline.FIRST))
                .hasMessageStartingWith("integrated-gradients: baseline must be one of zero, mean, ")
                .hasMessageEndingWith(", but was 'first'");
        assertThatThrownBy(() -> Attributions.of("smooth-grad", Map.of("method.steps", "5")))
                .hasMessage("gradient has no option 'steps'; it has none");
    }

    @Test
    void of_hugeWholeNumbers_areCalledTooLarge() {
        assertThatThrownBy(() -> Attributions.of("integrated-gradients", Map.of("steps", "99999999999")))
                .hasMessage(
                        "integrated-gradients: steps must be a whole number of at most 32 bits, but was '99999999999'");
    }

    @Test
    void doubts_mapsOfOneNumberAndOddOptions_areSaid() {
        SeriesSet set = SeriesSet.builder(Precision.DOUBLE, 3, 4, 2)
                .cell(0, 1, 1, 3)
                .cell(2, 0, 0, 2)
                .build();
        Model sum = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
            double[][] outputs = new double[inputs.count()][2];
            for (int i = 0; i < inputs.values().length; i++) {
                outputs[i / 8][1] += inputs.values()[i];
            }
            return outputs;
        });
        Explainer.Request request = new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 2, 0);
        String constant = "1 of 3 maps hold the same number in every cell, and do not say which cells matter";

        Attribution plain = Attributions.of("occlusion", Map.of());
        assertThat(Attributions.doubts(Explainer.explain(sum, set, plain, request, Progress.NONE)))
                .containsExactly(constant);
        Attribution loud = Attributions.of("smooth-grad", Map.of("method", "occlusion", "noise", "2"));
        assertThat(Attributions.doubts(Explainer.explain(sum, set, loud, request, Progress.NONE)))
                .hasSize(2)
                .contains(constant)
                .first(InstanceOfAssertFactories.STRING)
                .startsWith("smooth-grad: noise 2.0 is as large");
        Attribution whole = Attributions.of("occlusion", Map.of("window", "4", "width", "2"));
        assertThatThrownBy(() -> Explainer.explain(sum, set, whole, request, Progress.NONE))
                .hasMessageContaining("occlusion: a window covers all 4 steps x 2 features of every series");
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
