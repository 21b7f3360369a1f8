package io.unfade.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MomentsTest {
    private static final int PARTS = 7;

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-170, 1e160})
    void and_ofPartsInAnyOrder_standardizesAsAllSeries(double unit) {
        SeriesSet all = random(60, unit);
        for (Standardization kind : List.of(Standardization.PER_FEATURE, Standardization.PER_CELL)) {
            Standardizer whole = Standardizer.fit(kind, all);
            for (long seed = 0; seed < 5; seed++) {
                assertSame(merged(kind, parts(all, seed)).standardizer(), whole);
            }
        }
    }

    @Test
    void and_ofDifferentLengths_countsSteps() {
        Random random = new Random(3);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 20, 9, 2);
        int[] lengths = random.ints(20, 1, 10).toArray();
        for (int i = 0; i < 20; i++) {
            for (int t = 0; t < lengths[i]; t++) {
                builder.cell(i, t, 0, random.nextGaussian()).cell(i, t, 1, 1e6 + random.nextGaussian());
            }
        }
        SeriesSet all = builder.lengths(lengths).build();
        Moments moments = merged(Standardization.PER_FEATURE, parts(all, 1));
        assertThat(moments.count()).isEqualTo(IntStream.of(lengths).sum());
        assertSame(moments.standardizer(), Standardizer.fit(Standardization.PER_FEATURE, all));
    }

    @Test
    void and_ofConstantFeature_scalesByOne() {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 30, 5, 1);
        for (int i = 0; i < 30; i++) {
            for (int t = 0; t < 5; t++) {
                builder.cell(i, t, 0, 0.1);
            }
        }
        Moments moments = merged(Standardization.PER_FEATURE, parts(builder.build(), 0));
        assertThat(moments.standardizer().scale()).containsExactly(1);
    }

    @Test
    void ofNumbers_isTheSame() {
        Moments moments = Moments.of(Standardization.PER_CELL, random(5, 1));
        Moments again = Moments.ofNumbers(Standardization.PER_CELL, moments.features(), moments.numbers());
        assertThat(again.standardizer()).isEqualTo(moments.standardizer());
        assertThatThrownBy(() -> Moments.ofNumbers(Standardization.PER_CELL, 4, new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments of 4 features are 1 + 3 numbers for each, but there are 5");
    }

    @Test
    void and_ofOtherSizes_isRefused() {
        Moments four = Moments.of(Standardization.PER_CELL, random(5, 1));
        Moments other = Moments.of(
                Standardization.PER_CELL,
                SeriesSet.builder(Precision.DOUBLE, 1, 3, 3).build());
        assertThatThrownBy(() -> four.and(other))
                .hasMessage("per-cell standardization needs series of equal length, but there are some of 6 steps and"
                        + " some of 3");
        assertThatThrownBy(() -> Moments.of(Standardization.NONE, random(5, 1)))
                .hasMessage("standardization none takes no numbers from training series");
    }

    private static void assertSame(Standardizer found, Standardizer expected) {
        double[] mean = found.mean();
        double[] scale = found.scale();
        for (int i = 0; i < mean.length; i++) {
            double of = expected.scale()[i];
            assertThat(mean[i]).isCloseTo(expected.mean()[i], within(1e-12 * Math.max(of, Math.abs(mean[i]))));
            assertThat(scale[i]).isCloseTo(of, within(1e-12 * Math.max(of, 1e-4 * Math.abs(mean[i]))));
        }
    }

    private static SeriesSet random(int count, double unit) {
        Random random = new Random(7);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, count, 6, 3);
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < 6; t++) {
                builder.cell(i, t, 0, unit * random.nextGaussian())
                        .cell(i, t, 1, i < count / 2 ? 0 : unit * (5 + random.nextGaussian()))
                        .cell(i, t, 2, unit * random.nextDouble());
            }
        }
        return builder.build();
    }

    private static List<SeriesSet> parts(SeriesSet all, long seed) {
        List<SeriesSet> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            int index = part;
            parts.add(all.select(IntStream.range(0, all.count())
                    .filter(i -> i % PARTS == index)
                    .toArray()));
        }
        Collections.shuffle(parts, new Random(seed));
        return parts;
    }

    private static Moments merged(Standardization kind, List<SeriesSet> parts) {
        return parts.stream()
                .map(part -> Moments.of(kind, part))
                .reduce(Moments::and)
                .orElseThrow();
    }
}
