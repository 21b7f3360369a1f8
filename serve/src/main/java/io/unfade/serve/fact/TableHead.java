package io.unfade.serve.fact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the first line of a text file tells of the rest. */
public final class TableHead {
    private TableHead() {}

    /** {@return whether it is of a file that predict writes} */
    public static boolean isOfPredictions(String line) {
        List<String> names = names(line);
        return (names.contains("id") && names.contains("predicted"))
                || (line.startsWith("{") && line.contains("\"predicted\"") && line.contains("\"probabilities\""));
    }

    /**
     * {@return whether it is of a table of series}
     *
     * @param tabbed whether a line may also be a series, its class first
     */
    public static boolean isOfSeries(String line, boolean tabbed) {
        List<String> names = names(line);
        return (names.contains("id") && names.contains("time")) || (tabbed && isNumbers(line));
    }

    private static boolean isNumbers(String line) {
        String[] cells = line.split("\t", -1);
        return cells.length > 1
                && Arrays.stream(cells)
                        .skip(1)
                        .limit(4)
                        .allMatch(cell -> cell.strip().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?|[Nn][Aa][Nn]"));
    }

    private static List<String> names(String line) {
        return Arrays.stream(line.split("[,;\t]", -1))
                .map(cell -> cell.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                .toList();
    }
}
