package io.unfade.data;

import io.unfade.data.Holdout.Rule;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HoldoutTest {
    private static final Holdout USUAL = new Holdout(0.2, Rule.AUTO);

    @Test
    void parts_twoGroups_holdsOneOut() {
        Holdout.Parts parts = USUAL.parts(set(new int[] {0, 0, 0, 0, 1, 1, 1, 1}), 0, Standardization.PER_FEATURE);
        assertThat(parts.rule()).isEqualTo(Rule.GROUP);
        assertThat(parts.training().count()).isEqualTo(4);
        assertThat(parts.training().groups().orElseThrow()).containsOnly(1 - groupOf(parts));
    }

    @Test
    void parts_oneGroup_isByClass() {
        Holdout.Parts parts = USUAL.parts(set(new int[] {3, 3, 3, 3, 3, 3, 3, 3}), 0, Standardization.PER_FEATURE);
        assertThat(parts.rule()).isEqualTo(Rule.STRATIFIED);
        assertThat(parts.training().count()).isEqualTo(6);
    }

    @Test
    void parts_perGroupStandardization_keepsGroupsWholeOrIsRefused() {
        SeriesSet set = set(new int[] {0, 0, 0, 0, 1, 1, 1, 1});
        assertThat(USUAL.parts(set, 0, Standardization.PER_GROUP).rule()).isEqualTo(Rule.GROUP);
        for (Rule rule : new Rule[] {Rule.STRATIFIED, Rule.RANDOM}) {
            assertThatThrownBy(() -> new Holdout(0.2, rule).parts(set, 0, Standardization.PER_GROUP))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("groups would be taken apart");
        }
        assertThatThrownBy(() -> USUAL.parts(set(new int[8]), 0, Standardization.PER_GROUP))
                .hasMessageContaining("(of at least 2)");
    }

    @Test
    void parts_noShare_isTheWholeSet() {
        SeriesSet set = set(new int[] {0, 0, 1, 1});
        Holdout.Parts parts = Holdout.NONE.parts(set, 0, Standardization.PER_FEATURE);
        assertThat(parts.training()).isSameAs(set);
        assertThat(parts.validation()).isNull();
        assertThat(parts.rule()).isNull();
    }

    @Test
    void parts_groupsThatAreTheClasses_isAnError() {
        assertThatThrownBy(() -> USUAL.parts(set(new int[] {0, 1, 0, 1, 0, 1, 0, 1}), 0, Standardization.PER_FEATURE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all series of class")
                .hasMessageContaining("stratified");
        assertThatThrownBy(() -> new Holdout(1, Rule.AUTO)).hasMessageContaining("below 1");
    }

    private static int groupOf(Holdout.Parts parts) {
        SeriesSet validation = parts.validation();
        return validation == null ? -1 : validation.groups().orElseThrow()[0];
    }

    /** Two alternating classes. */
    private static SeriesSet set(int[] groups) {
        int[] labels = new int[groups.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
        }
        return SeriesSet.builder(Precision.SINGLE, groups.length, 1, 1)
                .labels(labels, List.of("a", "b"))
                .groups(groups)
                .build();
    }
}
