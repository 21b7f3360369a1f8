package io.unfade.data.io;

import io.unfade.check.FileStamp;
import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.IdxSeries;
import io.unfade.data.numpy.NpySeries;
import io.unfade.data.numpy.NpzSeries;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.text.ArffSeries;
import io.unfade.data.text.CsvDialect;
import io.unfade.data.text.CsvSeries;
import io.unfade.data.text.CsvSeriesWriter;
import io.unfade.data.text.JsonSeries;
import io.unfade.data.text.JsonSeriesWriter;
import io.unfade.data.text.TextFiles;
import io.unfade.data.text.TsReader;
import io.unfade.data.text.TsWriter;
import io.unfade.data.text.TsvSeries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes files of series. The name determines the format:
 *
 * <table>
 *   <caption>Formats</caption>
 *   <tr><td>{@code .npz}</td><td>NumPy arrays; holds everything in a {@link SeriesSet}</td></tr>
 *   <tr><td>{@code .npy}</td><td>a NumPy array, with labels in another file next to it; read only</td></tr>
 *   <tr><td>{@code .ts}</td><td>sktime and aeon: values, lengths and labels; class names without blanks</td></tr>
 *   <tr><td>{@code .tsv}</td><td>UCR archive: one feature, with labels; written for equal lengths only</td></tr>
 *   <tr><td>{@code .csv}</td><td>one row per step, {@code id,time,<features...>[,label][,group]}</td></tr>
 *   <tr><td>{@code .jsonl}, {@code .ndjson}</td><td>JSON lines: one object per series</td></tr>
 *   <tr><td>{@code .arff}</td><td>UCR and UEA archives, in Weka's format; read only</td></tr>
 *   <tr><td>{@code .idx}, {@code idx3-ubyte}</td><td>images of MNIST; read only</td></tr>
 *   <tr><td>those of other modules</td><td>each a {@link SeriesFormat}, such as {@code .parquet}</td></tr>
 * </table>
 *
 * All but {@code .npz} and those of other modules may be compressed, with {@code .gz} appended to the name. Text formats are read in double
 * precision and hold no masks; {@code .tsv}, {@code .csv} and {@code .jsonl} list no classes, so classes without series
 * are lost.
 *
 * <p>If a file lists no classes, they are those that occur, named as written, and ordered as numbers if all are
 * numbers, else as text. In every format, trailing steps that are missing in all features are padding: the series is
 * shortened, with a {@link ReadNote}.
 *
 * <p>Memory stays below a fixed multiple of the file's size, 1032 times larger for compressed files, whatever the file
 * claims: the set itself and small buffers for {@code .npz} (plus two copies of masks during reading), the uncompressed
 * file plus the set for IDX, and for text about twice the set: at most about 50 bytes per byte, or with unequal lengths
 * at most 64 padded cells per value beyond the first million. Stateless.
 */
public final class SeriesFiles {
    private static final Set<String> MISSING_LABELS = Set.of("nan", "na", "n/a", "<na>", "null", "none", "nil");

    private SeriesFiles() {}

    /** {@return whether a file has a name of a format that is read, or is a folder of such files; no content is looked at} */
    public static boolean hasName(Path file) {
        return Format.find(file) != null;
    }

    /** {@return the format of another module that a file has, if it has one} */
    public static Optional<SeriesFormat> otherFormat(Path file) {
        return Format.find(file) == Format.OTHER ? Optional.of(Format.other(file)) : Optional.empty();
    }

    /** {@return whether the name is of an image file, with a selectable time axis} */
    static boolean holdsImages(Path file) {
        return Format.of(file) == Format.IDX;
    }

    /** {@return whether the name is of an array file, with a selectable order of axes} */
    static boolean holdsArrays(Path file) {
        Format format = Format.of(file);
        return format == Format.NPZ || format == Format.NPY;
    }

    /** As {@link #read(Path, ReadOptions)} with {@link ReadOptions#defaults}. */
    public static SeriesSet read(Path file) throws IOException {
        return read(file, ReadOptions.defaults());
    }

    /**
     * Reads a file of series.
     *
     * @param file the file, with its format in the name
     * @param options for what the file leaves open
     * @return the series, all finite
     * @throws IllegalArgumentException if the name has no known format, or an option is for another one
     * @throws NoSuchFileException if there is no such file
     * @throws MalformedFileException if the content violates the format
     * @throws IOException if reading fails
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        SeriesSet set = readWithGaps(file, options);
        if (options.missing() != MissingValues.MARK) {
            return set;
        }
        Location whole = new Location(file, "");
        MissingMarks marks = options.marks() == null ? MissingMarks.of(set, whole) : options.marks();
        return marks.applyTo(set, whole);
    }

    /**
     * As {@link #read(Path, ReadOptions)}, but missing values that are to be marked are still NaN: {@link MissingMarks} are
     * to be applied.
     */
    public static SeriesSet readWithGaps(Path file, ReadOptions options) throws IOException {
        Format format = Format.of(file);
        format.check(options, file);
        if (Files.isDirectory(file) && format != Format.OTHER) {
            throw new MalformedFileException(file, "", "is a folder, but must be a file");
        }
        SeriesSet set = read(format, file, options);
        noteIds(set.count(), new HashSet<>(set.ids()).size(), file, options);
        noteClasses(set, file, options);
        return set;
    }

    /** As {@link SeriesParts#read}, of formats of text and of other modules. Returns whether it is one. */
    static boolean readText(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        Format format = Format.of(file);
        format.check(options, file);
        if (Files.isDirectory(file) && format != Format.OTHER) {
            return false;
        }
        Set<String> ids = new HashSet<>();
        long[] count = {0};
        IOConsumer<SeriesSet> part = set -> {
            ids.addAll(set.ids());
            count[0] += set.count();
            noteClasses(set, file, options);
            reader.accept(set);
        };
        switch (format) {
            case TS -> TsReader.read(file, options, cells, part);
            case JSONL -> JsonSeries.read(file, options, cells, part);
            case ARFF -> ArffSeries.read(file, options, cells, part);
            case TSV -> {
                if (CsvDialect.isTabbedTable(file)) {
                    CsvSeries.read(file, options, cells, part);
                } else {
                    TsvSeries.read(file, options, cells, part);
                }
            }
            case CSV -> CsvSeries.read(file, options, cells, part);
            case OTHER -> Format.other(file).read(file, options, cells, part);
            case NPZ, NPY, IDX -> {
                return false;
            }
        }
        noteIds(count[0], ids.size(), file, options);
        return true;
    }

    private static void noteIds(long count, int different, Path file, ReadOptions options) {
        if (different < count) {
            String text = count + " series have " + different + " different ids, so that ids do not tell them apart";
            options.notes().accept(new ReadNote(file, ReadNote.Kind.DOUBTFUL, text));
        }
    }

    private static void noteClasses(SeriesSet set, Path file, ReadOptions options) {
        for (String name : set.classNames()) {
            if (MISSING_LABELS.contains(name.toLowerCase(Locale.ROOT))) {
                String text =
                        "a class is named '" + name + "', which often means that the label is missing; such series are "
                                + "learnt as a class of their own";
                options.notes().accept(new ReadNote(file, ReadNote.Kind.DOUBTFUL, text));
            }
        }
    }

    private static SeriesSet read(Format format, Path file, ReadOptions options) throws IOException {
        return switch (format) {
            case NPZ -> NpzSeries.read(file, options);
            case NPY -> NpySeries.read(file, options);
            case TS -> TsReader.read(file, options);
            case TSV -> CsvDialect.isTabbedTable(file) ? CsvSeries.read(file, options) : TsvSeries.read(file, options);
            case CSV -> CsvSeries.read(file, options);
            case JSONL -> JsonSeries.read(file, options);
            case ARFF -> ArffSeries.read(file, options);
            case IDX -> IdxSeries.read(file, options);
            case OTHER -> {
                List<SeriesSet> parts = new ArrayList<>();
                Format.other(file).read(file, options, Long.MAX_VALUE, parts::add);
                yield parts.get(0);
            }
        };
    }

    /**
     * {@return the separate file of labels of a file of series, if any: the one of the options, else one next to it,
     * found by its name}
     *
     * @throws IllegalArgumentException if the name has no known format, or an option is for another one
     * @throws MalformedFileException if there are several such files next to it
     */
    public static Optional<Path> labelFile(Path file, ReadOptions options) throws IOException {
        Format format = Format.of(file);
        format.check(options, file);
        return switch (format) {
            case NPY -> Optional.ofNullable(NpySeries.labelFile(file, options));
            case IDX -> Optional.ofNullable(IdxSeries.labelFile(file, options));
            default -> Optional.empty();
        };
    }

    /**
     * {@return the files that {@link #read} reads: the file, or those of a folder, and a separate file of labels, if any}
     *
     * @throws IllegalArgumentException as {@link #labelFile}
     * @throws MalformedFileException likewise
     */
    public static List<Path> sources(Path file, ReadOptions options) throws IOException {
        if (Format.of(file) == Format.OTHER) {
            Format.OTHER.check(options, file);
            return Format.other(file).files(file);
        }
        Optional<Path> labels = labelFile(file, options);
        return labels.isPresent() ? List.of(file, labels.get()) : List.of(file);
    }

    /** {@return the state of the file, or of all files of a folder, that hold the series; without a file of labels} */
    public static FileStamp stamp(Path file) throws IOException {
        Optional<SeriesFormat> folder = Files.isDirectory(file) ? otherFormat(file) : Optional.empty();
        List<Path> files = folder.isPresent() ? folder.get().files(file) : List.of(file);
        return FileStamp.of(files.toArray(Path[]::new));
    }

    /**
     * Writes a file of series atomically. Attributes that the format cannot store are omitted (masks, ids, feature
     * names), but series that it cannot store are an error.
     *
     * @param set the series
     * @param file the file to create or replace, with its format in the name: {@code .npz}, {@code .ts}, {@code .tsv},
     *     {@code .csv} or {@code .jsonl}, these but the first optionally with {@code .gz}; or one of another module
     * @throws IllegalArgumentException if the name has no writable format, or the format cannot hold the set
     * @throws IOException if writing fails
     */
    public static void write(SeriesSet set, Path file) throws IOException {
        switch (Format.of(file)) {
            case NPZ -> NpzSeries.write(set, file);
            case TS -> {
                TsWriter.check(set, file);
                TextFiles.write(file, out -> TsWriter.write(set, file, out));
            }
            case TSV -> {
                TsvSeries.check(set, file);
                TextFiles.write(file, out -> TsvSeries.write(set, out));
            }
            case CSV -> {
                CsvSeriesWriter.check(set, file);
                TextFiles.write(file, out -> CsvSeriesWriter.write(set, out));
            }
            case JSONL -> {
                TextFiles.checkClassNames(set, file, "");
                TextFiles.write(file, out -> JsonSeriesWriter.write(set, out));
            }
            case OTHER -> Format.other(file).write(set, file);
            case NPY, ARFF, IDX ->
                throw new IllegalArgumentException(
                        file + ": files of this format are read, but not written; use " + Format.written());
        }
    }
}
