package io.unfade.data.text;

import org.jspecify.annotations.Nullable;

/** A series of a long CSV file: what its rows have in common, and their number so far. */
final class CsvId {
    private final String name;
    private final int index;
    private final @Nullable String label;
    private final int group;
    private int rows;

    /**
     * @param name the id
     * @param index the number of earlier ids
     * @param label the class; null if the file has none
     * @param group the group; 0 if the file has none
     */
    CsvId(String name, int index, @Nullable String label, int group) {
        this.name = name;
        this.index = index;
        this.label = label;
        this.group = group;
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    @Nullable
    String label() {
        return label;
    }

    int group() {
        return group;
    }

    int rows() {
        return rows;
    }

    void countRow() {
        rows++;
    }
}
