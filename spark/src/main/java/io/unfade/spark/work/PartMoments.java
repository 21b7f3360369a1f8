package io.unfade.spark.work;

import io.unfade.data.Moments;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.source.MissingValues;
import io.unfade.spark.table.TableSeries;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The moments of a partition as numbers, the first of which is the number of features; none if it is empty. */
public final class PartMoments implements MapPartitionsFunction<Row, double[]> {
    private static final long serialVersionUID = 1;
    private static final int ROWS = 256;

    private final Standardization kind;

    /** Moments of a kind. */
    public PartMoments(Standardization kind) {
        this.kind = kind;
    }

    /** {@return the moments that a partition gave} */
    public static Moments read(Standardization kind, double[] numbers) {
        double[] rest = new double[numbers.length - 1];
        System.arraycopy(numbers, 1, rest, 0, rest.length);
        return Moments.ofNumbers(kind, (int) numbers[0], rest);
    }

    @Override
    public Iterator<double[]> call(Iterator<Row> rows) {
        Batches batches = new Batches(rows, ROWS, 1);
        Moments all = null;
        while (batches.hasNext()) {
            List<TableSeries> series = batches.next().stream()
                    .map(row -> checked(TableSeries.of(row, 0, MissingValues.REFUSE)))
                    .toList();
            all = merged(all, Moments.of(kind, TableSeries.set(series, Precision.DOUBLE, 0, List.of())));
        }
        return all == null
                ? List.<double[]>of().iterator()
                : List.of(numbers(all)).iterator();
    }

    private static Moments merged(@Nullable Moments all, Moments part) {
        return all == null ? part : all.and(part);
    }

    private static double[] numbers(Moments moments) {
        double[] numbers = moments.numbers();
        double[] all = new double[numbers.length + 1];
        all[0] = moments.features();
        System.arraycopy(numbers, 0, all, 1, numbers.length);
        return all;
    }

    /** {@return the series, of which none may be left out here: the numbers would be others without a word} */
    private static TableSeries checked(TableSeries series) {
        if (series.problem() != null) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s, series '%s': %s", series.file(), series.id(), series.problem()));
        }
        return series;
    }
}
