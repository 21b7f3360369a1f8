package io.unfade.experiments.field.data;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GeneratedDataTest {
    @ParameterizedTest
    @CsvSource({
        "state, 200, 3, 2, true", "switch-feature, 100, 3, 2, true", "spike, 80, 3, 2, true",
        "delayed-spike, 80, 3, 2, true", "state-switch, 200, 3, 2, true", "freq-shapes, 50, 1, 4, false",
        "seq-comb-uv, 200, 1, 4, false", "seq-comb-mv, 200, 4, 4, false", "low-var, 200, 2, 4, false",
        "web-traffic, 1008, 1, 10, false"
    })
    void draw_everyKind_hasItsShapesAndClasses(String key, int steps, int features, int classes, boolean ofSteps) {
        GeneratedData data = Arrays.stream(GeneratedData.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        FieldSets sets = data.draw(2 * classes, classes, 4);

        assertThat(data.classes()).isEqualTo(classes);
        assertThat(data.classOfEachStep()).isEqualTo(ofSteps);
        assertThat(sets.training().count()).isEqualTo(2 * classes);
        assertThat(sets.test().count()).isEqualTo(classes);
        assertThat(sets.test().steps()).isEqualTo(steps);
        assertThat(sets.test().features()).isEqualTo(features);
        int[][] ofTest = sets.testSteps();
        if (ofSteps) {
            assertThat(ofTest).isNotNull();
            assertThat(ofTest).hasDimensions(classes, steps);
            assertThat(sets.test().hasLabels()).isFalse();
        } else {
            assertThat(ofTest).isNull();
            for (int i = 0; i < 2 * classes; i++) {
                assertThat(sets.training().label(i)).isEqualTo(i % classes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GeneratedData.class)
    void draw_seriesDependOnSeedAndPlaceOnly(GeneratedData data) {
        double[] few = cells(data.draw(2, 2, 9).test());
        assertThat(cells(data.draw(3, 4, 9).test())).startsWith(few);
        assertThat(cells(data.draw(2, 2, 10).test())).isNotEqualTo(few);
        assertThat(cells(data.draw(2, 2, 9).training())).isNotEqualTo(few);
    }

    @Test
    void draw_dataOfTheSameFormula_shareNoSeries() {
        assertThat(cells(GeneratedData.STATE.draw(1, 1, 9).test()))
                .isNotEqualTo(cells(GeneratedData.STATE_SWITCH.draw(1, 1, 9).test()));
        assertThat(cells(GeneratedData.SPIKE.draw(1, 1, 9).test()))
                .isNotEqualTo(cells(GeneratedData.DELAYED_SPIKE.draw(1, 1, 9).test()));
    }

    private static double[] cells(SeriesSet set) {
        double[] cells = new double[set.count() * set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, cells, i * set.steps() * set.features());
        }
        return cells;
    }

    @Test
    void evaluated_leavesOutWhatThePublishedNumbersLeaveOut() {
        assertThat(evaluated(GeneratedData.SEQ_COMB_UV, 8)).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(evaluated(GeneratedData.LOW_VAR, 8)).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(evaluated(GeneratedData.FREQ_SHAPES, 4)).containsExactly(0, 1, 2, 3);
        assertThat(evaluated(GeneratedData.WEB_TRAFFIC, 11)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(evaluated(GeneratedData.SPIKE, 10)).hasSize(10);
        assertThat(evaluated(GeneratedData.STATE, 3)).hasSize(3);
    }

    private static int[] evaluated(GeneratedData data, int count) {
        FieldSets sets = data.draw(1, count, 1);
        return IntStream.range(0, count).filter(i -> data.evaluated(sets, i)).toArray();
    }

    @Test
    void published_sizes() {
        assertThat(GeneratedData.STATE.publishedTraining() + GeneratedData.STATE.publishedTest())
                .isEqualTo(1000);
        assertThat(GeneratedData.SPIKE.publishedTraining() + GeneratedData.SPIKE.publishedTest())
                .isEqualTo(3000);
        assertThat(GeneratedData.LOW_VAR.publishedTest()).isEqualTo(1000);
    }

    @Test
    @SuppressWarnings("NullAway") // does not see that arrays of arrays may be null in a compiled record
    void sets_withoutReferenceOrClasses_areRefused() {
        FieldSets good = GeneratedData.STATE.draw(1, 1, 0);
        SeriesSet plain = SeriesSet.of(new float[][][] {{{1}}});
        assertThatThrownBy(() -> new FieldSets(good.training(), plain, good.trainingSteps(), good.testSteps()))
                .hasMessageContaining("reference");
        assertThatThrownBy(() -> new FieldSets(good.training(), good.test(), null, good.testSteps()))
                .hasMessageContaining("training series need labels");
    }
}
