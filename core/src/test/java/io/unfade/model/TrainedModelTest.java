package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.nn.HopPooling;
import io.unfade.nn.ModelSpec;
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
    /** Sums of a few dozen float64 products in another order. */
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
