package io.unfade.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitsTest {
    @Test
    void random_fixedSeed_isTheSameEverywhere() {
        // A Fisher-Yates shuffle over java.util.Random's documented algorithm from the derived seed, in Python.
        Split split = Splits.random(unlabelled(10), 0.3, 3);

        assertThat(split.validation()).containsExactly(2, 3, 5);
        assertThat(split.training()).containsExactly(0, 1, 4, 6, 7, 8, 9);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.25, 3", "10, 0.01, 1", "10, 0.99, 9", "2, 0.9, 1", "100, 0.2, 20"})
    void random_anyFraction_roundsAndLeavesNoSideEmpty(int count, double fraction, int validation) {
        Split split = Splits.random(unlabelled(count), fraction, 1);

        assertThat(split.validation()).hasSize(validation);
        assertThat(all(split)).containsExactly(IntStream.range(0, count).toArray());
    }

    @Test
    void random_everySeries_isHeldOutAboutAsOften() {
        int[] held = new int[10];
        for (int seed = 0; seed < 1000; seed++) {
            for (int i : Splits.random(unlabelled(10), 0.3, seed).validation()) {
                held[i]++;
            }
        }

        // 300 expected, standard deviation 14.5
        assertThat(Arrays.stream(held).boxed()).allMatch(count -> count > 230 && count < 370);
    }

    @Test
    void random_oneSeries_isAnError() {
        assertThatThrownBy(() -> Splits.random(unlabelled(1), 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 series");
        assertThatThrownBy(() -> Splits.random(unlabelled(2), 1, 0))
                .hasMessage("the validation fraction must be between 0 and 1, but was 1.0");
    }

    @Test
    void stratified_threeClasses_keepsProportionsByLargestRemainder() {
        // 21 series, fraction 0.3: 6 to hold out; shares 3.3, 1.8, 1.2
        Split split = Splits.stratified(labelled(11, 6, 4), 0.3, 9);

        assertThat(heldPerClass(labelled(11, 6, 4), split)).containsExactly(3, 2, 1);
        assertThat(all(split)).containsExactly(IntStream.range(0, 21).toArray());
    }

    @Test
    void stratified_rareClasses_areOnBothSides() {
        SeriesSet set = labelled(40, 2, 2, 1);

        for (double fraction : new double[] {0.05, 0.1, 0.5, 0.9}) {
            int[] held = heldPerClass(set, Splits.stratified(set, fraction, 2));
            assertThat(held[0]).isBetween(1, 39);
            assertThat(Arrays.copyOfRange(held, 1, 4)).containsExactly(1, 1, 0);
        }
    }

    @Test
    void stratified_differentSeeds_holdOutDifferentSeries() {
        SeriesSet set = labelled(50, 50);

        int[] first = Splits.stratified(set, 0.2, 1).validation();

        assertThat(Splits.stratified(set, 0.2, 1).validation()).containsExactly(first);
        assertThat(Splits.stratified(set, 0.2, 2).validation()).isNotEqualTo(first);
    }

    @Test
    void stratified_withoutPairsOrLabels_isAnError() {
        assertThatThrownBy(() -> Splits.stratified(unlabelled(4), 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs labels");
        assertThatThrownBy(() -> Splits.stratified(labelled(1, 1), 0.5, 0))
                .hasMessageContaining("a class with at least 2 series");
    }

    @ParameterizedTest
    @CsvSource({"0.2, 2", "0.3, 3", "0.4, 3", "0.5, 5", "0.6, 5", "0.01, 2", "0.99, 8"})
    void byGroup_sizes235_holdsOutTheNearestSum(double fraction, int validation) {
        // Sizes 2, 3, 5: sums 2, 3, 5, 7, 8 can be reached.
        SeriesSet set = grouped(7, 7, -1, -1, -1, 20, 20, 20, 20, 20);
        for (int seed = 0; seed < 20; seed++) {
            Split split = Splits.byGroup(set, fraction, seed);

            assertThat(split.validation()).hasSize(validation);
            assertThat(all(split)).containsExactly(IntStream.range(0, 10).toArray());
            assertThat(groupsOf(set, split.validation())).doesNotContainAnyElementsOf(groupsOf(set, split.training()));
        }
    }

    @Test
    void byGroup_equalGroups_followTheSeed() {
        SeriesSet set = grouped(1, 2, 3, 4, 1, 2, 3, 4);

        // The groups in the order 3, 1, 4, 2, by the same Python as above.
        assertThat(Splits.byGroup(set, 0.25, 3).validation()).containsExactly(2, 6);
        assertThat(Splits.byGroup(set, 0.5, 3).validation()).containsExactly(0, 2, 4, 6);
        long distinct = IntStream.range(0, 50)
                .mapToObj(
                        seed -> Arrays.toString(Splits.byGroup(set, 0.25, seed).validation()))
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(4);
    }

    @Test
    void byGroup_oneGroupOrNone_isAnError() {
        assertThatThrownBy(() -> Splits.byGroup(grouped(5, 5), 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a split by group needs at least 2 groups, but all 2 series are of group 5");
        assertThatThrownBy(() -> Splits.byGroup(unlabelled(3), 0.5, 0)).hasMessageContaining("needs groups");
    }

    @Test
    void leaveOneGroupOut_threeGroups_validatesEachOnceInOrder() {
        List<Split> splits = Splits.leaveOneGroupOut(grouped(7, 20, -1, 7, 20, 20));

        assertThat(splits)
                .extracting(Split::validation)
                .containsExactly(new int[] {2}, new int[] {0, 3}, new int[] {1, 4, 5});
        assertThat(splits)
                .extracting(Split::training)
                .containsExactly(new int[] {0, 1, 3, 4, 5}, new int[] {1, 2, 4, 5}, new int[] {0, 2, 3});
    }

    @Test
    void leaveOneGroupOut_oneGroupOrNone_isAnError() {
        assertThatThrownBy(() -> Splits.leaveOneGroupOut(grouped(5, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a split by group needs at least 2 groups, but all 2 series are of group 5");
        assertThatThrownBy(() -> Splits.leaveOneGroupOut(unlabelled(3))).hasMessageContaining("needs groups");
    }

    private static SeriesSet unlabelled(int count) {
        return SeriesSet.builder(Precision.SINGLE, count, 1, 1).build();
    }

    private static SeriesSet labelled(int... sizes) {
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(k -> IntStream.generate(() -> k).limit(sizes[k]))
                .toArray();
        List<String> names =
                IntStream.range(0, sizes.length).mapToObj(String::valueOf).toList();
        return SeriesSet.builder(Precision.SINGLE, labels.length, 1, 1)
                .labels(labels, names)
                .build();
    }

    private static SeriesSet grouped(int... groups) {
        return SeriesSet.builder(Precision.SINGLE, groups.length, 1, 1)
                .groups(groups)
                .build();
    }

    private static int[] all(Split split) {
        return IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
    }

    private static int[] heldPerClass(SeriesSet set, Split split) {
        int[] held = new int[set.classCount()];
        for (int i : split.validation()) {
            held[set.label(i)]++;
        }
        return held;
    }

    private static List<Integer> groupsOf(SeriesSet set, int[] series) {
        int[] groups = set.groups().orElseThrow();
        return Arrays.stream(series).map(i -> groups[i]).boxed().toList();
    }
}
