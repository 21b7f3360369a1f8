package io.unfade.spark.table;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingValues;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A series of a table.
 *
 * @param id its name; empty if it has none
 * @param file its file, for messages
 * @param label the name of its class; null if unknown
 * @param values real cells, row-major (length, C); empty if there is a problem
 * @param features C
 * @param problem why it cannot be used, in a line for people; null if it can
 */
public record TableSeries(
        String id,
        String file,
        @Nullable String label,
        double[] values,
        int features,
        @Nullable String problem) {
    /** Stands for the row in messages, and is left out of them. */
    private static final Path HERE = Path.of("row");

    private static final int OF_ID = 0;
    private static final int OF_FILE = 1;
    private static final int OF_VALUES = 2;
    private static final int OF_LABEL = 3;
    private static final int OF_LENGTH = 4;

    /**
     * {@return the series of a row with the columns of {@link Columns#of}}
     *
     * @param features how many there must be; 0 for any
     * @param missing how missing values (NaN or null) are filled
     */
    public static TableSeries of(Row row, int features, MissingValues missing) {
        String id = row.isNullAt(OF_ID) ? "" : row.getString(OF_ID);
        String file = row.isNullAt(OF_FILE) ? "" : row.getString(OF_FILE);
        String label = row.isNullAt(OF_LABEL) ? null : row.getString(OF_LABEL);
        try {
            require(!id.isEmpty(), "it has no id");
            require(!row.isNullAt(OF_VALUES), "it has no values");
            List<scala.collection.Seq<Number>> steps = row.getList(OF_VALUES);
            long given = row.isNullAt(OF_LENGTH) ? steps.size() : row.getLong(OF_LENGTH);
            require(given >= 1 && given <= steps.size(), "its length must be in 1..%d, but is %d", steps.size(), given);
            int length = (int) given;
            int width = features > 0 || steps.get(0) == null
                    ? features
                    : steps.get(0).size();
            double[] values = new double[Math.multiplyExact(length, width)];
            for (int t = 0; t < length; t++) {
                copy(steps.get(t), t, width, values);
            }
            missing.fill(values, width, () -> new Location(HERE, ""));
            return new TableSeries(id, file, label, values, width, null);
        } catch (MalformedFileException e) {
            return bad(
                    id, file, e.inWords(name -> name).substring(HERE.toString().length() + 2));
        } catch (IllegalArgumentException e) {
            return bad(id, file, String.valueOf(e.getMessage()));
        }
    }

    private static TableSeries bad(String id, String file, String problem) {
        return new TableSeries(id, file, null, new double[0], 0, problem);
    }

    private static void require(boolean condition, String template, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, template, arguments));
        }
    }

    private static void copy(scala.collection.@Nullable Seq<Number> step, int t, int width, double[] values) {
        if (step == null || step.size() != width || width == 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "step %d must have %d features, but has %s",
                    t,
                    width,
                    step == null ? "none" : String.valueOf(step.size())));
        }
        int at = t * width;
        var cells = step.iterator();
        while (cells.hasNext()) {
            Number cell = cells.next();
            values[at++] = cell == null ? Double.NaN : cell.doubleValue();
        }
    }

    /** {@return its real steps} */
    public int length() {
        return values.length / features;
    }

    /** {@return the same without a label} */
    public TableSeries unlabelled() {
        return new TableSeries(id, file, null, values, features, problem);
    }

    /** {@return the same, which cannot be used after all} */
    public TableSeries but(String why) {
        return bad(id, file, why);
    }

    /**
     * {@return the series as a set, in this order}
     *
     * @param series at least one, all of the same number of features and without problems; labels count if all have one
     * @param least steps of the set, if none of them has more
     * @param names of the features; empty if unknown
     */
    public static SeriesSet set(List<TableSeries> series, Precision precision, int least, List<String> names) {
        int longest = series.stream().mapToInt(TableSeries::length).max().orElseThrow();
        int steps = Math.max(least, longest);
        int features = series.get(0).features;
        series.forEach(one -> require(
                one.features == features,
                "series '%s' has %d features, but series '%s' has %d",
                one.id,
                one.features,
                series.get(0).id,
                features));
        SeriesBuilder builder = SeriesSet.builder(precision, series.size(), steps, features)
                .ids(series.stream().map(TableSeries::id).toList())
                .lengths(series.stream().mapToInt(TableSeries::length).toArray());
        for (int i = 0; i < series.size(); i++) {
            builder.cells(i * steps * features, DoubleBuffer.wrap(series.get(i).values));
        }
        if (!names.isEmpty()) {
            builder.featureNames(names);
        }
        if (series.stream().allMatch(one -> one.label != null)) {
            List<String> classes = new ArrayList<>(series.stream()
                    .map(one -> String.valueOf(one.label))
                    .distinct()
                    .sorted()
                    .toList());
            builder.labels(
                    series.stream().mapToInt(one -> classes.indexOf(one.label)).toArray(), classes);
        }
        return builder.build();
    }
}
