package io.unfade.data.source;

import java.nio.file.Path;

/**
 * Something about a file that was read which its user should know, though nothing is wrong: how a doubtful thing was
 * understood. A {@link ReadOptions#notes listener} gets each note once, while the file is read.
 *
 * @param file the file, as the caller named it
 * @param kind what the note is about
 * @param text the note, one line, without the name of the file
 */
public record ReadNote(Path file, Kind kind, String text) {
    /** What a note is about. */
    public enum Kind {
        /** Series end in steps that are missing in all features, and are read as shorter series. */
        PADDING,
        /** The shape of an array leaves open which axis is time. */
        AXES,
        /** Labels were found in another file, by its name. */
        LABELS,
        /** Steps stand in another order in the file than in time. */
        ORDER,
        /** What the file holds is unusual: ids that occur twice, a class whose name says that a label is missing. */
        DOUBTFUL,
        /** Part of the file is not known, and was passed over. */
        UNKNOWN
    }

    /** {@return the file and the note, one line} */
    @Override
    public String toString() {
        return file + ": " + text;
    }
}
