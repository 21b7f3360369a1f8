package io.unfade.serve.model;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.model.Model;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.option.SeriesReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Series that a program asks about.
 *
 * @param precision of the values
 * @param features C
 * @param values of all series, one after the other without padding, row-major (length, C); NaN where one is missing
 * @param lengths steps of each series, at least 1
 */
record PosedSeries(Precision precision, int features, double[] values, int[] lengths) {
    /** Cells, with those that fill up the shorter series, that are taken at most. */
    static final int MOST_CELLS = 8_000_000;

    private static final Location PLACE = new Location(Path.of("series"), "");

    /** Checks the size before anything is made of it. */
    PosedSeries {
        Require.argument(lengths.length > 0, "there are no series");
        Require.argument(features > 0, "the series have no features");
        long cells = (long) lengths.length * Arrays.stream(lengths).max().orElse(0) * features;
        checkSize(cells);
    }

    static void checkSize(long cells) {
        Require.argument(
                cells <= MOST_CELLS,
                "the series have %d cells, and at most %d are taken at once; send fewer, or run the use case as a job",
                cells,
                MOST_CELLS);
    }

    /**
     * {@return series of float32, little-endian; the steps of one end with its last that is not all NaN}
     *
     * @param shape B, T and C
     */
    static PosedSeries of(byte[] bytes, int[] shape) {
        int steps = shape[1];
        int features = shape[2];
        checkSize((long) shape[0] * steps * features);
        Require.argument(
                bytes.length == 4L * shape[0] * steps * features,
                "series of shape %s have %d bytes, but there are %d",
                Arrays.toString(shape),
                4L * shape[0] * steps * features,
                bytes.length);
        float[] all = new float[shape[0] * steps * features];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(all);
        int[] lengths = new int[shape[0]];
        int cells = 0;
        for (int series = 0; series < lengths.length; series++) {
            lengths[series] = length(all, series * steps * features, steps, features);
            Require.argument(lengths[series] > 0, "series %d has no step: all of its values are NaN", series);
            cells += lengths[series] * features;
        }
        double[] values = new double[cells];
        int at = 0;
        for (int series = 0; series < lengths.length; series++) {
            for (int i = 0; i < lengths[series] * features; i++) {
                values[at++] = all[series * steps * features + i];
            }
        }
        return new PosedSeries(Precision.SINGLE, features, values, lengths);
    }

    private static int length(float[] all, int from, int steps, int features) {
        for (int cell = steps * features - 1; cell >= 0; cell--) {
            if (!Float.isNaN(all[from + cell])) {
                return cell / features + 1;
            }
        }
        return 0;
    }

    /**
     * {@return the series as the model reads them, missing values as those of its training series}
     *
     * @throws IllegalArgumentException if they do not fit the model
     * @throws IOException if a value is infinite, or missing where the model knows of no missing values
     */
    SeriesSet of(Model model) throws IOException {
        ReadingRule rule = model.reading().orElse(null);
        MissingMarks marks = rule == null ? null : rule.marks();
        int expected = expected(model);
        Require.argument(
                features == expected, "the model was made for %d features, but the series have %d", expected, features);
        int steps = Arrays.stream(lengths).max().orElseThrow();
        SeriesBuilder builder =
                SeriesSet.builder(precision, lengths.length, steps, features).lengths(lengths);
        int at = 0;
        for (int series = 0; series < lengths.length; series++) {
            int cells = lengths[series] * features;
            builder.cells(series * steps * features, DoubleBuffer.wrap(values, at, cells));
            at += cells;
        }
        List<String> names = model.signature().names().ofFeatures();
        if (names != null) {
            builder.featureNames(names.subList(0, features));
        }
        (rule == null ? MissingValues.REFUSE : rule.missing()).fill(builder, PLACE);
        SeriesSet set = builder.build();
        return SeriesReader.fitted(model, marks == null ? set : marks.applyTo(set, PLACE), PLACE.file());
    }

    private static int expected(Model model) {
        return model instanceof TrainedModel trained
                ? trained.description().measuredFeatures()
                : model.signature().features();
    }

    /** {@return the number of series} */
    int count() {
        return lengths.length;
    }
}
