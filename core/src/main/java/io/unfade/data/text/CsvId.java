package io.unfade.data.text;

import org.jspecify.annotations.Nullable;

/** A series of a long CSV file: what all its rows agree in, and how many there are so far. */
final class CsvId {
    private final String name;
    private final int index;
    private final @Nullable String label;
    private final int group;
    private int rows;

    /**
     * @param name the id
     * @param index how many ids came before
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
