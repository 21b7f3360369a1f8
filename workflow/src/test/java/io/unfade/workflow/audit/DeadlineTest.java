package io.unfade.workflow.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.piece.Piece;
import org.junit.jupiter.api.Test;

import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The time of an audit, by a clock of its own. */
class DeadlineTest {
    private double now;

    private static Piece piece(String key) {
        return new Piece(key, progress -> JsonNodeFactory.instance.objectNode());
    }

    @Test
    void deadline_beginsOnlyWhatWouldFit_andEndsWhatDoesNot() {
        Deadline deadline = new Deadline(100, () -> now);
        assertThat(deadline.begins(piece("seed-1"))).isTrue();
        Progress running = deadline.of(piece("seed-1"), Progress.NONE);
        now = 60;
        assertThat(running.cancelled()).isFalse();
        deadline.stored(piece("seed-1"));
        assertThat(deadline.begins(piece("seed-2"))).as("would end at 120").isFalse();
        assertThat(deadline.givenUp(Set.of())).isEmpty();
        assertThat(deadline.begins(piece("planted-early")))
                .as("of an unknown cost")
                .isTrue();
        now = 101;
        assertThat(running.cancelled()).isTrue();
        assertThat(deadline.begins(piece("masking-gradient"))).isFalse();
        assertThat(deadline.givenUp(Set.of())).containsExactly("a planted signal (early)");
        assertThat(deadline.givenUp(Set.of("planted-early")))
                .as("one that failed")
                .isEmpty();
    }
}
