package io.unfade.attribution.perturbation;

import io.unfade.TestModels;
import io.unfade.attribution.Background;
import io.unfade.attribution.Problem;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WinItTest {
    private static final int STEPS = 7;
    private static final int SHORT = 4;

    @ParameterizedTest
    @CsvSource({"3, signed, mean", "3, absolute, mean", "20, signed, max", "3, absolute, max", "4, signed, max-absolute"
    })
    void attribute_everyCell_isWhatTheDefinitionSays(int window, String mode, String over) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, STEPS, SHORT);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1);
            Inputs others = model.prepare(TestModels.series(Precision.DOUBLE, 8, STEPS, STEPS))
                    .inputs(0, 1);
            Problem problem =
                    Problem.of(model, inputs, Output.LOGIT, set.ids(), 0, 0, 2).with(Background.of(others));
            WinIt method = new WinIt(
                    window,
                    2,
                    mode.equals("signed") ? WinIt.Mode.SIGNED : WinIt.Mode.ABSOLUTE,
                    WinIt.Over.valueOf(over.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
            double[] values = method.attribute(problem).values();
            for (int b = 0; b < 2; b++) {
                for (int time = 0; time < inputs.lengths()[b]; time++) {
                    for (int c = 0; c < inputs.features(); c++) {
                        double expected = defined(model, inputs, others, b, 2 * b, time, c, window, mode, over);
                        assertThat(values[inputs.offset(b) + time * inputs.features() + c])
                                .isEqualTo(expected, within(1e-12));
                    }
                }
            }
        }
    }

    /** The number of a cell, each output from a series of its own that ends where the window does. */
    private static double defined(
            TrainedModel model,
            Inputs inputs,
            Inputs others,
            int b,
            int target,
            int time,
            int feature,
            int window,
            String mode,
            String over) {
        int last = Math.min(inputs.lengths()[b] - 1, time + window - 1);
        double[] seen = new double[last - time + 1];
        for (int t = time; t <= last; t++) {
            double[] with = new double[2];
            for (int from = time; from <= time + 1; from++) {
                double whole = output(model, inputs, others, b, t, feature, t + 1, 0)[target];
                for (int k = 0; k < 2; k++) {
                    double d = whole - output(model, inputs, others, b, t, feature, from, k)[target];
                    with[from - time] += (mode.equals("signed") ? d : Math.abs(d)) / 2;
                }
            }
            seen[t - time] = with[0] - with[1];
        }
        return switch (over) {
            case "mean" -> Arrays.stream(seen).average().orElseThrow();
            case "max" -> Arrays.stream(seen).max().orElseThrow();
            default ->
                Arrays.stream(seen)
                        .boxed()
                        .max(java.util.Comparator.comparingDouble(Math::abs))
                        .orElseThrow();
        };
    }

    private static double[] output(
            TrainedModel model, Inputs inputs, Inputs others, int b, int last, int feature, int from, int draw) {
        int features = inputs.features();
        double[] values =
                Arrays.copyOfRange(inputs.values(), inputs.offset(b), inputs.offset(b) + (last + 1) * features);
        for (int t = from; t <= last; t++) {
            values[t * features + feature] = others.values()[others.offset(draw) + t * features + feature];
        }
        return model.outputs(new Inputs(values, new int[] {last + 1}, last + 1, features), Output.LOGIT)[0];
    }

    @Test
    void new_wrongNumbers_areNamed() {
        assertThatThrownBy(() -> new WinIt(0, 1, WinIt.Mode.SIGNED, WinIt.Over.MEAN))
                .hasMessage("win-it: window must be at least 1, but was 0");
        assertThatThrownBy(() -> new WinIt(1, 0, WinIt.Mode.SIGNED, WinIt.Over.MEAN))
                .hasMessage("win-it: samples must be in 1..10000, but was 0");
    }
}
