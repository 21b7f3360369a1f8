package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.KeptPrefix;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Methods on a model that keeps the state of a prefix, against the same model without that. */
class GrowingSeriesTest {
    private static final double ROUNDING = 1e-12;
    private static final int STEPS = 7;

    private static final String ARCHITECTURES = "architectures";

    private static final List<String> METHODS = List.of(
            "time-forward",
            "time-forward method=input-x-gradient",
            "time-forward keep=mean",
            "time-forward method=integrated-gradients method.steps=2",
            "temporal-integrated-gradients steps=4",
            "temporal-integrated-gradients steps=3 baseline=mean",
            "temporal-integrated-gradients steps=3 baseline=training-draw",
            "smooth-grad method=temporal-integrated-gradients method.steps=2 method.baseline=mean samples=3",
            "win-it window=1 samples=2",
            "win-it window=3 samples=2 mode=kullback-leibler",
            "win-it window=10 samples=1 over=max-absolute");

    static Stream<ModelSpec> architectures() {
        return Stream.of(
                TestModels.spec(Cell.LSTM, 1, false, null, ReadoutKind.LAST, 0),
                TestModels.spec(Cell.GRU, 3, false, HopPooling.MEAN, ReadoutKind.MAX, 0),
                TestModels.withStem(
                        new Stem.Linear(2, 0),
                        TestModels.spec(Cell.RNN, 2, false, HopPooling.CONCAT, ReadoutKind.SELF_ATTENTION, 0)),
                TestModels.spec(Cell.LSTM, 2, false, HopPooling.CONCAT_L2, ReadoutKind.MEAN, 0),
                TestModels.withPositions(new Positions(2, 5), TestModels.lstm(HopPooling.MEAN, 0))
                        .withMembers(2));
    }

    /** {@return a method from its name and options, as in {@link #METHODS}} */
    private static Attribution method(String text) {
        String[] words = text.split(" ", -1);
        Map<String, String> options = new LinkedHashMap<>();
        Stream.of(words).skip(1).forEach(word -> options.put(word.split("=", 2)[0], word.split("=", 2)[1]));
        return Attributions.of(words[0], options);
    }

    /** {@return the model without what is a default of the interface: it keeps no states} */
    private static RecurrentModel forgetful(TrainedModel model) {
        return (RecurrentModel) Proxy.newProxyInstance(
                RecurrentModel.class.getClassLoader(),
                new Class<?>[] {RecurrentModel.class},
                (proxy, called, arguments) -> called.getDeclaringClass() == RecurrentModel.class && called.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, called, arguments)
                        : called.invoke(model, arguments));
    }

    private static Problem problem(RecurrentModel model, Output output, AtomicLong passes, int... lengths) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, lengths);
        int[] rows = IntStream.range(0, lengths.length).toArray();
        Inputs others = model.prepare(TestModels.series(Precision.DOUBLE, 8, STEPS, STEPS))
                .inputs(0, 1);
        Subject.Query query = new Subject.Query(model, output, 4, Background.of(others), passes::addAndGet);
        return new Problem(new Subject(
                query,
                model.prepare(set).inputs(rows),
                set.ids(),
                probabilities -> Subject.Classes.of(
                        IntStream.of(rows).map(row -> row % TestModels.CLASSES).toArray())));
    }

    @ParameterizedTest
    @MethodSource(ARCHITECTURES)
    void attribute_stateKept_isThatOfWholePrefixes(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            int held = TestModels.heldArrays(model);
            for (int[] lengths : new int[][] {{4, STEPS, 1, 5}, {1}, {STEPS, STEPS}}) {
                for (String text : METHODS) {
                    Output output = text.contains("steps=4") ? Output.PROBABILITY : Output.LOG_ODDS;
                    double[] kept = method(text)
                            .attribute(problem(model, output, new AtomicLong(), lengths))
                            .values();
                    double[] whole = method(text)
                            .attribute(problem(forgetful(model), output, new AtomicLong(), lengths))
                            .values();
                    assertThat(kept).as(text).containsExactly(whole, within(ROUNDING));
                    assertThat(TestModels.heldArrays(model)).as(text).isEqualTo(held);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cost_isTheNumberOfPasses(boolean keeps) {
        ModelSpec spec = TestModels.spec(Cell.GRU, 1, false, HopPooling.MEAN, ReadoutKind.LAST, 0);
        try (TrainedModel own = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            RecurrentModel model = keeps ? own : forgetful(own);
            assertThat(GrowingSeries.isKept(model)).isEqualTo(keeps);
            for (String text : METHODS) {
                if (text.contains("method.steps")) {
                    continue; // these count the choice of the classes once for each run of their method
                }
                for (int steps : new int[] {1, STEPS}) {
                    AtomicLong passes = new AtomicLong();
                    method(text).attribute(problem(model, Output.LOGIT, passes, steps, steps));
                    Attribution.Cost cost = method(text).cost(model, steps, TestModels.FEATURES);
                    assertThat(passes.get()).as(text).isEqualTo(2 * (cost.forward() + cost.backward()));
                }
            }
        }
    }

    /** {@return the model, which counts the steps of all series that it reads after the first ones} */
    private static RecurrentModel counting(TrainedModel model, AtomicLong steps) {
        return (RecurrentModel) Proxy.newProxyInstance(
                RecurrentModel.class.getClassLoader(),
                new Class<?>[] {RecurrentModel.class},
                (proxy, called, arguments) -> called.getName().equals("start")
                        ? counting((KeptPrefix) called.invoke(model, arguments), steps)
                        : called.invoke(model, arguments));
    }

    private static KeptPrefix counting(KeptPrefix prefix, AtomicLong steps) {
        return (KeptPrefix) Proxy.newProxyInstance(
                KeptPrefix.class.getClassLoader(), new Class<?>[] {KeptPrefix.class}, (proxy, called, arguments) -> {
                    if (arguments != null && arguments[0] instanceof Inputs later) {
                        steps.addAndGet(IntStream.of(later.lengths()).sum());
                    }
                    Object given = called.invoke(prefix, arguments);
                    return given instanceof KeptPrefix next ? counting(next, steps) : given;
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void attribute_stateKept_readsEveryStepOnceAndThenOnlyWhatFollows(int length) {
        Map<String, Long> passes = Map.of(
                "time-forward", (long) length,
                "temporal-integrated-gradients steps=4", 4L * length,
                "win-it window=1 samples=2", 2L * TestModels.FEATURES * length);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.CONCAT, 0), Precision.DOUBLE, 5)) {
            passes.forEach((text, ofOneStep) -> {
                AtomicLong steps = new AtomicLong();
                method(text).attribute(problem(counting(model, steps), Output.LOGIT, new AtomicLong(), length));
                assertThat(steps.get()).as(text).isEqualTo(length - 1 + ofOneStep);
            });
        }
    }
}
