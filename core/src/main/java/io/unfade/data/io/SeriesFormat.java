package io.unfade.data.io;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.ReadOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kind of series files of another module. {@link SeriesFiles} finds all kinds on the class path as services. */
public interface SeriesFormat {
    /** {@return how the names of its files end, in lower case and with the dot} */
    String ending();

    /** {@return whether a file has a name of this format, or is a folder that holds such files} */
    boolean isOf(Path file);

    /**
     * {@return the files that {@link #read} reads, in their order: the file, or those of a folder}
     *
     * @throws IOException if the folder cannot be read
     */
    List<Path> files(Path file) throws IOException;

    /**
     * {@return the bytes that the series take in memory while they are read whole, about and rather too many, as the file
     * says: with all values unpacked, however short they are in the file}
     *
     * @throws MalformedFileException if it violates the format
     * @throws IOException if reading fails
     */
    long bytesInMemory(Path file) throws IOException;

    /**
     * Reads a file part by part, as {@link SeriesParts#readWithGaps}.
     *
     * @param file of this format
     * @param options how; those of other formats have been checked
     * @param cells how many a part has at the least, but for the last; {@link Long#MAX_VALUE} for one part
     * @param reader receives each part; only one of a file of a single part has labels
     * @throws MalformedFileException if it violates the format, perhaps after some parts have been given
     * @throws IOException if reading fails, or the reader throws it
     */
    void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader) throws IOException;

    /**
     * Writes a file atomically.
     *
     * @throws IllegalArgumentException if it cannot hold the set
     * @throws IOException if writing fails
     */
    void write(SeriesSet set, Path file) throws IOException;
}
