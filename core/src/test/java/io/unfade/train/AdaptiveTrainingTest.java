package io.unfade.train;

import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.math.Seeds;
import io.unfade.math.Vectors;
import io.unfade.model.Inputs;
import io.unfade.model.ModelFolder;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Initialization;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.Interrupter.Crash;
import io.unfade.train.Interrupter.Interruption;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.CellNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Training with noise that adapts. */
class AdaptiveTrainingTest {
    private static final double ROUNDING = 1e-9;
    private static final int MEMBERS = 3;
    private static final int EPOCHS = 30;
    private static final int[] LENGTHS =
            IntStream.range(0, 24).map(i -> 5 + i % 4).toArray();
    private static final SeriesSet TRAINING = TestModels.series(Precision.DOUBLE, 1, LENGTHS);
    private static final SeriesSet VALIDATION = TestModels.series(Precision.DOUBLE, 2, LENGTHS);
    private static final AdaptiveNoise NOISE = new AdaptiveNoise(0.6, 0.5, 1.5, 0.2);

    /** One step in each epoch, so that the accuracy of an epoch is that of its step. */
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .with(new Length(EPOCHS, LENGTHS.length))
            .with(new Descent(Optimizer.ADAM, 0.05, 0, 1))
            .with(Stopping.NEVER)
            .with(NOISE)
            .withSeed(4);

    @TempDir
    Path folder;

    private static TrainedModel model(int members) {
        Standardization kind = Standardization.PER_FEATURE;
        return TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0).withMembers(members), kind),
                Standardizer.fit(kind, TRAINING),
                Precision.DOUBLE,
                3);
    }

    private static TrainingResult train(TrainedModel model, TrainingOptions options) throws IOException {
        return new Trainer(options, Progress.NONE).train(model, TRAINING, VALIDATION, null, false);
    }

    @Test
    void train_members_eachHasTheLevelThatItsAccuraciesGive() throws IOException {
        try (TrainedModel model = model(MEMBERS)) {
            TrainingResult result = train(model, OPTIONS);
            List<List<Double>> levels = new ArrayList<>();
            double logarithms = 0;
            for (TrainingResult member : result.members()) {
                double level = NOISE.start();
                List<Double> own = new ArrayList<>();
                for (EpochResult epoch : member.history()) {
                    level = epoch.trainingAccuracy() > 0.6 ? level * 1.5 : Math.max(0.2, level / 1.5);
                    assertThat(epoch.noiseLevel()).isEqualTo(level, within(ROUNDING));
                    own.add(level);
                }
                logarithms += Math.log(level) / MEMBERS;
                levels.add(own);
            }
            assertThat(levels).doesNotHaveDuplicates();
            assertThat(levels.stream().flatMap(List::stream).distinct().count()).isGreaterThan(4);
            assertThat(model.noiseLevel()).isEqualTo(Math.exp(logarithms), within(ROUNDING));
            assertThat(result.noiseLevel()).isEqualTo(model.noiseLevel());
            assertThat(result.bestEpoch()).isEqualTo(EPOCHS);
            try (TrainedModel alone = model.member(1)) {
                assertThat(alone.noiseLevel()).isEqualTo(model.noiseLevel());
            }
        }
    }

    @Test
    void train_withPatience_hasTheLevelOfTheBestEpoch() throws IOException {
        try (TrainedModel model = model(1)) {
            TrainingResult result = train(model, OPTIONS.with(new Stopping(2)));
            assertThat(result.history()).hasSizeGreaterThan(1);
            assertThat(model.noiseLevel())
                    .isEqualTo(result.history().get(result.bestEpoch() - 1).noiseLevel())
                    .isPositive();
        }
    }

    @Test
    void train_validation_alsoJudgesSeriesWithNoiseOfTheLevel() throws IOException {
        try (TrainedModel model = model(1)) {
            TrainingResult result = train(model, OPTIONS);
            PreparedSeries prepared = model.prepareLabelled(VALIDATION);
            Inputs inputs = prepared.inputs(IntStream.range(0, LENGTHS.length).toArray());
            assertThat(accuracy(model, inputs)).isEqualTo(result.best().validationAccuracy());
            long seed = Initialization.memberSeed(4, 0);
            for (int b = 0; b < LENGTHS.length; b++) {
                CellNoise.mixInto(
                        inputs.values(),
                        inputs.offset(b),
                        inputs.cells(b),
                        model.noiseLevel(),
                        Seeds.derive(seed, 4, b));
            }
            assertThat(accuracy(model, inputs)).isEqualTo(result.best().noisedValidationAccuracy());
        }
    }

    private static double accuracy(TrainedModel model, Inputs inputs) {
        double[][] logits = model.outputs(inputs, Output.LOGIT);
        return IntStream.range(0, LENGTHS.length)
                .map(b -> Vectors.argMax(logits[b]) == VALIDATION.label(b) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    @Test
    void train_withoutNoise_hasNoLevel() throws IOException {
        try (TrainedModel model = model(1)) {
            TrainingResult result = train(model, OPTIONS.with(AdaptiveNoise.NONE));
            assertThat(model.noiseLevel()).isZero();
            assertThat(result.best().hasNoise()).isFalse();
            assertThat(result.best().toJson().has("noiseLevel")).isFalse();
            assertThat(OPTIONS.with(AdaptiveNoise.NONE).toMap().keySet()).noneMatch(name -> name.contains("adaptive"));
        }
    }

    @Test
    void train_sameModelResumed_goesOn() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("run"));
        try (TrainedModel model = model(1);
                TrainedModel other = model(1)) {
            Trainer few = new Trainer(OPTIONS.withEpochs(3), Progress.NONE);
            few.train(model, TRAINING, VALIDATION, checkpoint, false);
            assertThat(model.noiseLevel()).isPositive();
            new Trainer(OPTIONS, Progress.NONE).train(model, TRAINING, VALIDATION, checkpoint, true);
            train(other, OPTIONS);
            assertThat(model.weights()).isEqualTo(other.weights());
            assertThat(model.noiseLevel()).isEqualTo(other.noiseLevel());
        }
    }

    @Test
    void train_interruptedInAnyEpoch_equalsUninterrupted() throws IOException {
        TrainingOptions options = OPTIONS.with(new Length(6, 8));
        Checkpoint checkpoint = new Checkpoint(folder.resolve("run"));
        try (TrainedModel whole = model(1)) {
            TrainingResult expected = train(whole, options);
            assertThat(expected.history().stream().map(EpochResult::noiseLevel)).doesNotHaveDuplicates();
            for (int epoch = 2; epoch <= 6; epoch++) {
                Interrupter interrupter = new Interrupter(Interruption.CRASH_WITHIN_EPOCH, epoch);
                try (TrainedModel model = model(1)) {
                    assertThatThrownBy(() -> resume(model, options, interrupter, checkpoint))
                            .isInstanceOf(Crash.class);
                    assertThat(resume(model, options, Progress.NONE, checkpoint))
                            .as("epoch %d", epoch)
                            .isEqualTo(expected);
                    assertThat(model.weights()).isEqualTo(whole.weights());
                }
                assertRefused(
                        options.with(AdaptiveNoise.NONE), checkpoint, "adaptiveNoise was 0.6, but is now not set");
                AdaptiveNoise faster = new AdaptiveNoise(0.6, 0.5, 1.6, 0.2);
                assertRefused(options.with(faster), checkpoint, "adaptiveNoiseGrowth was 1.5");
                checkpoint.delete();
            }
        }
    }

    private static TrainingResult resume(
            TrainedModel model, TrainingOptions options, Progress progress, Checkpoint checkpoint) throws IOException {
        return new Trainer(options, progress).train(model, TRAINING, VALIDATION, checkpoint, checkpoint.exists());
    }

    private static void assertRefused(TrainingOptions options, Checkpoint checkpoint, String named) {
        try (TrainedModel model = model(1)) {
            assertThatThrownBy(() -> resume(model, options, Progress.NONE, checkpoint))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("cannot resume", named);
        }
    }

    @Test
    void with_authorsRegime_isRefused() {
        assertThatThrownBy(() -> OPTIONS.with(TrainingOptions.Regime.AUTHORS))
                .hasMessage("the authors' regime has no adaptive noise");
        assertThat(OPTIONS.toMap()).containsEntry("patience", "never").doesNotContainKey("patienceSteps");
    }

    @Test
    void save_level_isKept() throws IOException {
        try (TrainedModel model = model(1)) {
            model.setNoiseLevel(17.25);
            ModelFolder.save(model, folder.resolve("with"));
            model.setNoiseLevel(0);
            ModelFolder.save(model, folder.resolve("without"));
        }
        assertThat(Files.readString(folder.resolve("without").resolve("model.json")))
                .doesNotContain("noiseLevel");
        try (TrainedModel with = ModelFolder.load(folder.resolve("with"));
                TrainedModel without = ModelFolder.load(folder.resolve("without"))) {
            assertThat(with.noiseLevel()).isEqualTo(17.25);
            assertThat(without.noiseLevel()).isZero();
        }
    }
}
