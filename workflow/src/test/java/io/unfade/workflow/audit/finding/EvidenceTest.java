package io.unfade.workflow.audit.finding;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers as they are kept and read. */
class EvidenceTest {
    @Test
    void measurements_areReadAsTheyWereKept() {
        Measurements kept = new Measurements()
                .series("gradient", "fill zero", "a", 1, Double.NaN, 3)
                .single("gradient", "", "b", 0.5)
                .curve("gradient", "", "c", new double[] {0, 1}, 7, 8);
        Evidence evidence = new Evidence(List.of(kept.json()), 0);
        assertThat(evidence.mean("gradient", "fill zero", "a").mean()).isEqualTo(2);
        assertThat(evidence.mean("gradient", "fill zero", "a").missing()).isEqualTo(1);
        assertThat(evidence.mean("gradient", "", "b").low()).isNaN();
        assertThat(evidence.mean("random", "", "b").mean()).isNaN();
        assertThat(evidence.difference("gradient", "gradient", "fill zero", "a").mean())
                .isZero();
        assertThat(evidence.numbers()).hasSize(4);
        assertThat(evidence.numbers().get(3).at()).isEqualTo(1);
        assertThat(Evidence.words(evidence.mean("gradient", "", "b"))).isEqualTo("0.50");
        assertThat(Evidence.words(evidence.interval(-0.001, -0.001))).isEqualTo("0.00 (0.00 to 0.00)");
    }
}
