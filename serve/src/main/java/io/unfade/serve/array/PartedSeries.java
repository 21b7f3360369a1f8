package io.unfade.serve.array;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesParts;
import io.unfade.serve.fact.FileFacts;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Series of a text file that are too many to hold: the file is read up to the one that is asked for. */
public final class PartedSeries implements SeriesView {
    private static final long PART = 1 << 20;

    private final Path file;
    private final Summary summary;

    PartedSeries(Path file) throws IOException {
        this.file = file;
        List<Integer> lengths = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> features = new ArrayList<>();
        SeriesParts.readWithGaps(file, FileFacts.reading(), PART, part -> {
            for (int i = 0; i < part.count(); i++) {
                lengths.add(part.length(i));
            }
            ids.addAll(part.ids());
            features.clear();
            features.addAll(part.featureNames());
        });
        summary = new Summary(
                lengths.stream().mapToInt(Integer::intValue).max().orElse(0),
                features.size(),
                lengths.stream().mapToInt(Integer::intValue).toArray(),
                null,
                List.of(),
                List.copyOf(features),
                List.copyOf(ids),
                false,
                false);
    }

    /** Ends the reading once the series is there. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Matrix matrix;

        Found(Matrix matrix) {
            super(null, null, false, false);
            this.matrix = matrix;
        }
    }

    @Override
    public Summary summary() {
        return summary;
    }

    @Override
    public Matrix values(int index) throws IOException {
        int[] before = {0};
        try {
            SeriesParts.readWithGaps(file, FileFacts.reading(), PART, part -> {
                int row = index - before[0];
                if (row < part.count()) {
                    throw new Found(padded(LoadedSeries.of(part, row)));
                }
                before[0] += part.count();
            });
        } catch (Found e) {
            return e.matrix;
        }
        throw new IOException("the file has become shorter");
    }

    /** {@return a series of a part as long as the longest of the file} */
    private Matrix padded(Matrix series) {
        float[] values = new float[summary.steps() * summary.features()];
        Arrays.fill(values, Float.NaN);
        System.arraycopy(series.values(), 0, values, 0, Math.min(values.length, series.values().length));
        return new Matrix(summary.steps(), summary.features(), values);
    }

    @Override
    public @Nullable Mask mask(String name, int index) {
        return null;
    }

    @Override
    public @Nullable SeriesSet whole() {
        return null;
    }

    @Override
    public long weight() {
        return 128L * summary.count();
    }
}
