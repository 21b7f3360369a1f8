package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MissingValuesTest {
    /** Interpolation rounds a few times. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static final Location SERIES = new Location(Path.of("a.ts"), "line 4, series 3");

    @ParameterizedTest
    @CsvSource({
        "ZERO, ? 2 ? ? 8 ?, 0 2 0 0 8 0",
        "PREVIOUS, ? 2 ? ? 8 ?, 2 2 2 2 8 8",
        "LINEAR, ? 2 ? ? 8 ?, 2 2 4 6 8 8",
        "ZERO, ? ?, 0 0",
        "PREVIOUS, ? ?, 0 0",
        "LINEAR, ? ?, 0 0",
        "LINEAR, ? ? 5, 5 5 5",
        "LINEAR, 1 ? 2, 1 1.5 2",
        "LINEAR, 1e308 ? -1e308, 1e308 0 -1e308",
        "REFUSE, 1 2, 1 2"
    })
    void fill_gaps_followsTheRule(MissingValues missing, String given, String expected) throws Exception {
        double[] column = parse(given);
        double[] cells = new double[2 * column.length];
        for (int time = 0; time < column.length; time++) {
            cells[2 * time] = -time;
            cells[2 * time + 1] = column[time];
        }
        missing.fill(cells, 2, () -> SERIES);
        double[] wanted = parse(expected);
        for (int time = 0; time < column.length; time++) {
            assertThat(cells[2 * time]).isEqualTo(-time);
            assertThat(cells[2 * time + 1]).isCloseTo(wanted[time], ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource(MissingValues.class)
    void fill_infinity_isAlwaysRefused(MissingValues missing) {
        double[] cells = {1, 2, 3, 4, 5, Double.NEGATIVE_INFINITY};
        assertThatThrownBy(() -> missing.fill(cells, 2, () -> SERIES))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("a.ts, line 4, series 3, step 2, feature 1: the value is infinite");
    }

    private static double[] parse(String text) {
        return Arrays.stream(text.split(" "))
                .mapToDouble(word -> word.equals("?") ? Double.NaN : Double.parseDouble(word))
                .toArray();
    }
}
