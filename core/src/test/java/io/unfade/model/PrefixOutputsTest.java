package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PrefixOutputsTest {
    private static final int[] LENGTHS = {11, 4, 7};
    private static final double ROUNDING = 1e-12;
    private static final double SINGLE = 2e-5;

    static Stream<ModelSpec> specs() {
        Stream<ModelSpec> ensembles = Arrays.stream(ReadoutKind.values())
                .map(readout -> TestModels.spec(Cell.GRU, 2, false, HopPooling.CONCAT, readout, 0))
                .map(spec -> spec.withMembers(3));
        return Stream.concat(TestModels.everySpec().stream().filter(ModelSpec::readsForwards), ensembles);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputsOfPrefixes_areThoseOfSeriesThatEndThere(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            check(model, ROUNDING);
        }
    }

    @Test
    void outputsOfPrefixes_singlePrecision_areThoseOfSeriesThatEndThere() {
        ModelSpec spec = TestModels.spec(Cell.LSTM, 1, false, HopPooling.MEAN, ReadoutKind.SELF_ATTENTION, 0);
        try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 5)) {
            check(model, SINGLE);
        }
    }

    private static void check(TrainedModel model, double tolerance) {
        Inputs inputs =
                model.prepare(TestModels.series(Precision.DOUBLE, 3, LENGTHS)).inputs(0, 1, 2);
        for (Output output : Output.values()) {
            for (int first : new int[] {1, 3}) {
                double[][][] found = model.outputsOfPrefixes(inputs, first, output);
                for (int b = 0; b < LENGTHS.length; b++) {
                    assertThat(found[b]).hasNumberOfRows(LENGTHS[b] - first + 1);
                    for (int i = 0; i < found[b].length; i++) {
                        double[] alone = model.outputs(inputs.first(first + i, b), output)[0];
                        assertThat(found[b][i]).containsExactly(alone, within(tolerance));
                    }
                }
            }
        }
    }

    @Test
    void readsForwards_networksThatLookAhead_doNot() {
        ModelSpec lstm = TestModels.lstm(HopPooling.CONCAT, 0);
        assertThat(lstm.readsForwards()).isTrue();
        assertThat(TestModels.withStem(new Stem.Windows(3, 1, Stem.Alignment.CENTRED, 0), lstm)
                        .readsForwards())
                .isFalse();
        assertThat(lstm.withPreparation(TestModels.everyPreparation().get(3)).readsForwards())
                .isFalse();
        ModelSpec both = TestModels.everySpec().get(1);
        assertThat(both.readsForwards()).isFalse();
        try (TrainedModel model = TestModels.initialized(both, Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(TestModels.series(Precision.DOUBLE, 3, LENGTHS))
                    .inputs(0);
            assertThatThrownBy(() -> model.outputsOfPrefixes(inputs, 1, Output.LOGIT))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
