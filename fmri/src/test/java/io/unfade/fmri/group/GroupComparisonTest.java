package io.unfade.fmri.group;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.fmri.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GroupComparisonTest {
    private static final double ROUNDING = 1e-12;
    private static final int STEPS = 6;
    private static final int REGIONS = 8;
    private static final List<Region> NAMED = regions(REGIONS);

    @TempDir
    Path folder;

    @Test
    void group_plantedRegions_areFoundWithTheirSteps() throws IOException {
        int n = 48;
        int[] labels = IntStream.range(0, n).map(i -> i % 3).toArray();
        int[] groups = IntStream.range(0, n).map(i -> i / 6).toArray();
        Random random = new Random(2);
        double[] cells = new double[n * STEPS * REGIONS];
        for (int i = 0; i < cells.length; i++) {
            int series = i / (STEPS * REGIONS);
            int step = i / REGIONS % STEPS;
            boolean planted = i % REGIONS == labels[series] && step == labels[series] + 1;
            // signs alternate: only magnitudes count
            cells[i] = (random.nextBoolean() ? 1 : -1) * (1 + 0.3 * random.nextDouble() + (planted ? 2 : 0));
        }
        Grouping grouping = new Grouping(List.of("a", "b", "c"), labels, groups, allSteps(n, STEPS));
        for (Level level : Level.values()) {
            GroupResult result = GroupComparison.of(
                    maps(cells, n, STEPS, REGIONS),
                    grouping,
                    NAMED,
                    GroupOptions.defaults().withPermutations(999).withLevel(level));
            assertThat(result.observations()).containsOnly(level == Level.GROUP ? 8 : 16);
            // 3! and 6! / (2! 2! 2!) permutations in each of 8 groups
            assertThat(result.distinct()).isEqualTo(level == Level.GROUP ? 1679616L : 4304672100000000L);
            for (int k = 0; k < 3; k++) {
                RegionEffect first = result.strongest(k).get(0);
                assertThat(first.region().name()).isEqualTo("region " + k);
                assertThat(first.peakStep()).isEqualTo(k + 1);
                assertThat(first.pCorrected()).isLessThan(0.05);
                assertThat(first.q()).isLessThan(0.05).isGreaterThanOrEqualTo(first.p());
                assertThat(first.effect()).isGreaterThan(2);
                assertThat(first.mean()).isGreaterThan(first.otherMean());
                assertThat(result.strongest(k).subList(1, REGIONS))
                        .allSatisfy(effect -> assertThat(effect.pCorrected()).isGreaterThan(0.05));
                assertThat(result.ofClass(k).stream()
                                .mapToDouble(RegionEffect::mean)
                                .sum())
                        .isCloseTo(1, within(ROUNDING));
            }
        }
    }

    /** Worked by hand: 1 step counts of 2, 2 regions. */
    @Test
    void group_smallMaps_haveSharesOfChosenSteps() throws IOException {
        double[] cells = {
            9, 9, 1, -3,
            9, 9, -2, 2,
            9, 9, 3, 1,
            9, 9, 1, 1
        };
        boolean[][] steps = {{false, true}, {false, true}, {false, true}, {false, true}};
        Grouping grouping = new Grouping(List.of("a", "b"), new int[] {0, 0, 1, 1}, new int[4], steps);
        GroupOptions options = GroupOptions.defaults().withLevel(Level.SERIES);
        GroupResult shares = GroupComparison.of(maps(cells, 4, 2, 2), grouping, regions(2), options);
        assertThat(shares.ofClass(0)).extracting(RegionEffect::mean).containsExactly(0.375, 0.625);
        assertThat(shares.ofClass(0)).extracting(RegionEffect::otherMean).containsExactly(0.625, 0.375);
        assertThat(shares.ofClass(1)).extracting(RegionEffect::peakStep).containsExactly(1, 1);
        // 6 permutations; (0.25 0.5 | 0.75 0.5): 0.75 with 0.5 reaches region 0 of class b, twice
        assertThat(shares.distinct()).isEqualTo(6);
        assertThat(shares.ofClass(1).get(0).p()).isCloseTo(2.0 / 6, within(ROUNDING));
        GroupResult signed = GroupComparison.of(maps(cells, 4, 2, 2), grouping, regions(2), options.withSigned(true));
        assertThat(signed.ofClass(0)).extracting(RegionEffect::mean).containsExactly(-0.5, -0.5);
    }

    @Test
    void group_regionThatNeverVaries_hasNoEffectAndComesLast() throws IOException {
        double[] cells = {-1, 0, 2, 0, 3, 0, 4, 0}; // signed: region 1 is 0 everywhere
        boolean[][] steps = {{true}, {true}, {true}, {true}};
        Grouping grouping = new Grouping(List.of("a", "b"), new int[] {0, 0, 1, 1}, new int[4], steps);
        GroupResult result = GroupComparison.of(
                maps(cells, 4, 1, 2),
                grouping,
                regions(2),
                GroupOptions.defaults().withLevel(Level.SERIES).withSigned(true));
        RegionEffect constant = result.strongest(0).get(1);
        assertThat(constant.mean()).isZero();
        assertThat(constant.effect()).isNaN();
        assertThat(constant.t()).isNaN();
        assertThat(constant.p()).isEqualTo(1);
        assertThat(result.strongest(0).get(0).t()).isFinite();
    }

    @Test
    void group_seriesWithoutSaliencyOrSteps_areLeftOut() throws IOException {
        double[] cells = {1, 2, 0, 0, 3, 1, 1, 1, 2, 1, 1, 5};
        boolean[][] steps = {{true}, {true}, {true}, {true}, {true}, {false}};
        Grouping grouping = new Grouping(List.of("a", "b"), new int[] {0, 0, 0, 1, 1, 1}, new int[6], steps);
        GroupResult result = GroupComparison.of(
                maps(cells, 6, 1, 2),
                grouping,
                regions(2),
                GroupOptions.defaults().withLevel(Level.SERIES));
        assertThat(result.leftOut()).isEqualTo(2);
        assertThat(result.observations()).containsExactly(2, 2);
    }

    @Test
    void grouping_ofSet_takesOnTaskStepsIfAsked() {
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, 2, 3, 1)
                .lengths(new int[] {3, 2})
                .labels(new int[] {1, 0}, List.of("a", "b"))
                .groups(new int[] {4, 4})
                .onTask(new byte[] {0, 1, 1, 0, 1, 0})
                .build();
        assertThat(Grouping.of(set, true).steps()).isDeepEqualTo(new boolean[][] {{false, true, true}, {false, true}});
        assertThat(Grouping.of(set, false).steps()).isDeepEqualTo(new boolean[][] {{true, true, true}, {true, true}});
        SeriesSet bare = SeriesSet.builder(Precision.SINGLE, 1, 1, 1).build();
        assertThatThrownBy(() -> Grouping.of(bare, false)).hasMessageContaining("no labels");
        SeriesSet labelled =
                bare.toBuilder().labels(new int[1], List.of("a", "b")).build();
        assertThatThrownBy(() -> Grouping.of(labelled, false)).hasMessageContaining("no groups");
        assertThatThrownBy(() -> Grouping.of(labelled, true)).hasMessageContaining("on-task");
    }

    /** 5 groups of 2 classes, with an effect that no permutation reaches but its mirror image. */
    @Test
    void group_fewGroups_saysHowSmallACorrectedPCanBe() throws IOException {
        double[] cells = new double[20];
        for (int i = 0; i < 10; i++) {
            cells[2 * i] = (i % 2 == 0 ? 10 : 1) + 0.01 * i;
            cells[2 * i + 1] = 1;
        }
        int[] labels = IntStream.range(0, 10).map(i -> i % 2).toArray();
        int[] groups = IntStream.range(0, 10).map(i -> i / 2).toArray();
        Grouping grouping = new Grouping(List.of("a", "b"), labels, groups, allSteps(10, 1));
        GroupResult result = GroupComparison.of(maps(cells, 10, 1, 2), grouping, regions(2), GroupOptions.defaults());
        assertThat(result.exact()).isTrue();
        assertThat(result.smallest()).isEqualTo(1 / 32.0);
        assertThat(result.smallestCorrected()).isEqualTo(2 / 32.0);
        assertThat(result.ofClass(0).get(0).p()).isEqualTo(result.smallest());
        assertThat(result.ofClass(0).get(0).pCorrected()).isEqualTo(result.smallestCorrected());
        GroupResult drawn = GroupComparison.of(
                maps(cells, 10, 1, 2),
                grouping,
                regions(2),
                GroupOptions.defaults().withPermutations(9));
        assertThat(drawn.smallest()).isEqualTo(0.1);
        assertThat(drawn.smallestCorrected()).isEqualTo(0.1);
    }

    /** 3 groups of 3 classes: 8 of 216 permutations leave a class in place, and 3 classes can swap labels. */
    @Test
    void group_threeClasses_reachTheSmallestPsAndNoSmaller() throws IOException {
        double[] cells = new double[18];
        for (int i = 0; i < 9; i++) {
            cells[2 * i] = (i % 3 == 0 ? 50 : 1 + i % 3) + 0.01 * i;
            cells[2 * i + 1] = 1 + 0.01 * i;
        }
        int[] labels = IntStream.range(0, 9).map(i -> i % 3).toArray();
        int[] groups = IntStream.range(0, 9).map(i -> i / 3).toArray();
        Grouping grouping = new Grouping(List.of("a", "b", "c"), labels, groups, allSteps(9, 1));
        GroupResult result = GroupComparison.of(
                maps(cells, 9, 1, 2),
                grouping,
                regions(2),
                GroupOptions.defaults().withSigned(true));
        assertThat(result.distinct()).isEqualTo(216);
        assertThat(result.smallest()).isCloseTo(1 / 27.0, within(ROUNDING));
        assertThat(result.smallestCorrected()).isCloseTo(1 / 9.0, within(ROUNDING));
        assertThat(result.ofClass(0).get(0).p()).isCloseTo(1 / 27.0, within(ROUNDING));
        assertThat(result.ofClass(0).get(0).pCorrected()).isCloseTo(1 / 9.0, within(ROUNDING));
    }

    @Test
    void strongest_ofTwoSidedTest_haveTheLargestMagnitude() throws IOException {
        double[] cells = new double[24];
        for (int i = 0; i < 8; i++) {
            boolean first = i % 2 == 0;
            cells[3 * i] = 5 + 0.1 * i;
            cells[3 * i + 1] = first ? 1 + 0.01 * i : 9 + 0.01 * i;
            cells[3 * i + 2] = (first ? 6 : 5) + 0.7 * (i / 2 % 2);
        }
        int[] labels = IntStream.range(0, 8).map(i -> i % 2).toArray();
        int[] groups = IntStream.range(0, 8).map(i -> i / 2).toArray();
        Grouping grouping = new Grouping(List.of("a", "b"), labels, groups, allSteps(8, 1));
        GroupOptions options = GroupOptions.defaults().withSigned(true);
        SaliencyMaps maps = maps(cells, 8, 1, 3);
        assertThat(GroupComparison.of(maps, grouping, regions(3), options)
                        .strongest(0)
                        .get(2)
                        .region()
                        .name())
                .isEqualTo("region 1");
        assertThat(GroupComparison.of(maps, grouping, regions(3), options.withTwoSided(true))
                        .strongest(0)
                        .get(0)
                        .region()
                        .name())
                .isEqualTo("region 1");
    }

    @Test
    void group_tooFewObservations_isRefused() throws IOException {
        SaliencyMaps maps = maps(new double[] {1, 2, 3, 4}, 4, 1, 1);
        GroupOptions options = GroupOptions.defaults().withLevel(Level.SERIES);
        Grouping grouping = new Grouping(List.of("a", "b"), new int[] {0, 1, 1, 1}, new int[4], allSteps(4, 1));
        assertThatThrownBy(() -> GroupComparison.of(maps, grouping, regions(1), options))
                .hasMessage("class 'a' has 1 observations and the other classes 3; a comparison needs 2 of each");
        assertThatThrownBy(() -> GroupComparison.of(maps, grouping, regions(2), options))
                .hasMessageContaining("regions of the maps needs 1 values, but has 2");
        assertThatThrownBy(() -> new Grouping(List.of("a", "b"), new int[] {2}, new int[1], allSteps(1, 1)))
                .hasMessageContaining("label of series 0 must be in 0..1");
        assertThatThrownBy(() -> options.withPermutations(0)).hasMessageContaining("at least 1 permutation");
    }

    private SaliencyMaps maps(double[] cells, int n, int steps, int regions) throws IOException {
        Path file = folder.resolve("maps.npz");
        NpzWriter.write(file, npz -> npz.doubles("saliency", i -> cells[i], n, steps, regions));
        return SaliencyFile.read(file);
    }

    private static boolean[][] allSteps(int n, int steps) {
        boolean[][] all = new boolean[n][steps];
        for (boolean[] row : all) {
            Arrays.fill(row, true);
        }
        return all;
    }

    private static List<Region> regions(int count) {
        return IntStream.range(0, count)
                .mapToObj(r -> new Region(r + 1, "region " + r, 10 + r, true))
                .toList();
    }
}
