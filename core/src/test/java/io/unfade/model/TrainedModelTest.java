package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrainedModelTest {
    /** Sums of a few dozen float64 products in a different order. */
    private static final double ROUNDING = 1e-12;

    private static final int[] LENGTHS = {9, 2, 9, 1, 5, 7, 3};

    @Test
    void probabilities_everyArchitecture_doNotDependOnTheBatch() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        for (ModelSpec spec : TestModels.everySpec()) {
            try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
                double[][] together = model.probabilities(set, LENGTHS.length);
                double[][] alone = model.probabilities(set, 1);
                for (int i = 0; i < LENGTHS.length; i++) {
                    assertThat(alone[i]).as(spec.toString()).containsExactly(together[i], within(ROUNDING));
                    assertThat(Arrays.stream(alone[i]).sum()).isEqualTo(1, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void probabilities_everyArchitecture_leaveNoNativeMemory() {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        for (ModelSpec spec : TestModels.everySpec()) {
            try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 5)) {
                int before = TestModels.heldArrays(model);
                assertThat(before).isGreaterThanOrEqualTo(model.weights().size());
                model.probabilities(set, 3);
                assertThat(TestModels.heldArrays(model)).as(spec.toString()).isEqualTo(before);
            }
        }
    }

    @Test
    void probabilities_dropoutInTheSpec_isNotApplied() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel with = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0.5), Precision.DOUBLE, 5);
                TrainedModel without =
                        TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 5)) {
            assertThat(with.probabilities(set, 4)).isDeepEqualTo(without.probabilities(set, 4));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"PER_FEATURE", "PER_SERIES", "PER_GROUP"})
    void probabilities_standardizedModel_equalThoseOfStandardizedSeriesInAnyBatches(Standardization kind) {
        SeriesSet set = TestModels.grouped(TestModels.series(Precision.DOUBLE, 3, LENGTHS));
        Standardizer standardizer = Standardizer.fit(kind, set);
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0);
        try (TrainedModel plain = TestModels.initialized(spec, Precision.DOUBLE, 5);
                TrainedModel standardizing = TrainedModel.of(
                        TestModels.describe(spec, kind), standardizer, Precision.DOUBLE, plain.weights())) {
            double[][] expected = plain.probabilities(standardizer.apply(set), 4);
            assertThat(standardizing.probabilities(set, 4)).isDeepEqualTo(expected);
            double[][] one = standardizing.probabilities(set, 1);
            for (int i = 0; i < expected.length; i++) {
                assertThat(one[i]).containsExactly(expected[i], within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"NONE", "PER_FEATURE"})
    void probabilities_otherFeatures_areRefused(Standardization kind) {
        SeriesSet fitting = TestModels.equalSeries(Precision.SINGLE, 1, 3, 4);
        SeriesSet other = SeriesSet.builder(Precision.SINGLE, 2, 4, TestModels.FEATURES + 1)
                .build();
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(null, 0), kind),
                Standardizer.fit(kind, fitting),
                Precision.SINGLE,
                1)) {
            assertThatThrownBy(() -> model.probabilities(other, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("5 features", "6");
        }
    }

    @Test
    void prepare_columnsAndClassesInAnotherOrder_meansTheSame() {
        List<String> names = List.of("a", "b", "c", "d", "e");
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 9, 5).toBuilder()
                .featureNames(names)
                .build();
        int[] order = {3, 0, 4, 1, 2};
        SeriesSet other = set.withFeatures(order).withClassNames(List.of("c", "a", "b"));
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0);
        try (TrainedModel model = TrainedModel.initialize(
                new ModelDescription(spec, Standardization.PER_FEATURE, set.classNames(), names),
                Standardizer.fit(Standardization.PER_FEATURE, set),
                Precision.DOUBLE,
                3)) {
            assertThat(model.probabilities(other, 4)).isDeepEqualTo(model.probabilities(set, 4));
            SaliencyMaps expected = label(model, set);
            SaliencyMaps maps = label(model, other);
            SeriesSet shown = model.prepare(other).standardized();
            for (int i = 0; i < set.count(); i++) {
                assertThat(maps.target(i)).isEqualTo(expected.target(i)).isEqualTo(set.label(i));
                for (int c = 0; c < order.length; c++) {
                    assertThat(maps.value(i, 2, c)).isEqualTo(expected.value(i, 2, order[c]));
                    assertThat(shown.value(i, 2, c))
                            .isEqualTo(model.standardizer().apply(set).value(i, 2, order[c]));
                }
            }
            assertThatThrownBy(() -> model.probabilities(
                            set.toBuilder()
                                    .featureNames(List.of("a", "b", "x", "d", "e"))
                                    .build(),
                            4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the series lack features of the model: [c]; and have features that it does not know: [x]");
        }
    }

    @Test
    void attribute_fileWithOneClassOnly_explainsThatClass() {
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 6, 5);
        SeriesSet one = set.toBuilder().labels(new int[6], List.of("b")).build();
        SeriesSet unknown = set.toBuilder().labels(new int[6], List.of("x")).build();
        try (TrainedModel model = TrainedModel.initialize(
                new ModelDescription(TestModels.lstm(null, 0), Standardization.NONE, set.classNames(), null),
                Standardizer.none(),
                Precision.DOUBLE,
                3)) {
            assertThat(label(model, one).target(0)).isEqualTo(1);
            assertThat(model.probabilities(unknown, 6)).isDeepEqualTo(model.probabilities(set, 6));
            assertThatThrownBy(() -> label(model, unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("series '0' is of class 'x', which the model does not know");
            assertThatThrownBy(() -> model.prepareLabelled(unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("class 'x'");
        }
    }

    private static SaliencyMaps label(TrainedModel model, SeriesSet set) {
        return Explainer.explain(
                model,
                set,
                new Gradient(),
                new Explainer.Request(new Target.Label(), Output.LOGIT, 4, 0),
                Progress.NONE);
    }

    @Test
    void prepare_perGroupWithoutGroups_isRefused() {
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(null, 0), Standardization.PER_GROUP),
                Standardizer.withoutNumbers(Standardization.PER_GROUP),
                Precision.SINGLE,
                1)) {
            assertThatThrownBy(() -> model.probabilities(TestModels.equalSeries(Precision.SINGLE, 1, 3, 4), 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the series have no groups");
        }
    }

    @Test
    void of_weightMissingOrMisshapen_namesIt() {
        ModelDescription description = TestModels.describe(TestModels.lstm(null, 0), Standardization.NONE);
        Map<String, Tensor> weights;
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1)) {
            weights = new LinkedHashMap<>(model.weights());
        }
        weights.put("head.bias", Tensor.of(new double[4], 4));
        assertThatThrownBy(() -> TrainedModel.of(description, Standardizer.none(), Precision.SINGLE, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head.bias");
        weights.remove("head.bias");
        assertThatThrownBy(() -> TrainedModel.of(description, Standardizer.none(), Precision.SINGLE, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'head.bias' is missing");
    }

    @Test
    void restore_weightsOfBefore_givesTheOutputsOfBefore() {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1);
                TrainedModel other = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 2)) {
            int before = TestModels.heldArrays(model);
            model.restore(other.weights());
            assertThat(model.weights()).isEqualTo(other.weights());
            assertThat(model.probabilities(set, 4)).isDeepEqualTo(other.probabilities(set, 4));
            assertThat(TestModels.heldArrays(model)).isEqualTo(before);
        }
    }

    @Test
    void probabilities_firstUseOnSeveralThreadsAtOnce_areThoseOfOneThread() throws Exception {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (TrainedModel reference =
                TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.SINGLE, 1)) {
            double[][] expected = reference.probabilities(set, 3);
            for (int round = 0; round < 20; round++) {
                try (TrainedModel model =
                        TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.SINGLE, 1)) {
                    CyclicBarrier start = new CyclicBarrier(threads);
                    Callable<double[][]> task = () -> {
                        start.await();
                        return model.probabilities(set, 3);
                    };
                    List<Future<double[][]>> results = new ArrayList<>();
                    for (int i = 0; i < threads; i++) {
                        results.add(pool.submit(task));
                    }
                    for (Future<double[][]> result : results) {
                        assertThat(result.get()).isDeepEqualTo(expected);
                    }
                }
            }
        } finally {
            pool.shutdown();
        }
    }
}
