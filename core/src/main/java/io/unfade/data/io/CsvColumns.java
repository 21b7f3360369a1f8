package io.unfade.data.io;

import io.unfade.check.MalformedFileException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which column of a long CSV file is what. {@code id}, {@code time}, {@code label} and {@code group} are found by name,
 * without case; all others are features, in their order.
 *
 * @param id column of the series' name
 * @param time column of the time
 * @param label column of the class; -1 if there is none
 * @param group column of the group; -1 if there is none
 * @param features columns of the features
 * @param names names of the features
 * @param count number of columns
 */
record CsvColumns(int id, int time, int label, int group, List<Integer> features, List<String> names, int count) {
    /** Names of the columns that are not features. */
    static final List<String> RESERVED = List.of("id", "time", "label", "group");

    /**
     * Reads the first line.
     *
     * @throws MalformedFileException if {@code id}, {@code time} or every feature is absent, or a name is empty or there
     *     twice
     */
    static CsvColumns of(List<String> header, Location location) throws MalformedFileException {
        int[] found = {-1, -1, -1, -1};
        List<Integer> features = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column).strip();
            int reserved = RESERVED.indexOf(name.toLowerCase(Locale.ROOT));
            location.require(!name.isEmpty(), "column %d has no name", column + 1);
            location.require(
                    seen.add(reserved < 0 ? name : RESERVED.get(reserved)),
                    "there are two columns named %s",
                    Location.quote(name));
            if (reserved >= 0) {
                found[reserved] = column;
            } else {
                features.add(column);
                names.add(name);
            }
        }
        location.require(
                found[0] >= 0 && found[1] >= 0 && !features.isEmpty(),
                "expected the columns id, time, at least one feature, and perhaps label and group, but found %s",
                Location.quote(String.join(",", header)));
        return new CsvColumns(
                found[0], found[1], found[2], found[3], List.copyOf(features), List.copyOf(names), header.size());
    }
}
