package io.unfade.fmri.group;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Tables written by {@code reference.py}. */
final class Fixtures {
    private Fixtures() {}

    /** {@return the rows of a table, without its header} */
    static List<double[]> rows(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
        }
    }

    /** {@return observations: label, group, and a value for each region} */
    static Observations observations(String name) throws IOException {
        List<double[]> rows = rows(name);
        return new Observations(
                rows.stream().map(row -> Arrays.copyOfRange(row, 2, row.length)).toArray(double[][]::new),
                rows.stream().mapToInt(row -> (int) row[0]).toArray(),
                rows.stream().mapToInt(row -> (int) row[1]).toArray());
    }
}
