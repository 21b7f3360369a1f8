package io.unfade.workflow.audit.section;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The parts of sections that need no model. */
class SectionPartsTest {
    @Test
    void permutedLabels_keepTheNumbersOfEachGroup() {
        int count = 60;
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, count, 1, 1);
        int[] labels = IntStream.range(0, count).map(i -> i < 20 ? 0 : i % 2).toArray();
        int[] groups = IntStream.range(0, count).map(i -> i / 20).toArray();
        SeriesSet set = builder.labels(labels, List.of("a", "b")).groups(groups).build();
        int[] permuted = Labels.permutedLabels(set, 3);
        assertThat(permuted).isNotEqualTo(labels);
        for (int group = 0; group < 3; group++) {
            int from = 20 * group;
            assertThat(Arrays.stream(permuted, from, from + 20).sum())
                    .isEqualTo(Arrays.stream(labels, from, from + 20).sum());
        }
        assertThat(Labels.permuted(set, 3).label(25)).isEqualTo(permuted[25]);
        SeriesSet pure = set.toBuilder()
                .labels(Arrays.stream(groups).map(group -> group % 2).toArray(), List.of("a", "b"))
                .build();
        assertThat(Labels.permutedLabels(pure, 3))
                .as("each group has one class, which a permutation within it would leave")
                .isNotEqualTo(IntStream.range(0, count).map(pure::label).toArray());
    }

    @Test
    void differencesOfClassMeans_areThoseOfTheSeriesThatReachAStep() {
        SeriesSet set = SeriesSet.builder(Precision.DOUBLE, 3, 2, 1)
                .cell(0, 0, 0, 1)
                .cell(1, 0, 0, 3)
                .cell(2, 0, 0, -1)
                .cell(0, 1, 0, 5)
                .lengths(new int[] {2, 1, 1})
                .labels(new int[] {0, 0, 1}, List.of("a", "b"))
                .build();
        double[] differences = ClassMeans.differences(set, 0);
        assertThat(differences[0]).isCloseTo(3, within(1e-12));
        assertThat(differences[1]).isNaN();
    }

    @Test
    void planted_isEverywhereInTimeAndOnceEach() {
        List<PlantedSignal> sweep = PlantedSignal.sweep(40, 10, 5);
        assertThat(sweep).hasSize(24).doesNotHaveDuplicates();
        assertThat(sweep).extracting(PlantedSignal::key).doesNotHaveDuplicates();
        assertThat(sweep)
                .allMatch(
                        signal -> signal.box().startStep() >= 0 && signal.box().endStep() <= 40);
        assertThat(sweep.subList(0, 3)).extracting(PlantedSignal::place).containsExactly("early", "middle", "late");
        assertThat(PlantedSignal.sweep(1, 1, 5)).as("one step has one duration").hasSize(12);
        assertThat(sweep.get(1).condition()).isEqualTo("1 SD at steps 15 to 24 (middle) in 1 feature");
    }
}
