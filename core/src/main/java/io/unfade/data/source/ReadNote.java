package io.unfade.data.source;

import java.nio.file.Path;

/**
 * Information about a file that is not an error, such as how something ambiguous was interpreted. A {@link
 * ReadOptions#notes listener} receives each note once, while the file is read.
 *
 * @param file the file, as the caller named it
 * @param kind the subject of the note
 * @param text the note, one line, without the name of the file
 */
public record ReadNote(Path file, Kind kind, String text) {
    /** The subject of a note. */
    public enum Kind {
        /** Trailing steps are missing in all features; the series were shortened. */
        PADDING,
        /** The shape of an array leaves open which axis is time. */
        AXES,
        /** Labels were found in another file by name. */
        LABELS,
        /** Steps in the file are not in the order of time. */
        ORDER,
        /** Unusual content: duplicate ids, or a class name that suggests a missing label. */
        DOUBTFUL,
        /** An unknown part of the file was ignored. */
        UNKNOWN
    }

    /** {@return the file and the note in one line} */
    @Override
    public String toString() {
        return file + ": " + text;
    }
}
