package io.unfade.math;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class SeedsTest {
    @Test
    void derive_emptyPath_isSplitMix64() {
        // The first two published outputs of SplitMix64 for state 0.
        assertThat(derive(0)).isEqualTo(Long.parseUnsignedLong("16294208416658607535"));
        assertThat(derive(0x9E3779B97F4A7C15L)).isEqualTo(Long.parseUnsignedLong("7960286522194355700"));
    }

    @Test
    void derive_path_matchesTheFormulaComputedElsewhere() {
        // From the formula in unbounded integers, in Python.
        assertThat(derive(42)).isEqualTo(-4767286540954276203L);
        assertThat(derive(42, 0)).isEqualTo(6332618229526065668L);
        assertThat(derive(42, 1, 7)).isEqualTo(-8026126646452301782L);
        assertThat(derive(-5, -1)).isEqualTo(-4409518850820451685L);
    }

    @Test
    void derive_neighbouringSeedsAndPaths_neverMeet() {
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            for (long place = 0; place < 100; place++) {
                assertThat(seen.add(derive(seed, place))).isTrue();
                assertThat(seen.add(derive(seed, place, 0))).isTrue();
            }
        }
    }

    @Test
    void derive_name_isThePathOfItsUnits() {
        assertThat(Seeds.derive(42, "a\u03bb")).isEqualTo(derive(42, 0x61, 0x3bb));
        assertThat(Seeds.derive(42, "")).isEqualTo(derive(42));
    }

    @Test
    void next_derivedSeed_isOneMoreStep() {
        assertThat(Seeds.next(derive(42, 1), 7)).isEqualTo(derive(42, 1, 7));
    }

    private static long derive(long seed, long... path) {
        return Seeds.derive(seed, path);
    }
}
