package io.unfade.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoldsTest {
    @ParameterizedTest
    @CsvSource({"5, 0", "5, 1", "3, 7", "2, 3"})
    void stratified_unequalClasses_areSpreadEvenly(int k, long seed) {
        SeriesSet set = labelled(11, 6, 5);
        List<Split> folds = Folds.stratified(set, k, seed);

        assertThat(folds).hasSize(k);
        checkPartition(folds, 22);
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            int[] counts = folds.stream()
                    .mapToInt(fold -> (int) Arrays.stream(fold.validation())
                            .filter(i -> set.label(i) == wanted)
                            .count())
                    .toArray();
            checkEven(counts);
        }
        checkEven(folds.stream().mapToInt(fold -> fold.validation().length).toArray());
    }

    @Test
    void stratified_sameSeed_isTheSame_andAnotherSeedIsAnother() {
        SeriesSet set = labelled(20, 20);
        assertThat(held(Folds.stratified(set, 4, 3))).isDeepEqualTo(held(Folds.stratified(set, 4, 3)));
        assertThat(Arrays.deepEquals(held(Folds.stratified(set, 4, 3)), held(Folds.stratified(set, 4, 4))))
                .isFalse();
    }

    @Test
    void stratified_classSmallerThanFolds_isNamedWithARemedy() {
        assertThatThrownBy(() -> Folds.stratified(labelled(10, 3), 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class 'c1' has 3 series, which cannot be in each of 5 folds; use at most 3 folds, or leave the "
                        + "class out");
        assertThatThrownBy(() -> Folds.stratified(labelled(10, 3), 1, 0)).hasMessageContaining("at least 2 folds");
    }

    @Test
    void wholeGroups_unequalGroups_areKeptTogetherAndBalanced() {
        int[] groups = {5, 5, 5, 5, 5, 5, 9, 9, 2, 2, 7, 7};
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, groups.length, 1, 1)
                .groups(groups)
                .build();
        List<Split> folds = Folds.wholeGroups(set, 2, 1);

        checkPartition(folds, groups.length);
        for (Split fold : folds) {
            assertThat(fold.validation()).hasSize(6); // the group of 6, and the three of 2
            assertThat(Arrays.stream(fold.validation()).map(i -> groups[i]).boxed())
                    .doesNotContainAnyElementsOf(Arrays.stream(fold.training())
                            .map(i -> groups[i])
                            .boxed()
                            .toList());
        }
        assertThatThrownBy(() -> Folds.wholeGroups(set, 5, 1))
                .hasMessage("5 folds of whole groups need as many groups, but there are 4");
    }

    @Test
    void random_folds_differInSizeByAtMostOne() {
        List<Split> folds = Folds.random(labelled(11), 4, 2);
        checkPartition(folds, 11);
        checkEven(folds.stream().mapToInt(fold -> fold.validation().length).toArray());
        assertThatThrownBy(() -> Folds.random(labelled(3), 4, 2)).hasMessageContaining("there are 3");
    }

    private static void checkPartition(List<Split> folds, int count) {
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.validation()))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, count).toArray());
        assertThat(folds).allMatch(fold -> fold.training().length + fold.validation().length == count);
    }

    private static void checkEven(int[] counts) {
        assertThat(Arrays.stream(counts).max().orElseThrow()
                        - Arrays.stream(counts).min().orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    private static int[][] held(List<Split> folds) {
        return folds.stream().map(Split::validation).toArray(int[][]::new);
    }

    private static SeriesSet labelled(int... sizes) {
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(k -> IntStream.range(0, sizes[k]).map(i -> k))
                .toArray();
        return SeriesSet.builder(Precision.SINGLE, labels.length, 1, 1)
                .labels(
                        labels,
                        IntStream.range(0, sizes.length).mapToObj(k -> "c" + k).toList())
                .build();
    }
}
