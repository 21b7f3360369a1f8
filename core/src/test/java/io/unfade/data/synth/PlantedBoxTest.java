package io.unfade.data.synth;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PlantedBoxTest {
    private static final int COUNT = 300;
    private static final Box BOX = new Box(1, 4, 0, 2);

    /** The second feature varies three times as much as the first; odd series have three steps. */
    private static SeriesSet background() {
        Random random = new Random(3);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, COUNT, 5, 3);
        int[] lengths = new int[COUNT];
        int[] groups = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            lengths[i] = i % 2 == 0 ? 5 : 3;
            groups[i] = i % 7;
            for (int t = 0; t < 5; t++) {
                double value = random.nextGaussian();
                builder.cell(i, t, 0, 10 + value).cell(i, t, 1, 3 * value).cell(i, t, 2, 7);
            }
        }
        return builder.lengths(lengths)
                .groups(groups)
                .labels(new int[COUNT], List.of("only"))
                .build();
    }

    private static double deviation(SeriesSet set, int feature) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < set.length(i); t++) {
                double value = set.value(i, t, feature);
                sum += value;
                squares += value * value;
                count++;
            }
        }
        return Math.sqrt(squares / count - sum / count * (sum / count));
    }

    @Test
    void plant_box_addsDeviationsOfTheFeatureWithTheSignOfTheClass() {
        SeriesSet set = background();
        SeriesSet planted = new PlantedBox(BOX, 0.5).plant(set, 4);
        int positive = 0;
        for (int i = 0; i < COUNT; i++) {
            positive += planted.label(i) == 0 ? 1 : 0;
            for (int t = 0; t < set.length(i); t++) {
                for (int c = 0; c < 3; c++) {
                    boolean inside = t >= 1 && t < 4 && c < 2;
                    double added = inside ? (planted.label(i) == 0 ? 0.5 : -0.5) * deviation(set, c) : 0;
                    assertThat(planted.value(i, t, c)).isEqualTo(set.value(i, t, c) + added, within(1e-9));
                    assertThat(planted.reference(i, t, c)).isEqualTo(inside);
                }
            }
        }
        assertThat(positive).isBetween(150 - 44, 150 + 44); // five standard deviations
        assertThat(planted.classNames()).containsExactly("positive", "negative");
        assertThat(planted.groups().orElseThrow()).containsExactly(set.groups().orElseThrow());
        assertThat(planted.length(1)).isEqualTo(3);
        assertThat(planted.value(1, 3, 0)).isZero();
        assertThat(planted.reference(1, 3, 0)).isFalse();
        assertThat(set.value(0, 1, 0)).isEqualTo(background().value(0, 1, 0));
    }

    @Test
    void plant_fewerSeries_drawsTheSameLabels() {
        SeriesSet set = background();
        SeriesSet all = new PlantedBox(BOX, 1).plant(set, 4);
        SeriesSet few = new PlantedBox(BOX, 1).plant(set.select(0, 1, 2, 3, 4, 5), 4);
        SeriesSet others = new PlantedBox(BOX, 1).plant(set, 5);
        int changed = 0;
        for (int i = 0; i < COUNT; i++) {
            assertThat(all.label(i)).isEqualTo(i < 6 ? few.label(i) : all.label(i));
            changed += all.label(i) == others.label(i) ? 0 : 1;
        }
        assertThat(changed).isBetween(150 - 44, 150 + 44);
    }

    @Test
    void plant_boxOutsideOrOfAnotherSign_isRefused() {
        PlantedBox outside = new PlantedBox(new Box(0, 6, 0, 1), 1);
        assertThatThrownBy(() -> outside.plant(background(), 0))
                .hasMessage("steps of a box must be within 0..5, but were 0..6");
        assertThatThrownBy(() -> new PlantedBox(new Box(0, 1, 0, 1, BoxSign.INDEPENDENT), 1))
                .hasMessage("a planted box must have the sign of the class");
        assertThatThrownBy(() -> new PlantedBox(BOX, -1)).hasMessageContaining("but was -1.0");
    }
}
