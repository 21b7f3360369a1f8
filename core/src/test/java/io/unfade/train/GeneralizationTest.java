package io.unfade.train;

import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.TrainingResult.Stop;
import io.unfade.train.augment.Augmentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Options of training for little data. */
class GeneralizationTest {
    private static final double ROUNDING = 1e-12;
    private static final SeriesSet TRAINING = TestModels.series(Precision.DOUBLE, 1, 8, 5, 8, 3, 7, 8, 4, 8, 6, 8);
    private static final SeriesSet VALIDATION = TestModels.series(Precision.DOUBLE, 2, 8, 6, 7, 8, 5);
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .with(new Length(10, 4))
            .with(new Stopping(50))
            .withSeed(9);
    private static final Descent AVERAGED = new Descent(Optimizer.ADAMW, 0.02, Schedule.COSINE, 0.1, 0.01, 1, 0.3);

    @TempDir
    Path folder;

    /** The outcome of a run, its last weights and the weights after each epoch. */
    private record Run(TrainingResult result, Map<String, Tensor> weights, List<Map<String, Tensor>> after) {}

    private static TrainedModel model() {
        return TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 3);
    }

    private static Run run(TrainingOptions options, @Nullable SeriesSet validation) throws IOException {
        List<Map<String, Tensor>> after = new ArrayList<>();
        try (TrainedModel model = model()) {
            Progress progress = new Progress() {
                @Override
                public void step(String text) {
                    after.add(model.weights());
                }
            };
            TrainingResult result = new Trainer(options, progress).train(model, TRAINING, validation, null, false);
            return new Run(result, model.weights(), after);
        }
    }

    private static double[] numbers(Map<String, Tensor> weights) {
        return weights.keySet().stream()
                .sorted()
                .flatMapToDouble(name ->
                        Arrays.stream(Objects.requireNonNull(weights.get(name)).toDoubles()))
                .toArray();
    }

    private static double[] mean(List<Map<String, Tensor>> weights) {
        double[] mean = new double[numbers(weights.get(0)).length];
        for (Map<String, Tensor> one : weights) {
            double[] numbers = numbers(one);
            Arrays.setAll(mean, i -> mean[i] + numbers[i] / weights.size());
        }
        return mean;
    }

    @ParameterizedTest
    @CsvSource({"0.3,3", "0.04,1", "1,10", "0.25,3"})
    void train_averageLast_keepsTheMeanOfTheLastEpochs(double share, int epochs) throws IOException {
        Descent descent = new Descent(Optimizer.ADAM, 0.02, Schedule.CONSTANT, 0, 0, 1, share);
        for (SeriesSet validation : Arrays.asList(VALIDATION, null)) {
            Run run = run(OPTIONS.with(descent), validation);
            assertThat(run.after()).hasSize(10);
            assertThat(numbers(run.weights()))
                    .containsExactly(mean(run.after().subList(10 - epochs, 10)), within(ROUNDING));
            assertThat(run.result().averaged()).isEqualTo(epochs);
            assertThat(run.result().bestEpoch()).isEqualTo(10);
            assertThat(run.result().kept()).isEqualTo("mean weights of epochs %d to 10 of 10".formatted(11 - epochs));
        }
    }

    @Test
    void train_averageLast_trainsAsWithoutAndValidatesTheMean() throws IOException {
        Descent alone = new Descent(Optimizer.ADAM, 0.02, 0, 1);
        Run plain = run(OPTIONS.with(alone), VALIDATION);
        Run averaged =
                run(OPTIONS.with(new Descent(Optimizer.ADAM, 0.02, Schedule.CONSTANT, 0, 0, 1, 0.4)), VALIDATION);
        assertThat(averaged.after()).isEqualTo(plain.after());
        for (int epoch = 1; epoch <= 10; epoch++) {
            double loss = averaged.result().history().get(epoch - 1).validationLoss();
            try (TrainedModel model = model()) {
                List<Map<String, Tensor>> kept = averaged.after().subList(Math.min(6, epoch - 1), epoch);
                model.restore(epoch <= 6 ? kept.get(0) : means(kept));
                assertThat(loss).isEqualTo(crossEntropy(model, VALIDATION), within(ROUNDING));
            }
        }
    }

    private static Map<String, Tensor> means(List<Map<String, Tensor>> weights) {
        WeightAverage average = new WeightAverage();
        weights.forEach(average::add);
        return average.mean();
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
    void train_patienceEndsBeforeTheAverage_keepsTheBestEpoch() throws IOException {
        Descent descent = new Descent(Optimizer.ADAM, 0.3, Schedule.CONSTANT, 0, 0, 0, 0.1);
        Run run = run(OPTIONS.withEpochs(200).with(descent).with(new Stopping(3)), VALIDATION);
        assertThat(run.result().stop()).isEqualTo(Stop.PATIENCE);
        assertThat(run.result().averaged()).isZero();
        assertThat(run.weights()).isEqualTo(run.after().get(run.result().bestEpoch() - 1));
    }

    @ParameterizedTest
    @CsvSource({"0,4", "12,4", "13,5", "25,9"})
    void train_patienceSteps_mustBePassedToo(int steps, int epochsWithout) throws IOException {
        // Ten series in batches of 4 are 3 steps an epoch.
        TrainingOptions options = OPTIONS.withEpochs(400)
                .with(new Descent(Optimizer.ADAM, 0.3, 0, 0))
                .with(new Stopping(4, steps));
        TrainingResult result = run(options, VALIDATION).result();
        assertThat(result.stop()).isEqualTo(Stop.PATIENCE);
        assertThat(result.history()).hasSize(result.bestEpoch() + epochsWithout);
    }

    @ParameterizedTest
    @CsvSource({"0,10", "30,10", "31,11", "61,21"})
    void train_steps_areReachedByMoreEpochs(int steps, int epochs) throws IOException {
        assertThat(run(OPTIONS.with(new Length(10, steps, 4)), null).result().history())
                .hasSize(epochs);
    }

    @Test
    void train_labelSmoothing_trainsOnSmoothedTargetsAndValidatesPlainOnes() throws IOException {
        double smoothing = 0.3;
        TrainingOptions options = OPTIONS.with(new Length(1, 100))
                .with(new Loss(ClassWeights.BALANCED, smoothing))
                .with(new Descent(Optimizer.ADAM, 1e-300, 0, 0)); // weights stay as they are
        double[] counts = new double[TestModels.CLASSES];
        for (int i = 0; i < TRAINING.count(); i++) {
            counts[TRAINING.label(i)]++;
        }
        try (TrainedModel model = model()) {
            double[][] probabilities = model.probabilities(TRAINING, 10);
            double sum = 0;
            double total = 0;
            for (int i = 0; i < TRAINING.count(); i++) {
                double weight = TRAINING.count() / counts[TRAINING.label(i)] / TestModels.CLASSES;
                double ofTruth = -Math.log(probabilities[i][TRAINING.label(i)]);
                double ofAll = -Arrays.stream(probabilities[i]).map(Math::log).sum();
                sum += weight * ((1 - smoothing) * ofTruth + smoothing / TestModels.CLASSES * ofAll);
                total += weight;
            }
            EpochResult result = new Trainer(options, Progress.NONE)
                    .train(model, TRAINING, TRAINING, null, false)
                    .history()
                    .get(0);
            assertThat(result.trainingLoss()).isEqualTo(sum / total, within(ROUNDING));
            Loss plain = new Loss(ClassWeights.BALANCED);
            assertThat(result.validationLoss())
                    .isEqualTo(
                            new Trainer(options.with(plain), Progress.NONE)
                                    .train(model, TRAINING, TRAINING, null, false)
                                    .history()
                                    .get(0)
                                    .trainingLoss(),
                            within(ROUNDING))
                    .isNotEqualTo(result.trainingLoss());
        }
    }

    @Test
    void train_augmentation_changesTrainingSeriesOnly() throws IOException {
        TrainingOptions still = OPTIONS.with(new Length(1, 100)).with(new Descent(Optimizer.ADAM, 1e-300, 0, 0));
        EpochResult plain = run(still, VALIDATION).result().history().get(0);
        EpochResult noisy = run(still.with(new Augmentation(3, 0, 0, 0, 0, 0, 0)), VALIDATION)
                .result()
                .history()
                .get(0);
        assertThat(noisy.validationLoss()).isEqualTo(plain.validationLoss());
        assertThat(noisy.trainingLoss()).isNotEqualTo(plain.trainingLoss());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9, 10})
    void train_everythingOnAndInterrupted_equalsUninterrupted(int epoch) throws IOException {
        TrainingOptions options = OPTIONS.with(AVERAGED)
                .with(new Loss(ClassWeights.BALANCED, 0.1))
                .with(new Augmentation(0.1, 0.1, 0.3, 0.1, 0.3, 0.1, 0.1));
        for (SeriesSet validation : Arrays.asList(VALIDATION, null)) {
            Run whole = run(options, validation);
            Checkpoint checkpoint = new Checkpoint(folder.resolve("c"));
            checkpoint.delete();
            try (TrainedModel model = model()) {
                Progress progress = new Progress() {
                    private boolean stop;

                    @Override
                    public void update(String task, double done, String detail) {
                        stop = task.startsWith("Epoch " + epoch + "/");
                    }

                    @Override
                    public boolean cancelled() {
                        return stop;
                    }
                };
                TrainingResult cut =
                        new Trainer(options, progress).train(model, TRAINING, validation, checkpoint, false);
                assertThat(cut.history()).hasSize(epoch - 1);
                TrainingResult resumed =
                        new Trainer(options, Progress.NONE).train(model, TRAINING, validation, checkpoint, true);
                assertThat(resumed).isEqualTo(whole.result());
                assertThat(model.weights()).isEqualTo(whole.weights());
            }
        }
    }

    @Test
    void train_resumedWithAnotherLength_isRefusedWhereStepsDependOnIt() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("c"));
        TrainingOptions options = OPTIONS.with(AVERAGED);
        try (TrainedModel model = model()) {
            new Trainer(options, Progress.NONE).train(model, TRAINING, null, checkpoint, false);
            assertThatThrownBy(() -> new Trainer(options.withEpochs(11), Progress.NONE)
                            .train(model, TRAINING, null, checkpoint, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("epochs was 10, but is now 11");
        }
    }

    @Test
    void toMap_everyOption_isThere() {
        assertThat(OPTIONS.with(AVERAGED).toMap().keySet())
                .containsExactlyInAnyOrder(
                        "epochs",
                        "steps",
                        "batchSize",
                        "optimizer",
                        "learningRate",
                        "schedule",
                        "warmup",
                        "weightDecay",
                        "clipNorm",
                        "averageLast",
                        "classWeights",
                        "labelSmoothing",
                        "patience",
                        "patienceSteps",
                        "noise",
                        "scale",
                        "shift",
                        "warp",
                        "mix",
                        "cellDropout",
                        "featureDropout",
                        "regime",
                        "seed");
        assertThat(OPTIONS.with(AVERAGED).toMap()).containsEntry("schedule", "cosine");
    }
}
