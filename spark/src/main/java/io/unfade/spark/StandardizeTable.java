package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.Progress;
import io.unfade.data.Moments;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.spark.table.Columns;
import io.unfade.spark.work.PartMoments;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

/**
 * Mean and standard deviation of each feature, or of each cell, of a table; the value is the standardizer. Each part of the table gives
 * its {@link Moments}, which are merged here one by one.
 */
@Meaning(
        "Computes the mean and the standard deviation of each feature of a table of series, or of each cell of series of one length, "
                + "as training in one process does.")
public record StandardizeTable(
        @Meaning(as = PredictTable.class) String data,

        @Meaning(value = "File to write: JSON with the keys mean and scale, and their shape.", label = "S.json")
        @Nullable
        Path out,

        @Meaning("per-feature or per-cell.") Standardization standardization)
        implements Request<Standardizer> {
    /** Checks the kind. */
    public StandardizeTable {
        if (!standardization.isLearnt()) {
            throw BadRequest.of(
                    "{standardization} must be per-feature or per-cell, whose numbers are those of a table, but was %s",
                    standardization.key());
        }
    }

    /** Of each feature. */
    public StandardizeTable(String data) {
        this(data, null, Standardization.PER_FEATURE);
    }

    @Override
    public Result<Standardizer> execute(Progress progress) throws IOException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Dataset<Row> table = TableRun.read(spark, data);
        Iterator<double[]> parts = Columns.of(table, data)
                .mapPartitions(new PartMoments(standardization), Encoders.javaSerialization(double[].class))
                .collectAsList()
                .iterator();
        Moments all = null;
        while (parts.hasNext()) {
            Moments part = PartMoments.read(standardization, parts.next());
            all = all == null ? part : all.and(part);
        }
        if (all == null) {
            throw BadRequest.of("%s holds no series", data);
        }
        Standardizer standardizer = all.standardizer();
        ObjectNode json = json(standardizer, all.count());
        Path file = out;
        if (file != null) {
            AtomicFile.write(file, bytes -> bytes.write(Json.MAPPER.writeValueAsBytes(json)));
        }
        String text = String.format(
                Locale.ROOT,
                "Mean and standard deviation of %d features over %d %s%s%n",
                all.features(),
                all.count(),
                standardization == Standardization.PER_CELL ? "series" : "steps",
                file == null ? "" : ", written to " + file);
        return Result.of(this, standardizer, json, text);
    }

    private static ObjectNode json(Standardizer standardizer, long count) {
        ObjectNode json = RequestJson.newObject();
        json.put("standardization", standardizer.kind().key());
        json.put("count", count);
        ArrayNode shape = json.putArray("shape");
        for (int size : standardizer.shape()) {
            shape.add(size);
        }
        json.set("mean", Json.MAPPER.valueToTree(standardizer.mean()));
        json.set("scale", Json.MAPPER.valueToTree(standardizer.scale()));
        return json;
    }
}
