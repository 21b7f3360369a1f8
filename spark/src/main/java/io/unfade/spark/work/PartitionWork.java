package io.unfade.spark.work;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.spark.table.Columns;
import io.unfade.spark.table.TableSeries;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * A partition of a table through a model: an outcome a row, in their order, and for rows that cannot be worked on the reason. Holds
 * some rows at a time. The numbers are those of the same series in a single process, to the last bit: matrices of few rows
 * are computed by other means, so series never come in fewer than {@value #FEWEST} at a time.
 */
public final class PartitionWork implements MapPartitionsFunction<Row, Row> {
    /** The column with the reason, null where there is none. */
    public static final String ERROR = "error";

    private static final long serialVersionUID = 1;
    private static final int FEWEST = 16;

    private final Broadcast<Parcel> parcel;
    private final SeriesWork work;
    private final int batchSize;
    private final boolean exact;
    private final ArrayList<String> featureNames;

    /**
     * Work with a model.
     *
     * @param batchSize rows at a time
     * @param schema of the table
     */
    public PartitionWork(Broadcast<Parcel> parcel, SeriesWork work, int batchSize, StructType schema) {
        this.parcel = parcel;
        this.work = work;
        this.batchSize = batchSize;
        exact = Columns.isDouble(schema);
        featureNames = new ArrayList<>(Columns.featureNames(schema));
    }

    /** {@return the columns of the rows that come out: id, the outcomes, the error and the file of the row} */
    public static StructType columns(SeriesWork work) {
        StructType all = new StructType().add(Columns.ID, DataTypes.StringType);
        for (var column : work.columns().fields()) {
            all = all.add(column);
        }
        return all.add(ERROR, DataTypes.StringType).add(Columns.FILE, DataTypes.StringType);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        OpenModels.OpenModel open = OpenModels.of(parcel.value());
        Batches batches = new Batches(rows, batchSize, FEWEST);
        return new Iterator<>() {
            private Iterator<Row> ready = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && batches.hasNext()) {
                    ready = worked(batches.next(), open).iterator();
                }
                return ready.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.next();
            }
        };
    }

    private List<Row> worked(List<Row> rows, OpenModels.OpenModel open) {
        List<TableSeries> series = rows.stream().map(row -> parsed(row, open)).toList();
        List<TableSeries> good =
                series.stream().filter(one -> one.problem() == null).toList();
        Iterator<Row> outcomes = good.isEmpty()
                ? List.<Row>of().iterator()
                : outcomes(good, open).iterator();
        return series.stream()
                .map(one -> one.problem() == null ? outcomes.next() : failed(one))
                .toList();
    }

    private static TableSeries parsed(Row row, OpenModels.OpenModel open) {
        TableSeries series = TableSeries.of(row, open.features(), open.missing());
        if (series.problem() == null && open.steps() > 0 && series.length() > open.steps()) {
            return series.but(String.format(
                    Locale.ROOT,
                    "it has %d steps, but per-cell standardization was made for %d",
                    series.length(),
                    open.steps()));
        }
        return open.namesClasses() ? series : series.unlabelled();
    }

    /** {@return the outcomes; if the work refuses the series, those of each by itself} */
    private List<Row> outcomes(List<TableSeries> series, OpenModels.OpenModel open) {
        try {
            return together(series, open);
        } catch (IllegalArgumentException e) {
            if (series.size() == 1) {
                String reason = String.valueOf(e.getMessage());
                return List.of(failed(series.get(0).but(reason)));
            }
            int half = series.size() / 2;
            List<Row> all = new ArrayList<>(outcomes(series.subList(0, half), open));
            all.addAll(outcomes(series.subList(half, series.size()), open));
            return all;
        }
    }

    private List<Row> together(List<TableSeries> series, OpenModels.OpenModel open) {
        int count = Math.max(series.size(), FEWEST);
        List<TableSeries> all = IntStream.range(0, count)
                .mapToObj(i -> series.get(i % series.size()))
                .toList();
        SeriesSet set = TableSeries.set(all, exact ? Precision.DOUBLE : Precision.SINGLE, open.steps(), featureNames);
        SeriesSet fitted = open.model().prepare(set).set();
        List<Object[]> outcomes = work.of(open.model(), fitted, open.background(), new TaskProgress());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            rows.add(row(series.get(i), outcomes.get(i)));
        }
        return rows;
    }

    private Row failed(TableSeries series) {
        return row(series, new Object[work.columns().size()]);
    }

    private static Row row(TableSeries series, Object[] outcomes) {
        Object[] cells = new Object[outcomes.length + 3];
        cells[0] = series.id();
        System.arraycopy(outcomes, 0, cells, 1, outcomes.length);
        cells[outcomes.length + 1] = series.problem();
        cells[outcomes.length + 2] = series.file();
        return RowFactory.create(cells);
    }
}
