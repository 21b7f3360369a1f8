package io.unfade.faithfulness;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.control.RandomMap;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Maps of disturbed series: {@link Infidelity} and {@link Sensitivity}. */
class DisturbedTest {
    private static final SeriesSet SET = TestModels.series(Precision.DOUBLE, 3, 9, 4, 9, 6);
    private static final Explainer.Request REQUEST = new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 64, 0);
    private static final Attribution OCCLUSION = Attributions.of("occlusion", Map.of("baseline", "zero"));

    /** The logit of the second class is the sum of all cells, each times its feature's number and one. */
    private static final Model LINEAR = Model.of(Signature.of(SET.features(), 2, Output.LOGIT), inputs -> {
        double[][] logits = new double[inputs.count()][2];
        for (int i = 0; i < logits.length; i++) {
            for (int cell = 0; cell < inputs.cells(i); cell++) {
                logits[i][1] += (cell % inputs.features() + 1) * inputs.values()[inputs.offset(i) + cell];
            }
        }
        return logits;
    });

    private static SaliencyMaps explained(Model model, SeriesSet set, Attribution method) {
        return Explainer.explain(model, set, method, REQUEST, Progress.NONE);
    }

    /** Series of ones, of which occlusion by 0 gives the weights of a linear model. */
    private static SeriesSet ones() {
        SeriesBuilder builder = SET.toBuilder();
        for (int i = 0; i < SET.count(); i++) {
            for (int t = 0; t < SET.length(i); t++) {
                for (int c = 0; c < SET.features(); c++) {
                    builder.cell(i, t, c, 1);
                }
            }
        }
        return builder.build();
    }

    @Test
    void infidelity_weightsOfALinearModel_predictEveryChange() {
        SeriesSet ones = ones();
        Infidelity infidelity = new Infidelity(200, 0.5, 1);
        SaliencyMaps weights = explained(LINEAR, ones, OCCLUSION);
        SaliencyMaps random = explained(LINEAR, ones, new RandomMap());

        for (double value : infidelity.of(LINEAR, ones, weights, Output.LOGIT, 64, Progress.NONE)) {
            assertThat(value).isBetween(0.0, 1e-9);
        }
        for (double value : infidelity.of(LINEAR, ones, random, Output.LOGIT, 64, Progress.NONE)) {
            assertThat(value).isBetween(0.5, 1.0);
        }
    }

    @Test
    void infidelity_gradient_predictsSmallChanges() {
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0), Standardization.PER_FEATURE),
                Standardizer.fit(Standardization.PER_FEATURE, SET),
                Precision.DOUBLE,
                5)) {
            SaliencyMaps maps = explained(model, SET, new Gradient());
            double[] little = new Infidelity(50, 1e-3, 1).of(model, SET, maps, Output.LOGIT, 7, Progress.NONE);
            double[] much = new Infidelity(50, 3, 1).of(model, SET, maps, Output.LOGIT, 7, Progress.NONE);
            for (int i = 0; i < SET.count(); i++) {
                assertThat(little[i]).isLessThan(1e-4).isLessThan(much[i]);
            }
            assertThat(new Infidelity(50, 3, 1).of(model, SET, maps, Output.LOGIT, 64, Progress.NONE))
                    .usingComparatorWithPrecision(1e-9)
                    .containsExactly(much);
        }
    }

    @Test
    void sensitivity_isWithinItsBoundForALinearModel_andNoneForAMapOfTheIdAlone() {
        Sensitivity sensitivity = new Sensitivity(3, 0.02, 1);
        SaliencyMaps maps = explained(LINEAR, SET, OCCLUSION);
        double[] values = sensitivity.of(LINEAR, SET, maps, OCCLUSION, REQUEST, Progress.NONE);
        for (double value : values) {
            assertThat(value).isBetween(1e-4, 0.1);
        }
        double[] wider = new Sensitivity(3, 0.2, 1).of(LINEAR, SET, maps, OCCLUSION, REQUEST, Progress.NONE);
        for (int i = 0; i < values.length; i++) {
            assertThat(wider[i] / values[i]).isBetween(9.99, 10.01); // linear in the radius
        }
        SaliencyMaps random = explained(LINEAR, SET, new RandomMap());
        assertThat(sensitivity.of(LINEAR, SET, random, new RandomMap(), REQUEST, Progress.NONE))
                .containsOnly(0.0);
    }

    @Test
    void wrongNumbers_areRefused() {
        assertThatThrownBy(() -> new Infidelity(1, 1, 0)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> new Infidelity(2, 0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Sensitivity(0, 1, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Sensitivity(1, Double.NaN, 0)).hasMessageContaining("above 0");
    }
}
