package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.MissingValues;
import io.unfade.model.InputLayout;
import io.unfade.spark.table.Columns;
import io.unfade.spark.table.TableSeries;
import io.unfade.spark.work.Parcel;
import io.unfade.spark.work.PartitionWork;
import io.unfade.spark.work.SeriesWork;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A table of series through a model into a table of outcomes, slice by slice. */
final class TableRun {
    private static final int MOST_NAMED = 10;
    private static final int FIRST = 64;

    private final SparkSession spark;
    private final Request<?> request;
    private final String data;
    private final String out;
    private final SliceChoice choice;
    private final Progress progress;

    TableRun(Request<?> request, String data, String out, SliceChoice choice, Progress progress) {
        spark = SparkSession.builder().getOrCreate();
        this.request = request;
        this.data = data;
        this.out = out;
        this.choice = choice;
        this.progress = progress;
    }

    /** {@return the table of a name} */
    static Dataset<Row> read(SparkSession spark, String name) throws IOException {
        boolean isThere = isThere(spark, name);
        if (!isThere && !name.matches(".*[{\\[*?,].*")) {
            throw BadRequest.of("%s: there is no such file or folder", name);
        }
        try {
            return spark.read().parquet(isThere ? literal(name) : name);
        } catch (Exception e) { // checked, but not declared: they are thrown by Scala
            if (e instanceof AnalysisException) {
                String reason =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                throw BadRequest.of("%s cannot be read as a Parquet table: %s", name, reason);
            }
            throw e;
        }
    }

    /**
     * Does the work.
     *
     * @param model where it is, and how it is read
     * @param background series that go with it; null for none
     * @return the number of rows, and of those that could not be worked on
     */
    Result<Long> run(
            java.nio.file.Path model,
            @Nullable InputLayout layout,
            @Nullable SeriesSet background,
            SeriesWork work,
            int batchSize)
            throws IOException {
        Dataset<Row> table = read(spark, data);
        SeriesSet first = first(table);
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        ObjectNode asked = request.toJson();
        asked.remove("slices");
        Parcel content = Parcel.of(model, layout, background, first);
        asked.put("content", content.key()); // files of the same names may be others the next time
        TableFolder folder =
                TableFolder.of(context.hadoopConfiguration(), out, asked, List.of(table.inputFiles()), choice);
        Broadcast<Parcel> parcel = context.broadcast(content);
        PartitionWork partitions = new PartitionWork(parcel, work, batchSize, table.schema());
        StructType columns = PartitionWork.columns(work);
        for (int slice = 0; slice < folder.count(); slice++) {
            progress.check();
            progress.update("Slice " + (slice + 1) + "/" + folder.count(), (double) slice / folder.count(), "");
            if (!folder.isDone(slice)) {
                Columns.of(slice(table.schema(), folder.inputs(slice)), data)
                        .mapPartitions(partitions, Encoders.row(columns))
                        .write()
                        .mode(SaveMode.Overwrite)
                        .parquet(folder.folder(slice));
            }
        }
        progress.update("Slice " + folder.count() + "/" + folder.count(), 1, "");
        return result(spark.read().schema(columns).parquet(folder.folders()));
    }

    /** {@return the files of a slice; the columns in the names of folders stay if the table is one folder} */
    private Dataset<Row> slice(StructType schema, String... files) throws IOException {
        DataFrameReader reader = spark.read().schema(schema);
        if (isThere(spark, data)) {
            reader = reader.option("basePath", data);
        }
        return reader.parquet(Stream.of(files).map(TableRun::literal).toArray(String[]::new));
    }

    /** {@return whether a name is that of a file or folder, not a pattern of several} */
    private static boolean isThere(SparkSession spark, String name) throws IOException {
        Path path = new Path(name);
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    }

    /** {@return a name in which no letter stands for others} */
    private static String literal(String file) {
        return file.replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0");
    }

    /** {@return the first series that can be read; null if there are none} */
    private @Nullable SeriesSet first(Dataset<Row> table) {
        List<TableSeries> some = Columns.of(table, data).limit(FIRST).collectAsList().stream()
                .map(row -> TableSeries.of(row, 0, MissingValues.ZERO).unlabelled())
                .filter(series -> series.problem() == null)
                .toList();
        if (some.isEmpty()) {
            return null;
        }
        int features = some.get(0).features();
        return TableSeries.set(
                some.stream().filter(series -> series.features() == features).toList(),
                Columns.isDouble(table.schema()) ? Precision.DOUBLE : Precision.SINGLE,
                0,
                Columns.featureNames(table.schema()));
    }

    private Result<Long> result(Dataset<Row> written) {
        Dataset<Row> bad = written.filter(functions.col(PartitionWork.ERROR).isNotNull());
        Row counts = written.agg(functions.count("*"), functions.count(PartitionWork.ERROR))
                .first();
        long rows = counts.getLong(0);
        long failed = counts.getLong(1);
        ObjectNode json = RequestJson.newObject();
        json.put("table", out);
        json.put("series", rows);
        json.put("failed", failed);
        ArrayNode named = json.putArray("failures");
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "Wrote %d rows to %s%n", rows, out));
        if (failed > 0) {
            text.append(String.format(
                    Locale.ROOT, "%d of them could not be worked on; their column error says why:%n", failed));
            bad.select(Columns.FILE, Columns.ID, PartitionWork.ERROR)
                    .orderBy(Columns.FILE, Columns.ID)
                    .limit(MOST_NAMED)
                    .collectAsList()
                    .forEach(row -> {
                        named.addObject()
                                .put(
                                        Columns.FILE,
                                        TableFolder.decoded(row.getString(0)).toString())
                                .put(Columns.ID, row.getString(1))
                                .put(PartitionWork.ERROR, row.getString(2));
                        text.append(String.format(
                                Locale.ROOT,
                                "  %s, series '%s': %s%n",
                                TableFolder.decoded(row.getString(0)),
                                row.getString(1),
                                row.getString(2)));
                    });
        }
        Result<Long> result = new Result<>(asked(), rows, json, Message.text(text.toString()), false, null);
        return failed == 0
                ? result
                : result.butFailed(BadRequest.of(
                        "%d of %d series could not be worked on; correct or leave them out, the others are done",
                        failed, rows));
    }

    @SuppressWarnings("unchecked") // the type of its results is that of this run
    private Request<Long> asked() {
        return (Request<Long>) request;
    }
}
