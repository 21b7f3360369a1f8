package io.unfade.data.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class GrowingDoublesTest {
    private static final int BLOCK = 1 << 13;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5})
    void add_anyCount_keepsAllInOrder(int count) {
        GrowingDoubles numbers = new GrowingDoubles();
        double[] expected = sequence(0, count);

        for (double value : expected) {
            assertThat(numbers.add(value)).isTrue();
        }

        assertThat(numbers.size()).isEqualTo(count);
        assertThat(numbers.toArray()).isEqualTo(expected);
    }

    @Test
    void copyTo_acrossBlocks_givesTheStretch() {
        GrowingDoubles numbers = new GrowingDoubles();
        assertThat(numbers.addAll(sequence(0, 3 * BLOCK))).isTrue();
        double[] target = new double[2 * BLOCK + 3];

        numbers.copyTo(BLOCK - 1, target, 1, 2 * BLOCK + 1);

        assertThat(target[0]).isZero();
        assertThat(target[1]).isEqualTo(BLOCK - 1);
        assertThat(target[2 * BLOCK + 1]).isEqualTo(3 * BLOCK - 1);
        assertThat(target[2 * BLOCK + 2]).isZero();
    }

    @Test
    void set_inALaterBlock_replacesOneNumber() {
        GrowingDoubles numbers = new GrowingDoubles();
        numbers.addAll(sequence(0, 2 * BLOCK));

        numbers.set(BLOCK, -1);

        assertThat(numbers.get(BLOCK - 1)).isEqualTo(BLOCK - 1);
        assertThat(numbers.get(BLOCK)).isEqualTo(-1);
        assertThat(numbers.get(BLOCK + 1)).isEqualTo(BLOCK + 1);
    }

    @Test
    void clear_thenAdd_startsAgain() {
        GrowingDoubles numbers = new GrowingDoubles();
        numbers.addAll(sequence(0, BLOCK + 7));

        numbers.clear();
        numbers.addAll(sequence(5, BLOCK + 3));

        assertThat(numbers.toArray()).isEqualTo(sequence(5, BLOCK + 3));
    }

    private static double[] sequence(int first, int count) {
        return IntStream.range(first, first + count).asDoubleStream().toArray();
    }
}
