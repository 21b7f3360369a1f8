package io.unfade.attribution;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SaliencyMapsTest {
    private static final double[] CELLS = {1, -2, 3, -4, 5, -6};
    private static final SaliencyMaps.Origin ORIGIN = new SaliencyMaps.Origin("gradient", "logit", Map.of());

    /** Two series of 3 steps and 2 features, the second 2 steps long; their cells are {@link #CELLS} times a factor. */
    private static SaliencyMaps.Builder builder(double factor, String... ids) {
        SaliencyMaps.Builder builder = new SaliencyMaps.Builder(Precision.DOUBLE, new int[] {3, 2}, 3, 2)
                .names(List.of(ids), List.of("left", "right"));
        double[] cells = CELLS.clone();
        for (int i = 0; i < cells.length; i++) {
            cells[i] *= factor;
        }
        builder.put(0, cells, 0, 0, new double[] {0.75, 0.25});
        builder.put(1, cells, 2, 1, new double[] {0.5 / factor, 1 - 0.5 / factor});
        return builder;
    }

    @Test
    void largestCells_areThoseOfLargestSizeWithTheirSigns() {
        SaliencyMaps maps = builder(1, "a", "b").build(ORIGIN);

        assertThat(SalientCell.largest(maps, 0, 2))
                .containsExactly(new SalientCell(2, 1, -6), new SalientCell(2, 0, 5));
        assertThat(SalientCell.largest(maps, 1, 9)).hasSize(4).startsWith(new SalientCell(1, 1, -6));
        assertThatThrownBy(() -> SalientCell.largest(maps, 0, 0)).hasMessageContaining("at least 1");
    }

    @Test
    void gathered_seriesOfTwoSources_haveAllThatWasTheirs() {
        SaliencyMaps.Builder withGaps = builder(2, "c", "d");
        withGaps.gap(0, 0.125);
        withGaps.gap(1, -0.25);
        SaliencyMaps one = builder(1, "a", "b").build(ORIGIN);
        SaliencyMaps two = withGaps.build(new SaliencyMaps.Origin("other", "probability", Map.of()));
        SaliencyMaps gathered = SaliencyMaps.gathered(List.of(two, one, two), 1, 0, 0);
        assertThat(gathered.count()).isEqualTo(3);
        assertThat(gathered.ids()).containsExactly("d", "a", "c");
        assertThat(gathered.featureNames()).containsExactly("left", "right");
        assertThat(new int[] {gathered.length(0), gathered.length(1), gathered.length(2)})
                .containsExactly(2, 3, 3);
        assertThat(gathered.absolute(0)).containsExactly(6, 8, 10, 12);
        assertThat(gathered.value(0, 2, 0)).isNaN();
        assertThat(gathered.absolute(1)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(gathered.value(2, 2, 1)).isEqualTo(-12);
        assertThat(new int[] {gathered.target(0), gathered.target(1), gathered.target(2)})
                .containsExactly(1, 0, 0);
        assertThat(gathered.probability(0, 0)).isEqualTo(0.25);
        assertThat(gathered.probability(1, 1)).isEqualTo(0.25);
        assertThat(gathered.gaps()).containsExactly(-0.25, 0, 0.125);
        assertThat(gathered.origin().method()).isEqualTo("other");
    }

    @Test
    void gathered_detailsThatDiffer_areLeftOut() {
        SaliencyMaps one = builder(1, "a", "b").build(ORIGIN).withDetails(Map.of("both", "1", "level", "2"));
        SaliencyMaps two = builder(1, "c", "d").build(ORIGIN).withDetails(Map.of("both", "1", "level", "3"));
        assertThat(SaliencyMaps.gathered(List.of(one, two), 0, 0).origin().details())
                .containsEntry("both", "1")
                .doesNotContainKey("level");
    }

    @Test
    void gathered_oneSourceWithoutIds_hasNone() {
        SaliencyMaps named = builder(1, "a", "b").build(ORIGIN);
        SaliencyMaps unnamed = builder(1).build(ORIGIN);
        assertThat(SaliencyMaps.gathered(List.of(named, unnamed), 0, 1).ids()).isEmpty();
        assertThat(SaliencyMaps.gathered(List.of(named), 1).gaps()).isEmpty();
    }

    @Test
    void gathered_sourcesMissingOrOfAnotherShape_areRefused() {
        SaliencyMaps maps = builder(1).build(ORIGIN);
        for (int[] shape : new int[][] {{4, 2}, {3, 1}}) {
            SaliencyMaps other =
                    new SaliencyMaps.Builder(Precision.DOUBLE, new int[] {1}, shape[0], shape[1]).build(ORIGIN);
            assertThatThrownBy(() -> SaliencyMaps.gathered(List.of(maps, other), 0, 0))
                    .hasMessageContaining("%d steps x %d features", shape[0], shape[1]);
        }
        assertThatThrownBy(() -> SaliencyMaps.gathered(List.of())).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> SaliencyMaps.gathered(List.of(maps), 0, 1)).hasMessageContaining("series");
    }

    private static SeriesSet set(List<String> ids, List<String> features, int length) {
        return SeriesSet.builder(Precision.DOUBLE, 2, 3, 2)
                .lengths(new int[] {3, length})
                .ids(ids)
                .featureNames(features)
                .build();
    }

    @Test
    void checkBelongTo_otherNamesOrLengths_namesTheFirstThatDiffers() {
        SaliencyMaps maps = builder(1, "a", "b").build(ORIGIN);
        List<String> features = List.of("left", "right");
        maps.checkBelongTo(set(List.of("a", "b"), features, 2));
        assertThatThrownBy(() -> maps.checkBelongTo(set(List.of("a", "c"), features, 2)))
                .hasMessageContaining("series 1 is 'b' in the saliency, but 'c' in the data");
        assertThatThrownBy(() -> maps.checkBelongTo(set(List.of("a", "b"), List.of("right", "left"), 2)))
                .hasMessageContaining("feature 0 is 'left' in the saliency, but 'right' in the data");
        assertThatThrownBy(() -> maps.checkBelongTo(set(List.of("a", "b"), features, 3)))
                .hasMessageContaining("series 1 has 2 steps in the saliency, but 3 in the data");
        builder(1).build(ORIGIN).checkBelongTo(set(List.of("x", "y"), features, 2));
    }

    @Test
    void file_namesAndGaps_comeBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("s.npz");
        SaliencyMaps.Builder builder = builder(1, "a", "b");
        builder.gap(0, 0.5);
        builder.gap(1, -2);
        SaliencyFile.write(builder.build(ORIGIN), file);
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.array("completeness_gap").toDoubles()).containsExactly(0.5, -2);
            assertThat(npz.array("ids").toStrings()).containsExactly("a", "b");
        }
        SaliencyMaps read = SaliencyFile.read(file);
        assertThat(read.gaps()).containsExactly(0.5, -2);
        assertThat(read.ids()).containsExactly("a", "b");
        assertThat(read.featureNames()).containsExactly("left", "right");
    }

    @Test
    void file_gapsOrNamesWrong_areNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("s.npz");
        for (double[] gaps : new double[][] {{1}, {1, Double.NaN}}) {
            NpzWriter.write(file, npz -> {
                npz.array("saliency", new double[12], 2, 3, 2);
                npz.array("completeness_gap", gaps, gaps.length);
            });
            assertThatThrownBy(() -> SaliencyFile.read(file))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining("'completeness_gap': must hold 2 finite values");
        }
        NpzWriter.write(file, npz -> {
            npz.array("saliency", new double[12], 2, 3, 2);
            npz.strings("feature_names", List.of("left"), 1);
        });
        assertThatThrownBy(() -> SaliencyFile.read(file))
                .hasMessageContaining("'feature_names': must hold 2 texts, but holds 1");
    }

    @Test
    void put_valueBeyondTheLimit_isRefused_atTheLimitNot() {
        SaliencyMaps.Builder builder = new SaliencyMaps.Builder(Precision.DOUBLE, new int[] {1}, 1, 1);
        double limit = Precision.DOUBLE.limit();
        builder.put(0, new double[] {-limit}, 0, 0, new double[0]);
        assertThatThrownBy(() -> builder.put(0, new double[] {Math.nextUp(limit)}, 0, 0, new double[0]))
                .hasMessageContaining("series 0, step 0, feature 0");
    }
}
