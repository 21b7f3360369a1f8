package io.unfade.serve.array;

import io.unfade.attribution.SaliencyFile;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.PreparedSeries;
import io.unfade.serve.fact.FileFacts;
import io.unfade.serve.fact.FileSize;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The numbers of files: series and maps, one series at a time. Files that fit are read once and kept while they are among the
 * last; of others only what is asked for is read, where their format allows. Thread-safe.
 */
public final class ArrayFiles {
    private static final int KEPT_PART = 8;
    private static final int WHOLE_PART = 16;

    /** Cells of the largest series that is given out. */
    private static final int MOST_CELLS = 1 << 26;

    private final long whole;
    private final Recent<SeriesView> series;
    private final Recent<MapsView> maps;

    public ArrayFiles() {
        this(Runtime.getRuntime().maxMemory());
    }

    /** @param memory bytes of the process */
    public ArrayFiles(long memory) {
        whole = memory / WHOLE_PART;
        series = new Recent<>(memory / KEPT_PART, SeriesView::weight);
        maps = new Recent<>(memory / KEPT_PART, MapsView::weight);
    }

    /** {@return bytes in memory of the largest file that is held as a whole} */
    public long whole() {
        return whole;
    }

    /** {@return a file of series} */
    public SeriesView series(Path file) throws IOException {
        return series.of(file, this::openSeries);
    }

    /** {@return a file of maps} */
    public MapsView maps(Path file) throws IOException {
        return maps.of(file, this::openMaps);
    }

    /** {@return a file of series, read now} */
    public SeriesView openSeries(Path file) throws IOException {
        Require.argument(SeriesFiles.hasName(file), "%s: is no file of series", file);
        if (FileSize.inMemory(file, whole) <= whole) {
            return new LoadedSeries(SeriesFiles.readWithGaps(file, FileFacts.reading()));
        }
        String name = FileFacts.lower(file);
        if (name.endsWith(".npz")) {
            checkDivided(file, "X");
            return new StoredSeries(file);
        }
        Require.argument(
                !FileFacts.isOfImages(name) && !FileFacts.isArray(name),
                "%s: is too large to be shown, and of a format that is read only as a whole; convert it to .npz first",
                file);
        return new PartedSeries(file);
    }

    /** {@return a file of maps, read now} */
    public MapsView openMaps(Path file) throws IOException {
        Require.argument(FileFacts.lower(file).endsWith(".npz"), "%s: is no file of maps, which is named .npz", file);
        SaliencyFile.Outline outline = SaliencyFile.outline(file);
        if (FileSize.inMemory(file, whole) <= whole) {
            return new LoadedMaps(outline, SaliencyFile.read(file));
        }
        checkDivided(file, "saliency");
        return new StoredMaps(file, outline);
    }

    /** Fails unless the series of an array follow each other in the file, and one is not too large. */
    private static void checkDivided(Path file, String array) throws IOException {
        NpyHeader header;
        try (NpzFile npz = NpzFile.open(file)) {
            header = npz.header(array);
        }
        NpyArray.Kind kind = header.type().kind();
        boolean divided = header.shape().length == 3
                && !header.fortran()
                && (kind == NpyArray.Kind.FLOAT32 || kind == NpyArray.Kind.FLOAT64);
        Require.argument(
                divided && (long) header.shape()[1] * header.shape()[2] <= MOST_CELLS,
                "%s: is too large to be shown: it does not fit into memory, and array '%s' is not of series of at most %d cells "
                        + "that follow each other",
                file,
                array,
                MOST_CELLS);
    }

    /**
     * {@return a series as a model sees it, in the file's order of features}
     *
     * @param model folder or file
     * @throws IllegalArgumentException if the series do not fit the model, or are too many for this
     */
    public Matrix standardized(Path file, Path model, int index) throws IOException {
        SeriesSet all = series(file).whole();
        if (all == null) {
            throw new IllegalArgumentException(file + ": is too large to be shown as a model sees it");
        }
        try (Model opened = Models.open(model)) {
            boolean groups = opened.signature().standardizer().kind() == Standardization.PER_GROUP;
            PreparedSeries prepared = opened.prepare(groups ? all : all.select(index));
            return LoadedSeries.of(prepared.standardized(), groups ? index : 0);
        }
    }
}
