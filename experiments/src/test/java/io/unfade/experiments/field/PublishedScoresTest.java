package io.unfade.experiments.field;

import io.unfade.experiments.field.data.GeneratedData;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.field.measure.MethodResult;
import io.unfade.experiments.table.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublishedScoresTest {
    private static final PublishedScores PUBLISHED = PublishedScores.read();

    private static List<String> dataSets() {
        return Stream.concat(
                        Stream.of(RareData.values()).map(RareData::key),
                        Stream.of(GeneratedData.values()).map(GeneratedData::key))
                .toList();
    }

    @Test
    void read_everyNumber_isOfAKnownDataSetAndMeasure() {
        List<String> measures =
                MethodResult.columns().stream().map(Measure::key).toList();
        for (PublishedScores.Score score : PUBLISHED.scores()) {
            assertThat(dataSets()).contains(score.data());
            assertThat(measures).contains(score.measure());
            assertThat(score.source()).isNotBlank();
        }
        for (String data : dataSets()) {
            assertThat(PUBLISHED.of(data)).as(data).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rare-time, contralsp, aurS, 0.97, T",
        "rare-time, contralsp, seriesInformation, 1951, T",
        "rare-time, contralsp, seriesEntropy, 4.65, T",
        "rare-feature-groups, extremal-mask, seriesEntropy, 32.81, T",
        "state, deeplift, pooledRocAuc, 0.938, V",
        "state, lime, pooledAuprc, 0.912, V",
        "state, contralsp, seriesInformation, 2504.5, T",
        "switch-feature, timing, cpd, 0.208, T",
        "spike, win-it, laterAveragePrecision, 1, V",
        "delayed-spike, win-it, laterAveragePrecision, 0.996, V",
        "state-switch, dynamask, laterAveragePrecision, 0.278, V",
        "web-traffic, cam, ndcg, 0.707, T"
    })
    void read_bestKnownNumbers_areThere(String data, String method, String measure, double value, String mark) {
        assertThat(PUBLISHED.of(data)).anySatisfy(score -> {
            assertThat(score.method()).isEqualTo(method);
            assertThat(score.measure()).isEqualTo(measure);
            assertThat(score.value()).isEqualTo(value);
            assertThat(score.mark().key()).isEqualTo(mark);
        });
    }

    @Test
    void best_takesTheDirection() {
        assertThat(PUBLISHED.best("rare-time", "seriesEntropy", false)).isEqualTo(4.65);
        assertThat(PUBLISHED.best("state", "aupC", true)).isEqualTo(0.95);
        assertThat(PUBLISHED.best("freq-shapes", FieldMeasure.SIGNED_AVERAGE_PRECISION.key(), true))
                .isEqualTo(0.84);
        assertThat(PUBLISHED.best("state", "ndcg", true)).isNaN();
    }

    @Test
    void read_otherResource_isRefused() {
        assertThatThrownBy(() -> PublishedScores.read("none.csv")).hasMessageContaining("missing");
    }
}
