package io.unfade.attribution.perturbation;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Background;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Target;
import io.unfade.attribution.Unit;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class WinItTest {
    private static final int STEPS = 7;
    private static final int SHORT = 4;

    @ParameterizedTest
    @CsvSource({
        "3, signed, mean",
        "3, absolute, mean",
        "20, signed, max",
        "3, absolute, max",
        "4, signed, max-absolute",
        "3, probabilities, mean",
        "4, kullback-leibler, max",
        "3, jensen-shannon, mean"
    })
    void attribute_everyCell_isWhatTheDefinitionSays(int window, String mode, String over) {
        check(TestModels.everySpec().get(2), window, mode, over);
    }

    static Stream<ModelSpec> architectures() {
        ModelSpec lstm = TestModels.lstm(HopPooling.CONCAT, 0);
        return Stream.of(
                TestModels.spec(Cell.GRU, 1, false, null, ReadoutKind.MAX, 0),
                TestModels.spec(Cell.RNN, 2, false, HopPooling.MEAN, ReadoutKind.SELF_ATTENTION, 0),
                lstm.withMembers(2),
                TestModels.spec(Cell.LSTM, 1, true, HopPooling.CONCAT_L2, ReadoutKind.LAST, 0), // looks ahead
                TestModels.withStem(new Stem.Windows(3, 2, Stem.Alignment.CAUSAL, 0), lstm),
                TestModels.withStem(new Stem.Windows(3, 2, Stem.Alignment.CENTRED, 0), lstm));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void attribute_anyArchitecture_isWhatTheDefinitionSays(ModelSpec spec) {
        check(spec, 3, "absolute", "mean");
    }

    @Test
    void cost_ofModelsThatReadForwards_isTheNumberOfPasses() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, STEPS, STEPS);
        SeriesSet background = TestModels.series(Precision.DOUBLE, 8, STEPS, STEPS);
        WinIt method = new WinIt(3, 2, WinIt.Mode.SIGNED, WinIt.Over.MEAN);
        for (boolean bidirectional : new boolean[] {false, true}) {
            ModelSpec spec = TestModels.spec(Cell.LSTM, 1, bidirectional, null, ReadoutKind.LAST, 0);
            try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
                AtomicLong passes = new AtomicLong();
                RecurrentModel counting = counting(model, passes);
                Explainer.explain(
                        counting,
                        set,
                        method,
                        new Explainer.Request(
                                new Target.Predicted(), new Contrast.None(), Output.LOGIT, 2, 1, background),
                        Progress.NONE);
                Attribution.Cost cost = method.cost(counting, STEPS, set.features());
                assertThat(passes.get()).isEqualTo(2 * cost.forward());
                assertThat(cost.forward())
                        .isEqualTo(
                                bidirectional
                                        ? method.cost(STEPS, set.features()).forward()
                                        : 2 + STEPS * set.features() * 2);
            }
        }
    }

    /** {@return the model, which counts the series that it gives outputs of} */
    private static RecurrentModel counting(TrainedModel model, AtomicLong passes) {
        return (RecurrentModel) Proxy.newProxyInstance(
                RecurrentModel.class.getClassLoader(),
                new Class<?>[] {RecurrentModel.class},
                (proxy, called, arguments) -> {
                    if (called.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, called, arguments);
                    }
                    if (called.getName().startsWith("outputs")) {
                        passes.addAndGet(((Inputs) arguments[0]).count());
                    }
                    return called.invoke(model, arguments);
                });
    }

    private static void check(ModelSpec spec, int window, String mode, String over) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, STEPS, SHORT);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1);
            Inputs others = model.prepare(TestModels.series(Precision.DOUBLE, 8, STEPS, STEPS))
                    .inputs(0, 1);
            Problem problem =
                    Problem.of(model, inputs, Output.LOGIT, set.ids(), 0, 0, 2).with(Background.of(others));
            WinIt method = new WinIt(
                    window,
                    2,
                    WinIt.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
                    WinIt.Over.valueOf(over.toUpperCase(Locale.ROOT).replace('-', '_')));
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
                double[] whole = output(model, inputs, others, b, t, feature, t + 1, 0);
                for (int k = 0; k < 2; k++) {
                    double[] replaced = output(model, inputs, others, b, t, feature, from, k);
                    with[from - time] += difference(mode, target, whole, replaced) / 2;
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

    private static double difference(String mode, int target, double[] whole, double[] replaced) {
        double d = whole[target] - replaced[target];
        double[] p = probabilities(whole);
        double[] q = probabilities(replaced);
        double sum = 0;
        double forwards = 0;
        double between = 0;
        for (int k = 0; k < p.length; k++) {
            sum += Math.abs(p[k] - q[k]);
            forwards += p[k] * Math.log(p[k] / q[k]);
            double mean = (p[k] + q[k]) / 2;
            between += p[k] * Math.log(p[k] / mean) / 2 + q[k] * Math.log(q[k] / mean) / 2;
        }
        return switch (mode) {
            case "signed" -> d;
            case "absolute" -> Math.abs(d);
            case "probabilities" -> sum;
            case "kullback-leibler" -> forwards;
            default -> between;
        };
    }

    private static double[] probabilities(double... logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
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
    void dependsOnOutput_probabilitiesOfAllClasses_doNot() {
        for (WinIt.Mode mode : WinIt.Mode.values()) {
            WinIt method = new WinIt(3, 2, mode, WinIt.Over.MEAN);
            boolean ofOutput = mode == WinIt.Mode.SIGNED || mode == WinIt.Mode.ABSOLUTE;
            assertThat(method.dependsOnOutput()).isEqualTo(ofOutput);
            assertThat(method.unit().equals(Unit.OUTPUT)).isEqualTo(ofOutput);
        }
    }

    @Test
    void check_windowLongerThanASeries_namesIt() {
        Extent series = new Extent(4, 9, 2, "b7");
        assertThatThrownBy(() -> new WinIt(5, 1, WinIt.Mode.SIGNED, WinIt.Over.MEAN).check(series))
                .hasMessage("win-it: window must be at most 4, the steps of the shortest series ('b7'), but was 5");
        new WinIt(4, 1, WinIt.Mode.SIGNED, WinIt.Over.MEAN).check(series);
        new WinIt(10, 1, WinIt.Mode.SIGNED, WinIt.Over.MEAN).check(series); // the default
    }

    @Test
    void new_wrongNumbers_areNamed() {
        assertThatThrownBy(() -> new WinIt(0, 1, WinIt.Mode.SIGNED, WinIt.Over.MEAN))
                .hasMessage("win-it: window must be at least 1, but was 0");
        assertThatThrownBy(() -> new WinIt(1, 0, WinIt.Mode.SIGNED, WinIt.Over.MEAN))
                .hasMessage("win-it: samples must be in 1..10000, but was 0");
    }
}
