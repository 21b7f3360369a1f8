package io.unfade.workflow.option;

import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Setting;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataDefaultsTest {
    private static final Train OPEN = new Train(Path.of("data.npz"), Path.of("model"));

    private final List<String> notes = new ArrayList<>();

    @Test
    void fill_aRequestThatLeavesAllOpen_choosesByTheSeriesAndSaysHowToGetTheSame() {
        Train filled = fill(OPEN, set(50, 150, 1));
        assertThat(filled.architecture().input().stem()).isEqualTo(StemChoice.Kind.CONV);
        assertThat(filled.optimization().steps()).isEqualTo(2000);
        assertThat(filled.validation()).isEqualTo("0.0");
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0))
                .startsWith("Chosen for 50 series (steps: 150, features: 1, classes: 2): ")
                .contains("stem conv", "steps 2000", "batchSize 12");
        Setting.check(filled, setting -> false);
        assertThat(fill(filled, set(50, 150, 1))).isEqualTo(filled);
        assertThat(notes).hasSize(1);
    }

    @Test
    void fill_whatIsGiven_isKept() {
        Request<?> given = OPEN.with("architecture.dropout", 0.7).with("optimization.epochs", 9);
        Train filled = fill((Train) given, set(50, 150, 1));
        assertThat(filled.architecture().dropout()).isEqualTo(0.7);
        assertThat(filled.optimization().epochs()).isEqualTo(9);
        assertThat(filled.optimization().steps()).isNull();
    }

    @Test
    void fill_adaptiveNoise_isTheOnlyNoiseAndNeverStops() {
        Request<?> given = OPEN.with("optimization.noising.adaptiveNoise", 0.8);
        Train filled = fill((Train) given, set(50, 150, 1));
        assertThat(filled.optimization().augmentation().noise()).isNull();
        assertThat(filled.optimization().augmentation().scale()).isEqualTo(0.1);
        assertThat(filled.optimization().of(1).stopping()).isEqualTo(Stopping.NEVER);
        Train patient = fill((Train) given.with("optimization.patienceSteps", 7), set(50, 150, 1));
        assertThat(patient.optimization().of(1).stopping()).isEqualTo(new Stopping(20, 7));
        assertThat(new OptimizationChoice().of(1).stopping()).isEqualTo(new Stopping(20, 0));
    }

    @Test
    void fill_whatOtherSettingsMakeMeaningless_staysOpen() {
        Request<?> given = OPEN.with("architecture.attention", "none").with("architecture.input.stem", "windows");
        Train filled = fill((Train) given, set(50, 150, 1));
        assertThat(filled.architecture().hops()).isNull();
        assertThat(filled.architecture().input().stemWidth()).isNull();
        assertThat(filled.architecture().input().stemDropout()).isZero();
        Setting.check(filled, setting -> false);
    }

    @Test
    void of_seriesOfManyFeatures_areReducedStepByStepWithMuchNoise() {
        Train filled = fill(OPEN, set(80, 9, 577));
        assertThat(filled.architecture().input().stemSize()).isEqualTo("1");
        assertThat(filled.optimization().augmentation().noise()).isEqualTo(1);
    }

    @Test
    void fill_anotherStem_keepsItsOwnSizes() {
        Request<?> given = OPEN.with("architecture.input.stem", "windows");
        Train filled = fill((Train) given, set(80, 9, 577));
        assertThat(filled.architecture().input().stemSize()).isNull();
        assertThat(filled.architecture().input().stemStride()).isNull();
    }

    @Test
    void of_thePaper_choosesNothing() {
        assertThat(Preset.PAPER
                        .of(set(50, 150, 1), OPEN.architecture())
                        .toJson(OPEN.architecture(), OPEN.optimization())
                        .isEmpty())
                .isTrue();
        assertThat(OPEN.architecture().spec(set(50, 150, 3)).attention())
                .isEqualTo(new ModelSpec.Attention(20, 50, HopPooling.CONCAT));
    }

    @Test
    void spec_withPositions_hasThePeriodThatTheAttentionReadsOfTheLongestSeries() {
        Train train = (Train) (Request<?>) OPEN.with("architecture.attentionPositions", 3)
                .with("architecture.preparation.pool", 4)
                .with("architecture.input.stem", "windows")
                .with("architecture.input.stemSize", "5")
                .with("architecture.input.stemStride", "2");
        ModelSpec spec =
                train.architecture().spec(set(50, 150, 3)); // 38 blocks, of which windows begin at every second
        assertThat(Objects.requireNonNull(spec.attention()).positions()).isEqualTo(new Positions(3, 19));
        assertThat(spec.readSteps(150)).isEqualTo(19);
    }

    @Test
    void spec_withMorePositionsThanSteps_isRefused() {
        Train train = (Train) (Request<?>) OPEN.with("architecture.attentionPositions", 151);
        assertThatThrownBy(() -> train.architecture().spec(set(50, 150, 3)))
                .hasMessage(
                        "attentionPositions must be in 0..150, the steps that the attention reads of the longest series,"
                                + " but was 151");
    }

    private Train fill(Train request, SeriesSet set) {
        Progress progress = new Progress() {
            @Override
            public void note(Message message) {
                notes.add(message.toString());
            }
        };
        Train filled = Setting.filled(
                request,
                Preset.DATA.of(set, request.architecture()).toJson(request.architecture(), request.optimization()));
        DataDefaults.telling(request, filled, set, progress).begin("");
        return filled;
    }

    private static SeriesSet set(int count, int steps, int features) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        return SeriesSet.builder(Precision.SINGLE, count, steps, features)
                .labels(labels, List.of("a", "b"))
                .build();
    }
}
