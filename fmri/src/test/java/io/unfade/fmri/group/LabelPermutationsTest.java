package io.unfade.fmri.group;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LabelPermutationsTest {
    private static final int STUDIES = 200;

    /** Four standard deviations of the share of 200 studies with a p of up to 0.05 or 0.5. */
    private static final double BINOMIAL_TAIL = 4 * Math.sqrt(0.05 * 0.95 / STUDIES);

    private static final double BINOMIAL_HALF = 4 * Math.sqrt(0.25 / STUDIES);

    /** All permutations, counted with itertools and scipy. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void test_fewDistinctShufflings_countsThemAll(boolean twoSided) throws IOException {
        Observations observations = Fixtures.observations("small.csv");
        LabelPermutations.Outcome outcome =
                test(observations, 3, GroupOptions.defaults().withTwoSided(twoSided));
        assertThat(outcome.exact()).isTrue();
        assertThat(outcome.distinct()).isEqualTo(outcome.shufflings()).isEqualTo(144);
        for (double[] row : Fixtures.rows("exact.csv")) {
            if (row[0] == (twoSided ? 1 : 0)) {
                int cell = (int) (row[1] * 2 + row[2]);
                assertThat(outcome.p()[cell]).isEqualTo(row[4] / row[3]);
                assertThat(outcome.corrected()[cell]).isEqualTo(row[5] / row[3]);
            }
        }
    }

    @Test
    void test_sampled_agreesWithAllShufflings() throws IOException {
        Observations observations = Fixtures.observations("small.csv");
        LabelPermutations.Outcome exact = test(observations, 3, GroupOptions.defaults());
        // one below the number of distinct permutations forces random draws; many seeds form a large sample
        double[] mean = new double[6];
        int seeds = 100;
        for (int seed = 0; seed < seeds; seed++) {
            LabelPermutations.Outcome drawn = test(
                    observations,
                    3,
                    GroupOptions.defaults().withPermutations(143).withSeed(seed));
            assertThat(drawn.exact()).isFalse();
            assertThat(drawn.shufflings()).isEqualTo(143);
            assertThat(Arrays.stream(drawn.p()).min().orElseThrow()).isGreaterThanOrEqualTo(1.0 / 144);
            Arrays.setAll(mean, cell -> mean[cell] + (drawn.p()[cell] * 144 - 1) / 143 / seeds);
        }
        for (int cell = 0; cell < 6; cell++) {
            double tolerance = 4 * Math.sqrt(0.25 / (143.0 * seeds));
            assertThat(mean[cell]).isCloseTo(exact.p()[cell], within(tolerance));
        }
    }

    /** Groups differ strongly, classes not at all. */
    @Test
    void test_nullData_isRightAsOftenAsItSays() {
        int found = 0;
        int cellFound = 0;
        int below = 0;
        Random random = new Random(17);
        for (int study = 0; study < STUDIES; study++) {
            LabelPermutations.Outcome outcome = test(
                    drawn(random, 0),
                    3,
                    GroupOptions.defaults().withPermutations(199).withSeed(study));
            found += Arrays.stream(outcome.corrected()).min().orElseThrow() <= 0.05 ? 1 : 0;
            cellFound += outcome.p()[7] <= 0.05 ? 1 : 0;
            below += outcome.p()[7] <= 0.5 ? 1 : 0;
        }
        assertThat((double) found / STUDIES).isCloseTo(0.05, within(BINOMIAL_TAIL));
        assertThat((double) cellFound / STUDIES).isCloseTo(0.05, within(BINOMIAL_TAIL));
        assertThat((double) below / STUDIES).isCloseTo(0.5, within(BINOMIAL_HALF));
    }

    @Test
    void test_plantedEffect_isFoundOnTheRightSide() {
        LabelPermutations.Outcome more =
                test(drawn(new Random(5), 8), 3, GroupOptions.defaults().withPermutations(499));
        LabelPermutations.Outcome less =
                test(drawn(new Random(5), -8), 3, GroupOptions.defaults().withPermutations(499));
        LabelPermutations.Outcome either = test(
                drawn(new Random(5), -8),
                3,
                GroupOptions.defaults().withPermutations(499).withTwoSided(true));
        // class 1, region 2
        assertThat(more.corrected()[8]).isEqualTo(1.0 / 500);
        assertThat(less.corrected()[8]).isEqualTo(1);
        assertThat(either.corrected()[8]).isEqualTo(1.0 / 500);
    }

    @Test
    void shuffles_manyGroups_areCountedWithoutOverflow() {
        int[] labels = new int[400];
        Arrays.setAll(labels, i -> i % 8);
        Observations many = new Observations(new double[400][3], labels, new int[400]);
        LabelPermutations.Outcome outcome =
                test(many, 8, GroupOptions.defaults().withPermutations(3));
        assertThat(outcome.distinct()).isEqualTo(Long.MAX_VALUE);
        assertThat(outcome.p()).containsOnly(1.0);
        assertThat(outcome.corrected()).containsOnly(1.0);
    }

    @Test
    void test_oneClassInEachGroup_isRefused() {
        Observations apart = new Observations(new double[4][1], new int[] {0, 0, 1, 1}, new int[] {3, 3, 4, 4});
        assertThatThrownBy(() -> test(apart, 2, GroupOptions.defaults())).hasMessageContaining("nothing to shuffle");
    }

    @Test
    void qValues_ofKnownP_areBenjaminiHochberg() {
        assertThat(FalseDiscovery.qValues(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-15));
        assertThat(FalseDiscovery.qValues(new double[] {0.9, 0.021, 0.02, 0.01}))
                .containsExactly(new double[] {0.9, 0.028, 0.028, 0.028}, within(1e-15));
        assertThat(FalseDiscovery.qValues(new double[] {1, 1})).containsExactly(1, 1);
    }

    private static LabelPermutations.Outcome test(Observations observations, int classes, GroupOptions options) {
        return LabelPermutations.of(new Contrasts(observations.values(), classes), observations, classes, options);
    }

    /** {@return 8 groups of 3 classes and 6 regions; class 1 has an effect in region 2} */
    private static Observations drawn(Random random, double effect) {
        double[][] values = new double[24][6];
        int[] labels = new int[24];
        int[] groups = new int[24];
        for (int i = 0; i < 24; i++) {
            labels[i] = i % 3;
            groups[i] = i / 3;
            for (int r = 0; r < 6; r++) {
                values[i][r] = 2 * groups[i] + random.nextGaussian() + (labels[i] == 1 && r == 2 ? effect : 0);
            }
        }
        return new Observations(values, labels, groups);
    }
}
