package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.metric.MapMeasure;
import io.unfade.spark.table.Columns;
import io.unfade.spark.work.Explaining;
import io.unfade.spark.work.PartitionWork;
import io.unfade.spark.work.Scoring;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How well the maps of a table find the cells known to matter; the value is the mean of each measure. */
@Meaning(
        "Compares the maps that explain wrote with the cells that are known to matter, the column reference of the series, by their "
                + "ids, as the command score does in one process.")
public record ScoreTable(
        @Meaning(as = DiagnoseTable.class) String maps,

        @Meaning(value = "Table of the series, with the column reference: as values, of truth values.", label = "TABLE")
        String data,

        @Meaning(value = "Folder to write, of Parquet files: the measures of each map.", label = "TABLE")
        String out,

        @Meaning(as = SliceChoice.class) boolean overwrite)
        implements Request<Map<String, Double>> {
    /** Into a new folder. */
    public ScoreTable(String maps, String data, String out) {
        this(maps, data, out, false);
    }

    @Override
    public Result<Map<String, Double>> execute(Progress progress) throws IOException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Dataset<Row> series = TableRun.read(spark, data);
        Columns.check(
                series.schema(),
                data,
                Columns.REFERENCE,
                DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.BooleanType)));
        Dataset<Row> known = series.select(
                functions.col(Columns.ID).cast(DataTypes.StringType),
                functions
                        .col(Columns.REFERENCE)
                        .cast(DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.BooleanType))));
        Dataset<Row> table = TableRun.read(spark, maps);
        for (String column : List.of(Columns.ID, PartitionWork.ERROR, Explaining.SALIENCY)) {
            if (!Arrays.asList(table.columns()).contains(column)) {
                throw BadRequest.of("{maps}: %s has no column %s: it is no table of maps", maps, column);
            }
        }
        TableFolder.clear(spark.sparkContext().hadoopConfiguration(), out, overwrite);
        Dataset<Row> found =
                table.filter(functions.col(PartitionWork.ERROR).isNull()).select(Columns.ID, Explaining.SALIENCY);
        Dataset<Row> scored = found.join(known, Columns.ID)
                .select(Columns.ID, Explaining.SALIENCY, Columns.REFERENCE)
                .mapPartitions(new Scoring(), Encoders.row(Scoring.columns()));
        scored.write().mode(SaveMode.ErrorIfExists).parquet(out);
        return means(spark.read().parquet(out), found.count());
    }

    private Result<Map<String, Double>> means(Dataset<Row> scored, long maps) {
        List<Column> columns = new ArrayList<>(List.of(functions.count(PartitionWork.ERROR)));
        for (MapMeasure measure : MapMeasure.against(false)) {
            columns.add(functions.avg(functions.when(
                    functions.not(functions.isnan(functions.col(measure.key()))), functions.col(measure.key()))));
        }
        Row row =
                scored.agg(functions.count("*"), columns.toArray(Column[]::new)).first();
        long rows = row.getLong(0);
        if (rows == 0) {
            throw BadRequest.of("no map of %s has the id of a series of %s", this.maps, data);
        }
        if (rows > maps) {
            throw BadRequest.of("%s and %s hold an id more than once; ids must be distinct", this.maps, data);
        }
        long unfit = row.getLong(1);
        ObjectNode json = RequestJson.newObject();
        json.put("table", out);
        json.put("series", rows);
        json.put("withoutReference", maps - rows);
        json.put("unfit", unfit);
        ObjectNode means = json.putObject("mean");
        Map<String, Double> values = new TreeMap<>();
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Wrote the measures of %d maps to %s%n", rows, out));
        if (unfit > 0) {
            text.append(String.format(
                    Locale.ROOT, "%d references do not fit their maps; the column error says why%n", unfit));
        }
        int at = 2;
        for (MapMeasure measure : MapMeasure.against(false)) {
            double mean = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
            at++;
            values.put(measure.key(), mean);
            means.put(measure.key(), Double.isNaN(mean) ? null : mean);
            text.append(String.format(Locale.ROOT, "%-20s %.4f  %s%n", measure.title(), mean, measure.better()));
        }
        return Result.of(this, values, json, text.toString());
    }
}
