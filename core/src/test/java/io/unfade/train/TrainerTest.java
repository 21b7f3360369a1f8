package io.unfade.train;

import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.TrainingResult.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TrainerTest {
    private static final double ROUNDING = 1e-12;
    private static final int[] LENGTHS = {8, 5, 8, 3, 7, 8, 4, 8, 6, 8, 8, 5};

    static final SeriesSet TRAINING = TestModels.series(Precision.SINGLE, 1, LENGTHS);
    static final SeriesSet VALIDATION = TestModels.series(Precision.SINGLE, 2, 8, 6, 7, 8, 5);

    @TempDir
    Path folder;

    static TrainingOptions options(
            int epochs, double rate, int patience, ClassWeights weights, Regime regime, long seed) {
        return TrainingOptions.defaults()
                .with(new Length(epochs, 5))
                .with(new Descent(Optimizer.ADAM, rate, 0.01, 1))
                .with(new Loss(weights))
                .with(new Stopping(patience))
                .with(regime)
                .withSeed(seed);
    }

    /** {@return options without weight decay and clipping} */
    private static TrainingOptions plain(int epochs, int batchSize, double rate, ClassWeights weights, Regime regime) {
        return options(epochs, rate, 50, weights, regime, 1)
                .with(new Length(epochs, batchSize))
                .with(new Descent(Optimizer.ADAM, rate, 0, 0));
    }

    static TrainingOptions options(int epochs, long seed) {
        return options(epochs, 0.02, 50, ClassWeights.BALANCED, Regime.STANDARD, seed);
    }

    static TrainedModel model(ModelSpec spec) {
        return TestModels.initialized(spec, Precision.SINGLE, 3);
    }

    private static Map<String, Tensor> trained(TrainingOptions options) throws IOException {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.CONCAT, 0.2))) {
            new Trainer(options, Progress.NONE).train(model, TRAINING, VALIDATION, null, false);
            return model.weights();
        }
    }

    @Test
    void train_sameSeedTwice_givesBitEqualWeights() throws IOException {
        Map<String, Tensor> first = trained(options(3, 11));
        assertThat(trained(options(3, 11))).isEqualTo(first);
        assertThat(trained(options(3, 12))).isNotEqualTo(first);
    }

    @Test
    void train_twoModelsAtTheSameTime_areThoseOfOneAfterTheOther() throws Exception {
        List<Map<String, Tensor>> alone = List.of(trained(options(8, 11)), trained(options(8, 12)));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Map<String, Tensor>>> runs =
                    List.of(() -> trained(options(8, 11)), () -> trained(options(8, 12)));
            for (int round = 0; round < 3; round++) {
                List<Future<Map<String, Tensor>>> together = pool.invokeAll(runs);
                assertThat(together.get(0).get()).isEqualTo(alone.get(0));
                assertThat(together.get(1).get()).isEqualTo(alone.get(1));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void train_separableSeries_learnsThem() throws IOException {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.MEAN, 0.1))) {
            TrainingResult result =
                    new Trainer(options(60, 1), Progress.NONE).train(model, TRAINING, null, null, false);
            assertThat(result.stop()).isEqualTo(Stop.EPOCHS);
            assertThat(result.bestEpoch()).isEqualTo(60);
            assertThat(result.history()).hasSize(60);
            assertThat(result.history().get(59).trainingLoss())
                    .isLessThan(0.5 * result.history().get(0).trainingLoss());
            assertThat(result.history().get(0).validationLoss()).isNaN();
        }
    }

    @Test
    void train_validationGetsWorse_stopsAndKeepsTheBestEpoch() throws IOException {
        // Validation with swapped classes: training makes it worse.
        int[] wrong = new int[VALIDATION.count()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = (VALIDATION.label(i) + 1) % TestModels.CLASSES;
        }
        SeriesSet misleading =
                VALIDATION.toBuilder().labels(wrong, VALIDATION.classNames()).build();
        List<Map<String, Tensor>> after = new ArrayList<>();
        try (TrainedModel model = model(TestModels.lstm(null, 0))) {
            Progress progress = new Progress() {
                @Override
                public void step(String text) {
                    after.add(model.weights());
                }
            };
            TrainingResult result = new Trainer(options(80, 0.05, 4, ClassWeights.NONE, Regime.STANDARD, 1), progress)
                    .train(model, TRAINING, misleading, null, false);
            assertThat(result.stop()).isEqualTo(Stop.PATIENCE);
            assertThat(result.history()).hasSize(result.bestEpoch() + 4);
            double best = result.history().get(result.bestEpoch() - 1).validationLoss();
            assertThat(result.history()).allMatch(epoch -> epoch.validationLoss() >= best);
            assertThat(model.weights())
                    .isEqualTo(after.get(result.bestEpoch() - 1))
                    .isNotEqualTo(after.get(after.size() - 1));
            assertThat(crossEntropy(model, misleading)).isEqualTo(best, within(1e-5));
        }
    }

    private static double crossEntropy(TrainedModel model, SeriesSet set) {
        double[][] probabilities = model.probabilities(set, 3);
        double sum = 0;
        for (int i = 0; i < set.count(); i++) {
            sum -= Math.log(probabilities[i][set.label(i)]);
        }
        return sum / set.count();
    }

    @Test
    void train_validationGiven_neverChangesTheWeightsOfAnEpoch() throws IOException {
        List<List<Map<String, Tensor>>> runs = new ArrayList<>();
        for (boolean validated : new boolean[] {true, false}) {
            List<Map<String, Tensor>> after = new ArrayList<>();
            runs.add(after);
            try (TrainedModel model = model(TestModels.lstm(HopPooling.MEAN, 0.3))) {
                Progress progress = new Progress() {
                    @Override
                    public void step(String text) {
                        after.add(model.weights());
                    }
                };
                new Trainer(options(4, 1), progress).train(model, TRAINING, validated ? VALIDATION : null, null, false);
            }
        }
        assertThat(runs.get(0)).hasSize(4).isEqualTo(runs.get(1));
    }

    @Test
    void train_validationLoss_doesNotDependOnTheBatchSize() throws IOException {
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            // One step per epoch for both: the batch is the whole training set.
            TrainingOptions options = plain(1, i == 0 ? 12 : 100, 0.01, ClassWeights.BALANCED, Regime.STANDARD);
            SeriesSet uneven = TRAINING.select(0, 1, 2, 3, 4, 5, 6, 9, 0, 3, 6, 9);
            SeriesSet validation =
                    TestModels.series(Precision.DOUBLE, 5, 8, 7, 8, 6, 8, 5, 8, 8, 8, 3, 8, 8, 2, 8, 8, 8, 8, 8, 8, 8);
            try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 3)) {
                losses[i] = new Trainer(options, Progress.NONE)
                        .train(model, uneven, validation, null, false)
                        .history()
                        .get(0)
                        .validationLoss();
            }
        }
        assertThat(losses[0]).isEqualTo(losses[1], within(ROUNDING));
    }

    @Test
    void train_balancedClasses_lossIsWeightedByInverseFrequency() throws IOException {
        // Classes a, b, c with 4, 1 and 1 series: weights 6/(3*4) = 1/2, 2 and 2.
        SeriesSet uneven = TestModels.equalSeries(Precision.DOUBLE, 4, 12, 4).select(0, 3, 6, 9, 1, 2);
        double[] weights = {0.5, 2, 2};
        double sum = 0;
        double total = 0;
        TrainingOptions options = plain(1, 6, 1e-3, ClassWeights.BALANCED, Regime.STANDARD);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 3)) {
            double[][] probabilities = model.probabilities(uneven, 6);
            for (int i = 0; i < 6; i++) {
                double weight = weights[uneven.label(i)];
                sum -= weight * Math.log(probabilities[i][uneven.label(i)]);
                total += weight;
            }
            TrainingResult result = new Trainer(options, Progress.NONE).train(model, uneven, null, null, false);
            assertThat(result.history().get(0).trainingLoss()).isEqualTo(sum / total, within(ROUNDING));
        }
    }

    @Test
    void train_balancedAndValidationOfAClassThatTrainingLacks_leavesThatClassOut() throws IOException {
        SeriesSet two = TRAINING.select(0, 1, 3, 4, 6, 7); // only classes a and b
        SeriesSet validation = VALIDATION.select(2, 2, 2, 2, 2, 0, 1); // the first batch has only class c
        TrainingOptions options = options(2, 0.01, 5, ClassWeights.BALANCED, Regime.STANDARD, 1);
        try (TrainedModel model = model(TestModels.lstm(null, 0))) {
            TrainingResult result = new Trainer(options, Progress.NONE).train(model, two, validation, null, false);
            assertThat(result.history()).hasSize(2).allMatch(epoch -> Double.isFinite(epoch.validationLoss()));
        }
    }

    @Test
    void train_authorsRegime_stopsWhenEveryTrainingSeriesIsRight() throws IOException {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.MEAN, 0))) {
            TrainingOptions options = plain(400, 2, 0.02, ClassWeights.NONE, Regime.AUTHORS);
            int[] steps = new int[1];
            Progress progress = new Progress() {
                private String epoch = "";

                @Override
                public void update(String task, double done, String detail) {
                    steps[0] = task.equals(epoch) ? steps[0] + 1 : 1;
                    epoch = task;
                }
            };
            TrainingResult result = new Trainer(options, progress).train(model, TRAINING, null, null, false);
            assertThat(result.stop()).isEqualTo(Stop.FULL_ACCURACY);
            assertThat(result.bestEpoch()).isEqualTo(result.history().size()).isBetween(2, 399);
            assertThat(steps[0] % 3).isZero(); // every third of 6 steps in an epoch is followed by a check
            double[][] probabilities = model.probabilities(TRAINING, 5);
            for (int i = 0; i < TRAINING.count(); i++) {
                assertThat(argMax(probabilities[i])).isEqualTo(TRAINING.label(i));
            }
        }
    }

    @Test
    void train_authorsRegimeWithValidation_keepsTheFirstEpochOfHighestAccuracy() throws IOException {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.MEAN, 0))) {
            TrainingOptions options = plain(25, 3, 0.03, ClassWeights.NONE, Regime.AUTHORS)
                    .with(new Stopping(1))
                    .withSeed(2);
            List<Map<String, Tensor>> weights = new ArrayList<>();
            Progress progress = new Progress() {
                @Override
                public void step(String text) {
                    weights.add(model.weights());
                }
            };
            TrainingResult result = new Trainer(options, progress).train(model, TRAINING, VALIDATION, null, false);
            double[] accuracies = result.history().stream()
                    .mapToDouble(EpochResult::validationAccuracy)
                    .toArray();
            assertThat(Arrays.stream(accuracies).distinct().count()).isGreaterThan(1);
            assertThat(result.bestEpoch()).isEqualTo(argMax(accuracies) + 1);
            Map<String, Tensor> best = weights.get(result.bestEpoch() - 1);
            model.weights()
                    .forEach((name, tensor) -> assertThat(tensor.toDoubles())
                            .containsExactly(
                                    Objects.requireNonNull(best.get(name)).toDoubles()));
        }
    }

    private static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    @Test
    void train_lossNotFinite_namesEpochAndBatchAndLeavesTheCheckpoint() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("c"));
        // In float32 the weights are not finite in the second epoch.
        TrainingOptions options = plain(50, 12, 1e38, ClassWeights.NONE, Regime.STANDARD);
        byte[][] written = new byte[1][];
        Progress progress = new Progress() {
            @Override
            public void step(String text) {
                try {
                    written[0] = Files.readAllBytes(checkpoint.file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try (TrainedModel model = model(TestModels.lstm(null, 0))) {
            assertThatThrownBy(() -> new Trainer(options, progress).train(model, TRAINING, null, checkpoint, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("epoch \\d+, batch 1: the loss is (NaN|Infinity); try a lower learning rate.*");
            assertThat(checkpoint.file()).hasBinaryContent(written[0]);
            model.parameters()
                    .forEach(weight -> assertThat(weight.hasGradient()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void train_everyArchitecture_leavesNoNativeMemory(boolean authors) throws IOException {
        TrainingOptions options = options(1, 0.01, 5, ClassWeights.NONE, authors ? Regime.AUTHORS : Regime.STANDARD, 1);
        List<ModelSpec> specs = TestModels.everySpec();
        for (int i = authors ? 0 : 1; i < specs.size(); i += 5) {
            try (TrainedModel model = model(specs.get(i))) {
                int before = TestModels.heldArrays(model);
                new Trainer(options, Progress.NONE).train(model, TRAINING, authors ? null : VALIDATION, null, false);
                assertThat(TestModels.heldArrays(model))
                        .as(specs.get(i).toString())
                        .isEqualTo(before);
                model.parameters()
                        .forEach(weight -> assertThat(weight.hasGradient()).isFalse());
            }
        }
    }
}
