package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The roles of the columns of a long CSV file. {@code id}, {@code time}, {@code label} and {@code group} are found by
 * name, ignoring case; all others are features, in their order.
 *
 * @param id column of the series' name
 * @param time column of the time
 * @param label column of the class; -1 if there is none
 * @param group column of the group; -1 if there is none
 * @param index column of row numbers, as written by pandas; -1 if there is none
 * @param features columns of the features
 * @param names names of the features
 * @param count number of columns
 */
record CsvColumns(
        int id, int time, int label, int group, int index, List<Integer> features, List<String> names, int count) {
    /** Name of the column of the series' names. */
    static final String ID = "id";

    /** Name of the column of the times. */
    static final String TIME = "time";

    /** Names of the columns that are not features. */
    static final List<String> RESERVED = List.of(ID, TIME, "label", "group");

    private static final String INDEX_READ_BACK = "Unnamed: 0";

    /**
     * Reads the first line.
     *
     * @throws MalformedFileException if {@code id}, {@code time} or every feature is absent, or a name is empty or
     *     duplicated
     */
    static CsvColumns of(List<String> header, Location location) throws MalformedFileException {
        int[] found = {-1, -1, -1, -1};
        List<Integer> features = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column).strip();
            if (column == 0 && (name.isEmpty() || name.equals(INDEX_READ_BACK))) {
                continue;
            }
            int reserved = RESERVED.indexOf(name.toLowerCase(Locale.ROOT));
            location.require(!name.isEmpty(), "column %d has no name; name it, or leave it out", column + 1);
            location.require(
                    seen.add(reserved < 0 ? name : RESERVED.get(reserved)),
                    "there are two columns named %s",
                    PlainText.quote(name));
            if (reserved >= 0) {
                found[reserved] = column;
            } else {
                features.add(column);
                names.add(name);
            }
        }
        boolean index = features.indexOf(0) < 0 && Arrays.stream(found).allMatch(column -> column != 0);
        location.require(
                found[0] >= 0 && found[1] >= 0 && !features.isEmpty(),
                "expected the columns id, time, at least one feature, and perhaps label and group, separated by comma,"
                        + " semicolon or tab, but found %s",
                PlainText.quote(String.join(",", header)));
        return new CsvColumns(
                found[0],
                found[1],
                found[2],
                found[3],
                index ? 0 : -1,
                List.copyOf(features),
                List.copyOf(names),
                header.size());
    }
}
