package io.unfade.workflow.audit;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What was left out, for readers. */
class PieceWordsTest {
    @Test
    void keys_areToldInWords() {
        assertThat(Stream.of("pattern", "seed-2", "removed-30-time-profile", "planted-early-25-0.50")
                        .map(PieceWords::of))
                .containsExactly(
                        "activation patterns",
                        "training with another seed (2)",
                        "training without the named cells (30 % by time-profile)",
                        "a planted signal (early, 25 steps, 0.50 SD)");
    }

    @Test
    void piecesOfOneKind_areToldTogether() {
        assertThat(PieceWords.together(
                        List.of("a planted signal (early)", "activation patterns", "a planted signal (late)")))
                .containsExactly("a planted signal (early; late)", "activation patterns");
    }
}
