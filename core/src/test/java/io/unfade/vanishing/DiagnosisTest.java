package io.unfade.vanishing;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.GoldenNetworks;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DiagnosisTest {
    private static final double GOLDEN = 1e-12;
    private static final double GOLDEN_RELATIVE = 1e-9;

    private static SaliencyMaps maps(TrainedModel model, SeriesSet set, Target target) {
        return Explainer.explain(
                model, set, new Gradient(), new Explainer.Request(target, Output.LOGIT, 4, 0), Progress.NONE);
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void of_goldenCell_matchesAutograd(Cell cell) throws IOException {
        String name = cell.key();
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden("vanishing.npz", manager, DataType.FLOAT64);
                TrainedModel model = TestModels.of(
                        GoldenNetworks.plain(golden, cell, ModelSpec.Readout.of(ReadoutKind.LAST), name + "."))) {
            SeriesSet set = TestModels.series(golden, name + "_x");
            SaliencyMaps maps = maps(model, set, new Target.Fixed((int) golden.longs(name + "_target")[0]));

            Diagnosis diagnosis = Diagnosis.of(model, set, maps, 1);

            assertByDistance(memory(diagnosis).spectral(), golden.doubles(name + "_jac_h_spectral"));
            assertByDistance(memory(diagnosis).frobenius(), golden.doubles(name + "_jac_h_frobenius"));
            assertThat(memory(diagnosis).series()).isEqualTo(1);
            double[] l1 = golden.doubles(name + "_grad_logit_x_l1");
            double sum = Arrays.stream(l1).sum();
            assertThat(diagnosis.profile())
                    .containsExactly(Arrays.stream(l1).map(mass -> mass / sum).toArray(), within(GOLDEN));
            double last = Arrays.stream(l1, 27, 30).sum() / sum;
            assertThat(diagnosis.fading().shareInLast(0.1)).isEqualTo(last, within(GOLDEN));
        }
    }

    private static void assertByDistance(double[] actual, double[] byTime) {
        assertThat(actual).hasSameSizeAs(byTime);
        for (int distance = 0; distance < actual.length; distance++) {
            double expected = byTime[byTime.length - 1 - distance];
            assertThat(actual[distance]).isEqualTo(expected, within(GOLDEN_RELATIVE * expected));
        }
    }

    @Test
    void of_seriesOfSeveralLengths_takesTheMedianOfThoseLongEnough() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 4, 6, 2, 4, 6, 3);
        ModelSpec spec = TestModels.spec(Cell.GRU, 2, true, HopPooling.MEAN, ReadoutKind.LAST, 0.3);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            int before = TestModels.heldArrays(model);
            SaliencyMaps maps = maps(model, set, new Target.Predicted());
            double[][] alone = new double[4][];
            for (int i = 0; i < 4; i++) {
                alone[i] = memory(Diagnosis.of(
                                model, set.select(i), maps(model, set.select(i), new Target.Predicted()), 1))
                        .spectral();
                assertThat(alone[i]).hasSize(set.length(i));
                assertThat(alone[i][0]).isEqualTo(1, within(GOLDEN));
            }
            Diagnosis.Memory memory = memory(Diagnosis.of(model, set, maps, 4));
            assertThat(memory.series()).isEqualTo(4);
            assertThat(memory.spectral()).hasSize(6);
            for (int distance = 0; distance < 6; distance++) {
                int back = distance;
                double[] known = Arrays.stream(alone)
                        .filter(norms -> norms.length > back)
                        .mapToDouble(norms -> norms[back])
                        .sorted()
                        .toArray();
                double median = known.length % 2 == 1
                        ? known[known.length / 2]
                        : (known[known.length / 2 - 1] + known[known.length / 2]) / 2;
                assertThat(memory.spectral()[distance]).isEqualTo(median, within(GOLDEN));
            }
            assertThat(memory(Diagnosis.of(model, set, maps, 100)).series()).isEqualTo(5);
            assertThat(TestModels.heldArrays(model)).isEqualTo(before);
        }
    }

    @Test
    void of_twoLayersAndAttention_looksAtTheLastLayerOfTheRunningModel() {
        // A one-step change of the last layer's state cannot be made from outside, but with one hidden unit the
        // Jacobian is a number: the derivative of h_2 by h_1, known from the last layer's weights.
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 4, 1, 2);
        ModelSpec spec = new ModelSpec(
                Cell.RNN,
                2,
                false,
                1,
                new ModelSpec.Attention(2, 3, HopPooling.CONCAT),
                ModelSpec.Readout.of(ReadoutKind.LAST),
                TestModels.FEATURES,
                TestModels.CLASSES,
                0);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5);
                NDManager scope = model.newScope()) {
            double h2 = model.network()
                    .hiddenStates(
                            model.store(), model.prepare(set).batch(scope, 0).inputs(), false)
                    .getDouble(0, 1, 0);
            double recurrent =
                    model.network().weight("rnn.weight_hh_l1").getArray().getDouble(0, 0);
            Diagnosis diagnosis = Diagnosis.of(model, set, maps(model, set, new Target.Predicted()), 1);
            assertThat(memory(diagnosis).spectral()[1]).isEqualTo(Math.abs(recurrent * (1 - h2 * h2)), within(GOLDEN));
        }
    }

    @Test
    void of_noMemorySeries_isRefused() {
        SeriesSet set = TestModels.equalSeries(Precision.SINGLE, 4, 2, 3);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 5)) {
            SaliencyMaps maps = maps(model, set, new Target.Predicted());
            assertThatThrownBy(() -> Diagnosis.of(model, set, maps, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Diagnosis.Memory memory(Diagnosis diagnosis) {
        return Objects.requireNonNull(diagnosis.memory());
    }
}
