package io.unfade.workflow.option;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.Augmentation;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalisationDefaultsTest {
    private static final Train OPEN = with(new Train(Path.of("data.npz"), Path.of("model")), "preset", "localise");

    @Test
    void of_manySeries_isTheRecipe() {
        Train filled = fill(OPEN, set(1000, 100, 3, 500));
        ModelSpec spec = filled.architecture().spec(set(1000, 100, 3, 500));
        assertThat(spec.stem()).isNull();
        assertThat(spec.hidden()).isEqualTo(5);
        assertThat(spec.dropout()).isZero();
        assertThat(spec.readout()).isEqualTo(ModelSpec.Readout.of(ReadoutKind.LAST));
        assertThat(spec.attention()).isEqualTo(new ModelSpec.Attention(8, 16, HopPooling.MEAN, new Positions(8, 100)));
        assertThat(filled.architecture().standardization()).isEqualTo(Standardization.PER_CELL);
        TrainingOptions options = filled.optimization().of(0);
        assertThat(options.length()).isEqualTo(new TrainingOptions.Length(24, 192, 100));
        assertThat(options.descent())
                .isEqualTo(new TrainingOptions.Descent(Optimizer.ADAM, 0.01, Schedule.COSINE, 0, 0, 1, 0));
        assertThat(options.adaptiveNoise()).isEqualTo(new AdaptiveNoise(0.85));
        assertThat(options.stopping()).isEqualTo(Stopping.NEVER);
        assertThat(options.augmentation()).isEqualTo(Augmentation.NONE);
        assertThat(options.loss().labelSmoothing()).isZero();
        assertThat(filled.validation()).isNull();
        Setting.check(filled, setting -> false);
    }

    @Test
    void of_moreClasses_isWider() {
        assertThat(hiddenOf(3)).isEqualTo(16);
        assertThat(hiddenOf(8)).isEqualTo(16);
        assertThat(hiddenOf(23)).isEqualTo(46);
    }

    private static int hiddenOf(int classes) {
        int[] labels = IntStream.range(0, 10 * classes).map(i -> i % classes).toArray();
        List<String> names =
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, labels.length, 20, 3)
                .labels(labels, names)
                .build();
        return fill(OPEN, set).architecture().spec(set).hidden();
    }

    @Test
    void of_anySeries_isSixNetworks() {
        assertThat(Preset.LOCALISE.of(set(40, 20, 1, 20), OPEN.architecture()).members())
                .isEqualTo(6);
        assertThat(DataDefaults.of(set(40, 20, 1, 20)).members()).isNull();
    }

    @Test
    void fill_whatIsGiven_isKept() {
        Train given = with(OPEN, "architecture.hidden", 64);
        given = with(given, "architecture.standardization", "per-feature");
        given = with(given, "architecture.attentionPositions", 0);
        given = with(given, "optimization.noising.adaptiveNoise", 0.0);
        given = with(given, "optimization.epochs", 3);
        Train filled = fill(given, set(1000, 100, 3, 500));
        assertThat(filled.architecture().hidden()).isEqualTo(64);
        assertThat(filled.architecture().standardization()).isEqualTo(Standardization.PER_FEATURE);
        assertThat(Objects.requireNonNull(filled.architecture()
                                .spec(set(1000, 100, 3, 500))
                                .attention())
                        .positions())
                .isNull();
        assertThat(filled.optimization().of(0).adaptiveNoise().isOn()).isFalse();
        assertThat(filled.optimization().of(0).length()).isEqualTo(new TrainingOptions.Length(3, 0, 100));
    }

    @ParameterizedTest
    @CsvSource({"40, 8, 2400", "80, 10, 1920", "100000, 100, 192"})
    void of_fewSeries_areReadInMoreAndSmallerBatches(int series, int batch, int steps) {
        TrainingOptions options =
                fill(OPEN, set(series, 9, 1, series / 2)).optimization().of(0);
        assertThat(options.length()).isEqualTo(new TrainingOptions.Length(24, steps, batch));
    }

    @Test
    void of_shortSeries_hasAsManyPositionsAsTheAttentionReadsSteps() {
        assertThat(fill(OPEN, set(40, 5, 1, 20)).architecture().attentionPositions())
                .isEqualTo(5);
        Train pooled = fill(with(OPEN, "architecture.preparation.pool", 4), set(40, 12, 1, 20));
        assertThat(pooled.architecture().attentionPositions()).isEqualTo(3);
        assertThat(pooled.architecture().spec(set(40, 12, 1, 20)).attention()).isNotNull();
        Train without = fill(with(OPEN, "architecture.attention", "none"), set(40, 5, 1, 20));
        assertThat(without.architecture().attentionPositions()).isNull();
        Setting.check(without, setting -> false);
    }

    @Test
    void of_unequalLengths_isNotStandardisedPerCell() {
        SeriesSet ragged = builder(3, 6, 1, 1).lengths(new int[] {6, 4, 6}).build();
        assertThat(fill(OPEN, ragged).architecture().standardization()).isEqualTo(Standardization.PER_FEATURE);
    }

    /** 0.9 of the series guessed leave 0.1, of which 0.7 are asked for. */
    @ParameterizedTest
    @CsvSource({"100, 50, 0.85", "100, 45, 0.85", "100, 10, 0.97", "1000, 1, 0.999"})
    void of_unequalClasses_asksForMoreThanGuessing(int series, int first, double target) {
        assertThat(fill(OPEN, set(series, 9, 1, first)).optimization().noising().adaptiveNoise())
                .isEqualTo(target);
    }

    @Test
    void check_theAuthorsRegime_isRefused() {
        Request<?> authors = new Train(Path.of("a"), Path.of("b")).with("optimization.regime", "authors");
        assertThatThrownBy(() -> authors.with("preset", "localise"))
                .isInstanceOf(BadRequest.class)
                .hasMessage("preset localise trains under noise, but regime authors does not; omit one of them");
        assertThatThrownBy(() -> new CrossValidate(Path.of("a"))
                        .with("preset", "localise")
                        .with("optimization.regime", "authors"))
                .hasMessageContaining("preset localise");
        Preset.PAPER.check(Regime.AUTHORS);
    }

    private static Train with(Train train, String setting, Object value) {
        return (Train) (Request<?>) train.with(setting, value);
    }

    private static Train fill(Train request, SeriesSet set) {
        var usual =
                Preset.LOCALISE.of(set, request.architecture()).toJson(request.architecture(), request.optimization());
        usual.remove("members");
        return Setting.filled(request, usual);
    }

    /** @param first series of the first of two classes */
    private static SeriesSet set(int count, int steps, int features, int first) {
        return builder(count, steps, features, first).build();
    }

    private static SeriesBuilder builder(int count, int steps, int features, int first) {
        int[] labels = new int[count];
        for (int i = first; i < count; i++) {
            labels[i] = 1;
        }
        return SeriesSet.builder(Precision.SINGLE, count, steps, features).labels(labels, List.of("a", "b"));
    }
}
