package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The function that is explained: an output of a class, or the difference of two. */
class FunctionTest {
    private static final double STEP = 1e-5;
    private static final double DIFFERENCES = 1e-8;
    private static final double ROUNDING = 1e-12;
    private static final SeriesSet SET = TestModels.series(Precision.DOUBLE, 8, 6, 1, 4, 6);

    private static TrainedModel model(double temperature) {
        TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 6);
        model.setTemperature(temperature);
        return model;
    }

    private static SaliencyMaps explain(
            TrainedModel model, Attribution method, Target target, Contrast contrast, Output output) {
        Explainer.Request request = new Explainer.Request(target, contrast, output, 3, 0, null);
        return Explainer.explain(model, SET, method, request, Progress.NONE);
    }

    private static double function(double[] probabilities, Output output, int target, int contrast) {
        return of(probabilities, output, target) - (contrast < 0 ? 0 : of(probabilities, output, contrast));
    }

    private static double of(double[] probabilities, Output output, int k) {
        double p = probabilities[k];
        return output == Output.LOG_ODDS ? Math.log(p / (1 - p)) : p;
    }

    private static SeriesSet shifted(int time, int feature, double by) {
        SeriesBuilder builder = SET.toBuilder();
        for (int i = 0; i < SET.count(); i++) {
            builder.cell(i, time, feature, SET.value(i, time, feature) + by);
        }
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource(
            value = Output.class,
            names = {"PROBABILITY", "LOG_ODDS"})
    void gradient_contrastAndLogOdds_equalsFiniteDifferences(Output output) {
        for (double temperature : new double[] {1, 2.5}) {
            try (TrainedModel model = model(temperature)) {
                double[][] at = model.probabilities(SET, 4);
                for (Contrast contrast : new Contrast[] {new Contrast.None(), new Contrast.Second()}) {
                    SaliencyMaps maps = explain(model, new Gradient(), new Target.Label(), contrast, output);
                    for (int cell = 0; cell < SET.steps() * SET.features(); cell++) {
                        int t = cell / SET.features();
                        int c = cell % SET.features();
                        double[][] up = model.probabilities(shifted(t, c, STEP), 4);
                        double[][] down = model.probabilities(shifted(t, c, -STEP), 4);
                        for (int i = 0; i < SET.count(); i++) {
                            if (t < SET.length(i)) {
                                int k = SET.label(i);
                                int other = contrast.of(k, at[i]);
                                double slope = (function(up[i], output, k, other) - function(down[i], output, k, other))
                                        / (2 * STEP);
                                assertThat(maps.value(i, t, c)).isEqualTo(slope, within(DIFFERENCES));
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Output.class)
    void gap_contrastAndLogOdds_isThatOfTheFunction(Output output) {
        try (TrainedModel model = model(1)) {
            double[][] at = model.outputs(model.prepare(SET), output, 4);
            double[][] zero = model.outputs(model.prepare(zeros()), output, 4);
            Contrast contrast = new Contrast.Fixed(2);
            SaliencyMaps maps =
                    explain(model, new IntegratedGradients(3, Baseline.ZERO), new Target.Fixed(0), contrast, output);
            for (int i = 0; i < SET.count(); i++) {
                double sum = 0;
                for (int t = 0; t < SET.length(i); t++) {
                    for (int c = 0; c < SET.features(); c++) {
                        sum += maps.value(i, t, c);
                    }
                }
                double change = at[i][0] - at[i][2] - (zero[i][0] - zero[i][2]);
                assertThat(maps.gaps()[i]).isEqualTo(sum - change, within(ROUNDING));
                assertThat(Math.abs(change)).isGreaterThan(1e-3);
            }
        }
    }

    private static SeriesSet zeros() {
        SeriesBuilder builder = SET.toBuilder();
        for (int i = 0; i < SET.count(); i++) {
            for (int cell = 0; cell < SET.steps() * SET.features(); cell++) {
                builder.cell(i, cell / SET.features(), cell % SET.features(), 0);
            }
        }
        return builder.build();
    }

    @Test
    void contrast_ofLogits_isTheDifferenceOfTheMaps() {
        try (TrainedModel model = model(1)) {
            Contrast none = new Contrast.None();
            SaliencyMaps first = explain(model, new Gradient(), new Target.Fixed(0), none, Output.LOGIT);
            SaliencyMaps second = explain(model, new Gradient(), new Target.Fixed(2), none, Output.LOGIT);
            SaliencyMaps both =
                    explain(model, new Gradient(), new Target.Fixed(0), new Contrast.Fixed(2), Output.LOGIT);
            for (int i = 0; i < SET.count(); i++) {
                assertThat(both.target(i)).isZero();
                assertThat(both.value(i, 0, 1))
                        .isEqualTo(first.value(i, 0, 1) - second.value(i, 0, 1), within(ROUNDING));
            }
        }
    }

    @Test
    void contrast_withItselfOrNoClass_isRefused() {
        try (TrainedModel model = model(1)) {
            Target target = new Target.Fixed(1);
            assertThatThrownBy(() -> explain(model, new Gradient(), target, new Contrast.Fixed(1), Output.LOGIT))
                    .hasMessage("the explained class cannot be contrasted with itself: use another one");
            assertThatThrownBy(() -> explain(
                            model,
                            new Gradient(),
                            new Target.Predicted(),
                            new Contrast.Fixed(mostPredicted(model)),
                            Output.LOGIT))
                    .hasMessageMatching(
                            "series '.' is explained for class '[0-9]', which cannot be contrasted with itself: "
                                    + "contrast with the second class, .*");
            assertThatThrownBy(() -> explain(model, new Gradient(), target, new Contrast.Fixed(3), Output.LOGIT))
                    .hasMessageEndingWith("contrasting class must be in 0..2, but was 3");
        }
    }

    private static int mostPredicted(TrainedModel model) {
        return explain(model, new Gradient(), new Target.Predicted(), new Contrast.None(), Output.LOGIT)
                .target(0);
    }

    @Test
    void second_isTheMostProbableOtherClass() {
        Contrast second = new Contrast.Second();
        assertThat(second.of(2, new double[] {0.1, 0.3, 0.6})).isEqualTo(1);
        assertThat(second.of(0, new double[] {0.1, 0.3, 0.6})).isEqualTo(2);
        assertThat(second.of(1, new double[] {0.2, 0.6, 0.2})).isZero();
    }

    @Test
    void logOdds_ofCertainPredictions_areFiniteWithASlope() {
        try (TrainedModel model = model(0.05)) {
            double[][] odds = model.outputs(model.prepare(SET), Output.LOG_ODDS, 4);
            double[][] logits = model.outputs(model.prepare(SET), Output.LOGIT, 4);
            for (int i = 0; i < SET.count(); i++) {
                double[] scaled = Arrays.stream(logits[i]).map(z -> z / 0.05).toArray();
                double others = Math.log(Math.exp(scaled[1]) + Math.exp(scaled[2]));
                assertThat(odds[i][0]).isEqualTo(scaled[0] - others, within(1e-9));
            }
        }
    }

    @Test
    void background_thatLacks_isSaidBeforeAnythingIsComputed() {
        try (TrainedModel model = model(1)) {
            IntegratedGradients method = new IntegratedGradients(3, Baseline.TRAINING_MEAN);
            assertThatThrownBy(() -> explain(model, method, new Target.Predicted(), new Contrast.None(), Output.LOGIT))
                    .hasMessage("integrated-gradients needs a background with these options: series of the training"
                            + " distribution");
        }
    }
}
