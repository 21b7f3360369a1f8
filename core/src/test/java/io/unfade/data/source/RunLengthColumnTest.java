package io.unfade.data.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RunLengthColumnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "0 1 2 3 0 1 2 0 1",
                "7 7 7 7",
                "0.1 0.2 0.3 0.4 0.5 0.6 0.7",
                "3 1 4 1 5 9 2 6",
                "-1e308 1e308 -1e308",
                "1e-320 2 -4e100 2 2 1e308",
                "10 8 6 4 3 2 1"
            })
    void add_anyNumbers_givesThemBackExactly(String text) {
        assertKept(
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray());
    }

    @Test
    void add_randomRuns_givesThemBackExactly() {
        SplittableRandom random = new SplittableRandom(4);
        double[] values = new double[3000];
        for (int i = 1; i < values.length; i++) {
            values[i] = random.nextInt(5) == 0 ? random.nextDouble(-1e6, 1e6) : values[i - 1] + 0.37;
        }

        assertKept(values);
    }

    private static void assertKept(double[] values) {
        RunLengthColumn column = new RunLengthColumn();
        for (double value : values) {
            column.add(value);
        }
        assertThat(column.toArray()).isEqualTo(values);
        assertThat(IntStream.range(0, values.length).mapToDouble(column::get)).containsExactly(box(values));
    }

    private static Double[] box(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }
}
