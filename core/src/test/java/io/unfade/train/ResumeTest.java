package io.unfade.train;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.Interrupter.Crash;
import io.unfade.train.Interrupter.Interruption;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.TrainingResult.Stop;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.SaliencyGuidance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An interrupted and resumed run ends like an uninterrupted one. */
class ResumeTest {
    private static final int EPOCHS = 6;
    private static final int FUZZ_CASES = 600;
    private static final SeriesSet TRAINING = TestModels.series(Precision.SINGLE, 1, 8, 5, 8, 3, 7, 8, 4, 8, 6, 8);
    private static final SeriesSet VALIDATION = TestModels.series(Precision.SINGLE, 2, 8, 6, 7, 8, 5);

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .with(new Length(EPOCHS, 4))
            .with(new Descent(Optimizer.ADAMW, 0.03, 0.02, 0.5))
            .with(new Loss(ClassWeights.BALANCED))
            .with(new Stopping(3))
            .withSeed(9);

    @TempDir
    Path folder;

    /** The outcome and weights of a run. */
    private record Outcome(TrainingResult result, Map<String, Tensor> weights) {}

    private static TrainedModel model(long seed) {
        Standardization kind = Standardization.PER_FEATURE;
        return TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.CONCAT, 0.3), kind),
                Standardizer.fit(kind, TRAINING),
                Precision.SINGLE,
                seed);
    }

    private static Outcome run(
            TrainingOptions options,
            Progress progress,
            @Nullable SeriesSet validation,
            @Nullable Checkpoint checkpoint,
            boolean resume)
            throws IOException {
        // A resumed run may start from any weights: those of the checkpoint are used.
        try (TrainedModel model = model(resume ? 99 : 3)) {
            TrainingResult result =
                    new Trainer(options, progress).train(model, TRAINING, validation, checkpoint, resume);
            return new Outcome(result, model.weights());
        }
    }

    private Checkpoint checkpoint() {
        return Checkpoint.beside(folder.resolve("model"));
    }

    private void interrupt(TrainingOptions options, Interruption kind, int epoch, @Nullable SeriesSet validation)
            throws IOException {
        Interrupter interrupter = new Interrupter(kind, epoch);
        if (kind == Interruption.STOP_WITHIN_EPOCH) {
            Outcome outcome = run(
                    options,
                    interrupter,
                    validation,
                    checkpoint(),
                    epoch > 1 && checkpoint().exists());
            assertThat(outcome.result().stop()).isEqualTo(Stop.CANCELLED);
            assertThat(outcome.result().history()).hasSize(epoch - 1);
        } else {
            assertThatThrownBy(() -> run(
                            options,
                            interrupter,
                            validation,
                            checkpoint(),
                            checkpoint().exists()))
                    .isInstanceOf(Crash.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Interruption.class)
    void train_interruptedInAnyEpochAndResumed_equalsUninterrupted(Interruption kind) throws IOException {
        for (SeriesSet validation : Arrays.asList(VALIDATION, null)) {
            Outcome whole = run(OPTIONS, Progress.NONE, validation, null, false);
            assertThat(whole.result().history()).hasSizeGreaterThan(3);
            for (int epoch = 2; epoch <= whole.result().history().size(); epoch++) {
                checkpoint().delete();
                interrupt(OPTIONS, kind, epoch, validation);
                assertThat(run(OPTIONS, Progress.NONE, validation, checkpoint(), true))
                        .as("epoch %d", epoch)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void train_saliencyGuidedInterrupted_equalsUninterrupted() throws IOException {
        TrainingOptions options = OPTIONS.with(new SaliencyGuidance(0.4, 2)).withEpochs(4);
        Outcome whole = run(options, Progress.NONE, VALIDATION, null, false);
        assertThat(run(options.with(SaliencyGuidance.NONE), Progress.NONE, VALIDATION, null, false)
                        .weights())
                .isNotEqualTo(whole.weights());
        interrupt(options, Interruption.CRASH_WITHIN_EPOCH, 3, VALIDATION);
        assertThat(run(options, Progress.NONE, VALIDATION, checkpoint(), true)).isEqualTo(whole);
        assertRefused(options.with(SaliencyGuidance.NONE), "saliencyGuided was 0.4, but is now not set");
        assertRefused(options.with(new SaliencyGuidance(0.4, 1)), "saliencyGuidedWeight was 2.0");
    }

    @Test
    void train_interruptedAgainAndAgain_equalsUninterrupted() throws IOException {
        Outcome whole = run(OPTIONS, Progress.NONE, VALIDATION, null, false);
        interrupt(OPTIONS, Interruption.CRASH_WITHIN_EPOCH, 2, VALIDATION);
        interrupt(OPTIONS, Interruption.CRASH_AFTER_EPOCH, 2, VALIDATION);
        interrupt(OPTIONS, Interruption.STOP_WITHIN_EPOCH, 4, VALIDATION);
        assertThat(run(OPTIONS, Progress.NONE, VALIDATION, checkpoint(), true)).isEqualTo(whole);
    }

    @Test
    void train_interruptedWhilePatienceRuns_stopsWhereUninterruptedStops() throws IOException {
        TrainingOptions options = OPTIONS.withEpochs(200)
                .with(new Descent(Optimizer.ADAM, 0.1, 0, 1))
                .with(new Loss(ClassWeights.NONE))
                .with(new Stopping(4));
        Outcome whole = run(options, Progress.NONE, VALIDATION, null, false);
        assertThat(whole.result().stop()).isEqualTo(Stop.PATIENCE);
        interrupt(options, Interruption.CRASH_WITHIN_EPOCH, whole.result().bestEpoch() + 2, VALIDATION);
        assertThat(run(options, Progress.NONE, VALIDATION, checkpoint(), true)).isEqualTo(whole);
        // and once it is over, resuming adds nothing
        assertThat(run(options.withEpochs(300), Progress.NONE, VALIDATION, checkpoint(), true))
                .isEqualTo(whole);
    }

    @Test
    void train_authorsRegimeInterrupted_equalsUninterrupted() throws IOException {
        TrainingOptions options = OPTIONS.withEpochs(4)
                .with(new Descent(Optimizer.ADAM, 0.01, 0, 0))
                .with(new Loss(ClassWeights.NONE))
                .with(Regime.AUTHORS);
        Outcome whole = run(options, Progress.NONE, null, null, false);
        interrupt(options, Interruption.CRASH_WITHIN_EPOCH, 3, null);
        assertThat(run(options, Progress.NONE, null, checkpoint(), true)).isEqualTo(whole);
    }

    @Test
    void train_resumedWithMoreEpochs_equalsOneLongRun() throws IOException {
        Outcome whole = run(OPTIONS, Progress.NONE, null, null, false);
        run(OPTIONS.withEpochs(2), Progress.NONE, null, checkpoint(), false);
        assertThat(run(OPTIONS, Progress.NONE, null, checkpoint(), true)).isEqualTo(whole);
    }

    @Test
    void train_stoppedInFirstEpoch_leavesFirstWeights() throws IOException {
        interrupt(OPTIONS, Interruption.STOP_WITHIN_EPOCH, 1, VALIDATION);
        assertThat(checkpoint().exists()).isFalse();
        Outcome outcome = run(OPTIONS, new Interrupter(Interruption.STOP_WITHIN_EPOCH, 1), VALIDATION, null, false);
        try (TrainedModel untrained = model(3)) {
            assertThat(outcome.weights()).isEqualTo(untrained.weights());
            assertThat(outcome.result().bestEpoch()).isZero();
        }
    }

    @Test
    void train_notResumed_ignoresTheCheckpoint() throws IOException {
        Outcome whole = run(OPTIONS, Progress.NONE, VALIDATION, null, false);
        Files.writeString(checkpoint().file(), "not a checkpoint");
        assertThat(run(OPTIONS, Progress.NONE, VALIDATION, checkpoint(), false)).isEqualTo(whole);
    }

    private void assertRefused(TrainingOptions options, String named) {
        assertThatThrownBy(() -> run(options, Progress.NONE, VALIDATION, checkpoint(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cannot resume", checkpoint().file().toString(), named);
    }

    @Test
    void train_resumedWithOtherOptions_namesWhatDiffers() throws IOException {
        run(OPTIONS.withEpochs(1), Progress.NONE, VALIDATION, checkpoint(), false);
        assertRefused(OPTIONS.with(new Length(EPOCHS, 5)), "batchSize was 4");
        assertRefused(OPTIONS.with(new Descent(Optimizer.ADAMW, 0.04, 0.02, 0.5)), "learningRate");
        assertRefused(OPTIONS.with(new Descent(Optimizer.ADAM, 0.03, 0.02, 0.5)), "optimizer");
        assertRefused(OPTIONS.with(new Descent(Optimizer.ADAMW, 0.03, 0.03, 0.5)), "weightDecay");
        assertRefused(OPTIONS.with(new Descent(Optimizer.ADAMW, 0.03, 0.02, 0)), "clipNorm");
        assertRefused(
                OPTIONS.with(new Descent(Optimizer.ADAMW, 0.03, Schedule.COSINE, 0, 0.02, 0.5, 0)),
                "schedule was constant, but is now cosine");
        assertRefused(OPTIONS.with(new Stopping(2)), "patience");
        assertRefused(OPTIONS.with(new Stopping(3, 1)), "patienceSteps");
        assertRefused(OPTIONS.with(new Loss(ClassWeights.NONE)), "classWeights");
        assertRefused(OPTIONS.with(new Loss(ClassWeights.BALANCED, 0.1)), "labelSmoothing");
        assertRefused(OPTIONS.with(new Augmentation(0, 0, 0, 0, 0, 0, 0.1)), "featureDropout was 0.0");
        assertRefused(OPTIONS.with(Regime.AUTHORS), "regime");
        assertRefused(OPTIONS.withSeed(8), "seed was 9");
    }

    @Test
    void train_resumedWithOtherData_namesWhatDiffers() throws IOException {
        run(OPTIONS.withEpochs(1), Progress.NONE, VALIDATION, checkpoint(), false);
        int[] order = {1, 0, 2, 3, 4, 5, 6, 7, 8, 9};
        SeriesSet cell = TRAINING.toBuilder().cell(3, 1, 2, 0.25).build();
        assertDataRefused(TRAINING.select(order), VALIDATION, "training data");
        assertDataRefused(cell, VALIDATION, "training data");
        assertDataRefused(TRAINING, VALIDATION.select(0, 1, 2, 3), "validation data");
        assertDataRefused(TRAINING, null, "validation data");
    }

    private void assertDataRefused(SeriesSet training, @Nullable SeriesSet validation, String named) {
        try (TrainedModel model = model(3)) {
            assertThatThrownBy(() ->
                            new Trainer(OPTIONS, Progress.NONE).train(model, training, validation, checkpoint(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("cannot resume", named);
        }
    }

    @Test
    void train_resumedWithSeriesLongerBy256Steps_isRefused() throws IOException {
        SeriesSet shorter = TestModels.equalSeries(Precision.SINGLE, 1, 3, 300).toBuilder()
                .lengths(new int[] {300, 44, 44})
                .build();
        SeriesSet longer = shorter.toBuilder().lengths(new int[] {300, 44, 300}).build();
        TrainingOptions options = OPTIONS.withEpochs(1);
        try (TrainedModel model = model(3)) {
            Trainer trainer = new Trainer(options, Progress.NONE);
            trainer.train(model, shorter, null, checkpoint(), false);
            assertThatThrownBy(() -> trainer.train(model, longer, null, checkpoint(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("training data");
        }
    }

    @Test
    void train_resumedWithAnotherModel_namesWhatDiffers() throws IOException {
        run(OPTIONS.withEpochs(1), Progress.NONE, VALIDATION, checkpoint(), false);
        Standardization kind = Standardization.PER_FEATURE;
        Trainer trainer = new Trainer(OPTIONS, Progress.NONE);
        Standardizer standardizer = Standardizer.fit(kind, TRAINING);
        try (TrainedModel architecture = TrainedModel.initialize(
                        TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0.3), kind),
                        standardizer,
                        Precision.SINGLE,
                        3);
                TrainedModel precise = TrainedModel.initialize(
                        TestModels.describe(TestModels.lstm(HopPooling.CONCAT, 0.3), kind),
                        standardizer,
                        Precision.DOUBLE,
                        3);
                TrainedModel scaled = TrainedModel.initialize(
                        TestModels.describe(TestModels.lstm(HopPooling.CONCAT, 0.3), kind),
                        Standardizer.fit(kind, VALIDATION),
                        Precision.SINGLE,
                        3)) {
            assertThatThrownBy(() -> trainer.train(architecture, TRAINING, VALIDATION, checkpoint(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("attention was");
            assertThatThrownBy(() -> trainer.train(precise, TRAINING, VALIDATION, checkpoint(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("precision was");
            assertThatThrownBy(() -> trainer.train(scaled, TRAINING, VALIDATION, checkpoint(), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("standardizer was");
        }
    }

    private void assertMalformed(byte[] content) throws IOException {
        Files.write(checkpoint().file(), content);
        assertThatThrownBy(() -> run(OPTIONS, Progress.NONE, VALIDATION, checkpoint(), true))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(checkpoint().file().toString());
    }

    @Test
    void train_resumedFromADamagedCheckpoint_isMalformed() throws IOException {
        run(OPTIONS.withEpochs(2), Progress.NONE, VALIDATION, checkpoint(), false);
        byte[] valid = Files.readAllBytes(checkpoint().file());
        for (int length = 0; length < valid.length; length += valid.length / 25) {
            assertMalformed(Arrays.copyOf(valid, length));
        }
        int header =
                8 + (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] text = Arrays.copyOf(valid, header);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < FUZZ_CASES; i++) {
            byte[] bytes = valid.clone();
            int at = random.nextInt(i % 4 == 0 ? valid.length : header);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            boolean padding = at >= 8 && at < header && text[at] == ' ';
            if (!padding) {
                assertMalformed(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "\u0002\0\0\0\0\0\0\0{}"})
    void train_resumedFromAnotherFile_isMalformed(String content) throws IOException {
        assertMalformed(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void train_resumedFromWeightsOfAModel_isMalformed() throws IOException {
        try (TrainedModel model = model(3)) {
            ModelFolder.save(model, folder.resolve("model"));
        }
        assertMalformed(Files.readAllBytes(folder.resolve("model/weights.safetensors")));
    }
}
