package io.unfade.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.SaliencyGuidance;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetrainingTest {
    private static final SeriesSet SET = TestModels.series(Precision.SINGLE, 3, 9, 4, 9, 6, 7, 5, 9, 4, 8, 6);

    private static List<TrainingOptions> options() {
        TrainingOptions usual = TrainingOptions.defaults().withEpochs(2).withSeed(4);
        return List.of(
                usual,
                usual.with(new Length(1, 3, 4)).with(Stopping.NEVER).with(new AdaptiveNoise(0.8)),
                usual.with(new Descent(Optimizer.ADAMW, 0.01, 0.1, 1))
                        .with(new Loss(ClassWeights.BALANCED, 0.1))
                        .with(new Stopping(3, 10))
                        .with(new Augmentation(0.1, 0.1, 0.05, 0.1, 0.2, 0.1, 0.1)),
                usual.with(new SaliencyGuidance(0.5, 2)),
                usual.with(Regime.AUTHORS));
    }

    @Test
    void recordedOptions_areThoseThatWereRecorded() {
        for (TrainingOptions options : options()) {
            assertThat(new RecordedOptions(options.toMap()).read()).isEqualTo(options);
        }
    }

    @Test
    void recordedOptions_missingOrWrong_areNamed() {
        Map<String, String> map = options().get(0).toMap();
        map.put("optimizer", "magic");
        assertThatThrownBy(() -> new RecordedOptions(map).read()).hasMessageContainingAll("optimizer", "magic");
        map.remove("optimizer");
        assertThatThrownBy(() -> new RecordedOptions(map).read()).hasMessageContainingAll("optimizer", "not recorded");
    }

    private static TrainedModel untrained(long seed) {
        return TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0.1), Standardization.PER_FEATURE),
                Standardizer.fit(Standardization.PER_FEATURE, SET),
                Precision.SINGLE,
                seed);
    }

    @Test
    void on_sameSeriesAndSeed_givesTheSameModel_otherSeedAnother() throws IOException {
        TrainingOptions options = options().get(1).withSeed(4);
        try (TrainedModel first = untrained(4)) {
            assertThatThrownBy(() -> Retraining.of(first)).hasMessageContaining("does not say how it was trained");
            TrainingResult result = new Trainer(options, Progress.NONE).train(first, SET, null, null, false);
            ObjectNode provenance = JsonNodeFactory.instance.objectNode();
            provenance.set("training", result.toJson(options, SET.count(), 0));
            first.setProvenance(provenance);

            Retraining retraining = Retraining.of(first);
            assertThat(retraining.options()).isEqualTo(options);
            try (TrainedModel again = retraining.on(SET, 4, Progress.NONE);
                    TrainedModel other = retraining.on(SET, 5, Progress.NONE)) {
                assertThat(again.weights()).isEqualTo(first.weights()).isNotEqualTo(other.weights());
                assertThat(again.noiseLevel()).isEqualTo(first.noiseLevel());
            }
        }
    }

    @Test
    void on_withValidation_holdsTheSameShareOut_andCanBeCancelled() throws IOException {
        try (TrainedModel first = untrained(4)) {
            TrainingOptions options = options().get(0);
            TrainingResult result = new Trainer(options, Progress.NONE)
                    .train(first, SET.select(0, 1, 2, 3, 4, 5, 6, 7), SET.select(8, 9), null, false);
            ObjectNode provenance = JsonNodeFactory.instance.objectNode();
            provenance.set("training", result.toJson(options, 8, 2));
            first.setProvenance(provenance);
            Retraining retraining = Retraining.of(first);

            assertThat(retraining.validation()).isEqualTo(0.2);
            Retraining three = retraining.forClasses(List.of("a", "b", "c"));
            int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
            SeriesSet others =
                    SET.toBuilder().labels(labels, List.of("a", "b", "c")).build();
            try (TrainedModel other = three.on(others, 1, Progress.NONE)) {
                assertThat(other.spec().classes()).isEqualTo(3);
                assertThat(other.description().classNames()).containsExactly("a", "b", "c");
            }
            try (TrainedModel again = retraining.on(SET, 1, Progress.NONE)) {
                assertThat(again.spec()).isEqualTo(first.spec());
            }
            Progress cancelled = new Progress() {
                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            assertThatThrownBy(() -> retraining.on(SET, 1, cancelled)).isInstanceOf(CancellationException.class);
        }
    }
}
