package io.unfade.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeriesSetTest {
    private static final double THIRD = 1.0 / 3;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void cells_acrossSeries_areSetInOrderAndRounded(Precision precision) {
        SeriesBuilder builder = SeriesSet.builder(precision, 2, 2, 2);

        builder.cells(1, DoubleBuffer.wrap(new double[] {9, THIRD, 2, 3, 4, 9}, 1, 4));
        builder.cells(6, FloatBuffer.wrap(new float[] {(float) THIRD, 6}));

        double expected = precision == Precision.SINGLE ? (float) THIRD : THIRD;
        assertThat(cells(builder.build())).containsExactly(0, expected, 2, 3, 4, 0, (float) THIRD, 6);
    }

    @Test
    void cells_ofABuilderFromASet_leaveTheSetAsItWas() {
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, 1, 1, 2).build();

        SeriesSet changed =
                set.toBuilder().cells(1, FloatBuffer.wrap(new float[] {5})).build();

        assertThat(cells(set)).containsExactly(0, 0);
        assertThat(cells(changed)).containsExactly(0, 5);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void isFinite_anyStretch_asksItsCellsOnly(Precision precision) {
        double[] values = {1, Double.NaN, 3, 4, Double.NEGATIVE_INFINITY, 6};
        SeriesBuilder builder = SeriesSet.builder(precision, 3, 2, 1)
                .lengths(new int[] {1, 2, 2})
                .cells(0, DoubleBuffer.wrap(values));

        assertThat(builder.isFinite(0, 1)).isTrue();
        assertThat(builder.isFinite(0, 2)).isFalse();
        assertThat(builder.isFinite(2, 2)).isTrue();
        assertThat(builder.isFinite(2, 3)).isFalse();
        assertThat(builder.isFinite(5, 1)).isTrue();
        assertThat(builder.realCells(0)).containsExactly(1);
        assertThat(builder.realCells(1)).containsExactly(3, 4);
        assertThat(cells(builder.build())).containsExactly(1, 0, 3, 4, Double.NEGATIVE_INFINITY, 6);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void copySteps_fewerThanThereAre_copiesTheFirst(Precision precision) {
        SeriesSet set = SeriesSet.builder(precision, 2, 3, 1)
                .cells(0, DoubleBuffer.wrap(new double[] {1, 2, 3, 4, 5, 6}))
                .build();
        float[] floats = new float[4];
        double[] doubles = new double[4];

        set.copySteps(1, 2, floats, 1);
        set.copySteps(1, 2, doubles, 1);

        assertThat(floats).containsExactly(0, 4, 5, 0);
        assertThat(doubles).containsExactly(0, 4, 5, 0);
    }

    private static double[] cells(SeriesSet set) {
        double[] cells = new double[set.count() * set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, cells, i * set.steps() * set.features());
        }
        return cells;
    }

    private static SeriesBuilder masked(byte[] reference, byte[] distractor) {
        return SeriesSet.builder(Precision.SINGLE, 2, 2, 2).reference(reference).distractor(distractor);
    }

    @Test
    void distractor_selectedAndReordered_staysWithItsCells() {
        byte[] reference = {1, 0, 0, 0, 0, 0, 0, 1};
        byte[] distractor = {0, 1, 0, 0, 0, 0, 1, 0};
        SeriesSet set = masked(reference, distractor).build();
        assertThat(set.distractorMask(0)).containsExactly(false, true, false, false);
        assertThat(set.select(1, 0).distractorMask(0)).containsExactly(false, false, true, false);
        assertThat(set.withFeatures(1, 0).distractorMask(0)).containsExactly(true, false, false, false);
        assertThat(set.withFeatures(1, 0).referenceMask(1)).containsExactly(false, false, true, false);
        SeriesSet shorter = set.toBuilder().lengths(new int[] {2, 1}).build();
        assertThat(shorter.distractorMask(1)).containsExactly(false, false);
        assertThat(shorter.distractor(1, 1, 0)).isFalse();
        assertThat(SeriesSet.builder(Precision.SINGLE, 1, 1, 1).build().distractorMask(0))
                .containsExactly(false);
    }

    @Test
    void distractor_inTheReferenceToo_isRefused() {
        byte[] one = {0, 0, 0, 0, 0, 0, 1, 0};
        SeriesBuilder both = masked(one, one);
        assertThatThrownBy(both::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series 1: feature 0 at step 1 cannot be both in the reference and a distractor");
        assertThat(masked(one, one).lengths(new int[] {2, 1}).build().hasDistractor())
                .isTrue();
    }
}
