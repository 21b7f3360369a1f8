package io.unfade.data;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class MixedGroupsTest {
    private static SeriesSet set(int[] groups, int... labels) {
        SeriesBuilder builder =
                SeriesSet.builder(Precision.DOUBLE, groups.length, 1, 1).groups(groups);
        return (labels.length == 0 ? builder : builder.labels(labels, List.of("a", "b"))).build();
    }

    @Test
    void groups_areThoseOfTheSet_whereMostHaveSeveralClasses() {
        int[] groups = {3, 3, 3, 5, 5, 7};
        assertThat(MixedGroups.of(set(groups, 0, 1, 0, 1, 0, 1))).isEqualTo(groups);
        assertThat(MixedGroups.of(set(groups))).as("without classes").isEqualTo(groups);
    }

    @Test
    void groups_areOne_whereFewHaveSeveralClasses() {
        int[] subjects = IntStream.range(0, 20).map(i -> i / 2).toArray();
        int[] ofSubjects = IntStream.range(0, 20).map(i -> i / 2 % 2).toArray();
        ofSubjects[0] = 1; // one series of one subject is of the other class
        assertThat(MixedGroups.of(set(subjects, ofSubjects))).containsOnly(0);
        assertThat(MixedGroups.of(set(IntStream.range(0, 6).toArray()))).containsOnly(0);
        assertThat(MixedGroups.of(SeriesSet.builder(Precision.DOUBLE, 3, 1, 1).build()))
                .containsOnly(0);
    }
}
