package io.unfade.serve.workspace;

import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.source.Location;
import io.unfade.serve.array.ArrayFiles;
import io.unfade.serve.array.LoadedSeries;
import io.unfade.serve.fact.FileFacts;
import io.unfade.serve.fact.FileSize;
import io.unfade.serve.fact.Head;
import io.unfade.serve.fact.TableHead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whether a file of a format that is read can be read. What is packed in it is counted before it is kept, so that a file that
 * unpacks to far more than it is costs time, up to a limit, but not memory.
 */
final class UploadCheck {
    private static final int MOST_ARRAYS = 1000;
    private static final long PART = 1 << 20;
    private static final Set<String> DIVIDED = Set.of("X", "saliency", "reference", "distractor", "on_task");

    private final ArrayFiles arrays;
    private final long limit;

    /** @param limit bytes of the largest file, also once unpacked */
    UploadCheck(ArrayFiles arrays, long limit) {
        this.arrays = arrays;
        this.limit = limit;
    }

    /**
     * Reads a file, if it is of a format that is read.
     *
     * @throws io.unfade.check.MalformedFileException if it violates its format
     * @throws IllegalArgumentException if it cannot be read here
     */
    void check(Path file) throws IOException {
        String name = FileFacts.lower(file);
        if (name.endsWith(".npz")) {
            checkArchive(file);
        } else if (FileFacts.isArray(name)) {
            checkUnpacked(file);
            if (isOfLabels(NpyHeader.of(file).shape())) {
                return;
            }
            arrays.openSeries(file);
        } else if (SeriesFiles.hasName(file)) {
            checkUnpacked(file);
            if (isSeries(file)) {
                readAll(file);
            }
        }
    }

    private static boolean isOfLabels(int[] shape) {
        return shape.length == 1 || (shape.length == 2 && shape[1] == 1);
    }

    /** {@return whether a text file is to be one of series: not predictions, and not a table of other things} */
    private static boolean isSeries(Path file) throws IOException {
        String name = FileFacts.lower(file);
        boolean binary =
                FileFacts.isOfImages(name) || SeriesFiles.otherFormat(file).isPresent();
        String head = binary ? "" : Head.of(file);
        if (TableHead.isOfPredictions(head)) {
            return false;
        }
        return !FileFacts.unpackedName(name).endsWith(".tsv") || TableHead.isOfSeries(head, true);
    }

    private void checkUnpacked(Path file) throws IOException {
        new Location(file, "")
                .require(
                        FileSize.unpacked(file, limit) <= limit,
                        "unpacks to more than %d bytes, the most that is taken",
                        limit);
    }

    private void checkArchive(Path file) throws IOException {
        boolean maps;
        try (NpzFile npz = NpzFile.open(file)) {
            Location whole = new Location(file, "");
            whole.require(npz.names().size() <= MOST_ARRAYS, "has more than %d arrays", MOST_ARRAYS);
            long sum = 0;
            for (String array : npz.names()) {
                NpyHeader header = npz.header(array);
                sum += header.bytes();
                npz.location(array)
                        .require(
                                DIVIDED.contains(array) || header.bytes() <= arrays.whole(),
                                "unpacks to %d bytes, more than memory has room for",
                                header.bytes());
            }
            whole.require(sum <= limit, "unpacks to %d bytes; at most %d are taken", sum, limit);
            maps = npz.has("saliency");
        }
        if (maps) {
            arrays.openMaps(file);
        } else {
            readAll(file);
        }
    }

    /** Reads all series, whole or, if they are many, part by part. */
    private void readAll(Path file) throws IOException {
        if (!(arrays.openSeries(file) instanceof LoadedSeries)) {
            SeriesParts.readWithGaps(file, FileFacts.reading(), PART, part -> {});
        }
    }
}
