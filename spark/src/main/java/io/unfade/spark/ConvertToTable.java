package io.unfade.spark;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.spark.table.SeriesRows;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ReadingOptions;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A series file as a table. The value is the number of rows.
 *
 * @param reading how to read the series
 */
@Meaning("Writes the series of a file as a table of Parquet files, with their labels, groups and known cells if there.")
public record ConvertToTable(
        @Meaning(value = "Series file to read.", file = Meaning.File.READ)
        Path data,

        @Meaning(as = PredictTable.class) String out,
        @Meaning("Series in each file of the table.") int seriesOfFile,
        @Meaning(as = SliceChoice.class) boolean overwrite,
        ReadingOptions reading)
        implements Request<Long> {
    private static final int SERIES_OF_FILE = 10_000;

    /** Checks numbers. */
    public ConvertToTable {
        BadRequest.atLeast(1, seriesOfFile, "seriesOfFile");
    }

    /** All series. */
    public ConvertToTable(Path data, String out) {
        this(data, out, SERIES_OF_FILE, false, new ReadingOptions());
    }

    @Override
    public Result<Long> execute(Progress progress) throws IOException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        TableFolder.clear(spark.sparkContext().hadoopConfiguration(), out, overwrite);
        SeriesSet set = reading.reader(progress).read(data);
        for (int from = 0; from < set.count(); from += seriesOfFile) {
            progress.check();
            int to = Math.min(set.count(), from + seriesOfFile);
            write(spark, set.select(IntStream.range(from, to).toArray()), from == 0);
        }
        long rows = set.count();
        return Result.of(
                this,
                rows,
                RequestJson.newObject().put("table", out).put("series", rows),
                "Wrote " + rows + " rows to " + out);
    }

    private void write(SparkSession spark, SeriesSet set, boolean first) {
        spark.createDataFrame(SeriesRows.of(set), SeriesRows.columns(set))
                .coalesce(1)
                .write()
                .mode(first ? SaveMode.ErrorIfExists : SaveMode.Append)
                .parquet(out);
    }
}
