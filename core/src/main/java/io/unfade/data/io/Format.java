package io.unfade.data.io;

import io.unfade.check.Require;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The formats of series files, told apart by their names. */
enum Format {
    NPZ,
    NPY,
    TS,
    TSV,
    CSV,
    JSONL,
    ARFF,
    IDX,
    /** One of another module. */
    OTHER;

    private static final List<SeriesFormat> OTHERS =
            ServiceLoader.load(SeriesFormat.class, SeriesFormat.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
    /** {@return the endings of names that are read, in words} */
    private static String read() {
        String plain =
                ".npz, .npy, .ts, .tsv, .csv, .jsonl, .ndjson, .arff, .idx, ...idx3-ubyte (all but .npz also with .gz)";
        return inWords(plain);
    }

    /** {@return the endings of names that are written, in words} */
    static String written() {
        return inWords(".npz, .ts, .tsv, .csv, .jsonl");
    }

    private static String inWords(String own) {
        String all = own + OTHERS.stream().map(other -> ", " + other.ending()).collect(Collectors.joining());
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }

    /** Checks that format-specific options apply to this format. */
    void check(ReadOptions options, Path file) {
        Require.argument(
                this == IDX || options.timeAxis() == TimeAxis.ROWS,
                "%s: a time axis of images can be chosen for IDX files only",
                file);
        Require.argument(
                this == IDX || this == NPY || options.labels() == null,
                "%s: a file of labels can be chosen for IDX and .npy files only",
                file);
        Require.argument(
                this == NPZ || this == NPY || options.arrayAxes() == null,
                "%s: the order of axes can be chosen for .npz and .npy files only",
                file);
    }

    /**
     * {@return the format of a file}
     *
     * @throws IllegalArgumentException if its name is of none
     */
    static Format of(Path file) {
        Format format = find(file);
        if (format == null) {
            throw new IllegalArgumentException(file + ": the format is not known by this name; expected " + read());
        }
        return format;
    }

    /** {@return the format of a file; null if its name is of none} */
    static @Nullable Format find(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            return NPZ;
        }
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        if (plain.endsWith("idx3-ubyte") || plain.endsWith(".idx")) {
            return IDX;
        }
        if (plain.endsWith(".ndjson")) {
            return JSONL;
        }
        for (Format format : new Format[] {NPY, TS, TSV, CSV, JSONL, ARFF}) {
            if (plain.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        return findOther(file).isPresent() ? OTHER : null;
    }

    /** {@return the format of a file of {@link #OTHER}} */
    static SeriesFormat other(Path file) {
        return findOther(file).orElseThrow();
    }

    private static Optional<SeriesFormat> findOther(Path file) {
        return OTHERS.stream().filter(other -> other.isOf(file)).findFirst();
    }
}
