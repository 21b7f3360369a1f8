package io.unfade.experiments.field.data;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RareDataTest {
    private static final int SIZE = RareData.SIZE;
    private static final int SPAN = 25;

    @ParameterizedTest
    @EnumSource(RareData.class)
    void draw_everyKind_has125CellsOfFivePlacesByTwentyFive(RareData data) {
        for (RareGroup group : data.draw(6, 3)) {
            assertThat(IntStream.range(0, SIZE * SIZE)
                            .filter(cell -> group.region()[cell])
                            .count())
                    .isEqualTo(125);
            for (int i = 0; i < group.series().count(); i++) {
                assertThat(group.series().referenceMask(i)).isEqualTo(group.region());
            }
            boolean time = data == RareData.RARE_TIME || data == RareData.RARE_TIME_GROUPS;
            int[] rare = places(group.region(), time);
            int[] span = places(group.region(), !time);
            assertThat(rare).hasSize(5);
            assertThat(span).hasSize(SPAN);
            assertThat(span[SPAN - 1] - span[0]).isEqualTo(SPAN - 1);
            assertThat(span[0]).isEqualTo(group.form() == RareGroup.Form.SQUARE_OF_SUM ? 0 : 12);
            if (time) {
                assertThat(rare[4] - rare[0]).isEqualTo(4);
            }
        }
    }

    /** {@return the steps, or the features, with cells in a region} */
    private static int[] places(boolean[] region, boolean steps) {
        return IntStream.range(0, SIZE)
                .filter(place -> IntStream.range(0, SIZE)
                        .anyMatch(other -> region[steps ? place * SIZE + other : other * SIZE + place]))
                .toArray();
    }

    @Test
    void draw_twoGroups_shareTheSeriesEquallyAndDifferInFormAndPlaces() {
        List<RareGroup> groups = RareData.RARE_FEATURE_GROUPS.draw(10, 7);
        assertThat(groups)
                .extracting(RareGroup::form)
                .containsExactly(RareGroup.Form.SQUARE_OF_SUM, RareGroup.Form.SUM_OF_SQUARES);
        assertThat(groups)
                .allSatisfy(group -> assertThat(group.series().count()).isEqualTo(5));
        assertThat(places(groups.get(0).region(), false))
                .isNotEqualTo(places(groups.get(1).region(), false));
        assertThat(groups.get(1).series().ids()).containsExactly("5", "6", "7", "8", "9");
    }

    @Test
    void draw_startsOfRareSteps_coverZeroToFortyFour() {
        int[] starts = IntStream.range(0, 2000)
                .map(seed -> places(RareData.RARE_TIME.draw(1, seed).get(0).region(), true)[0])
                .toArray();
        assertThat(Arrays.stream(starts).min()).hasValue(0);
        assertThat(Arrays.stream(starts).max()).hasValue(44);
        assertThat(Arrays.stream(starts).average().orElseThrow()).isCloseTo(22, within(4 * 13 / Math.sqrt(2000)));
    }

    @Test
    void draw_seriesDependOnSeedAndPlaceOnly() {
        SeriesSet few = RareData.RARE_TIME.draw(2, 5).get(0).series();
        SeriesSet more = RareData.RARE_TIME.draw(4, 5).get(0).series();
        SeriesSet other = RareData.RARE_TIME.draw(2, 6).get(0).series();
        assertThat(more.value(1, 49, 49)).isEqualTo(few.value(1, 49, 49));
        assertThat(other.value(1, 49, 49)).isNotEqualTo(few.value(1, 49, 49));
        SeriesSet features = RareData.RARE_FEATURE.draw(2, 5).get(0).series();
        assertThat(features.value(1, 49, 49)).isNotEqualTo(few.value(1, 49, 49));
        assertThatThrownBy(() -> RareData.RARE_TIME_GROUPS.draw(1, 0)).hasMessageContaining("2 series or more");
    }

    /** Autocovariances solve the Yule-Walker equations with a = (-0.25, -0.1, -0.05). */
    @Test
    void autoregression_longSeries_hasTheAutocorrelationsOfItsEquation() {
        double[] values = RareData.autoregression(new Random(4), 400_000);
        double[] r = new double[4];
        for (int lag = 0; lag < r.length; lag++) {
            for (int t = lag; t < values.length; t++) {
                r[lag] += values[t] * values[t - lag] / values.length;
            }
        }
        assertThat(r[1]).isCloseTo(-0.25 * r[0] - 0.1 * r[1] - 0.05 * r[2], within(0.01));
        assertThat(r[2]).isCloseTo(-0.25 * r[1] - 0.1 * r[0] - 0.05 * r[1], within(0.01));
        assertThat(r[3]).isCloseTo(-0.25 * r[2] - 0.1 * r[1] - 0.05 * r[0], within(0.01));
        assertThat(r[0] + 0.25 * r[1] + 0.1 * r[2] + 0.05 * r[3]).isCloseTo(1, within(0.01));
    }
}
