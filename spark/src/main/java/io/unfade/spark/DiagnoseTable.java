package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.spark.work.Explaining;
import io.unfade.spark.work.PartitionWork;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** Whether the maps of a table fade; the value is the verdict. Reads two columns, so that it is quick for any number of rows. */
@Meaning(
        "Says of the maps that explain wrote whether they fade: the mean share of saliency in the last tenth of the steps.")
public record DiagnoseTable(
        @Meaning(value = "Table of maps, as explain writes it.", label = "TABLE")
        String maps) implements Request<Fading.Verdict> {

    @Override
    public Result<Fading.Verdict> execute(Progress progress) throws IOException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Dataset<Row> table = TableRun.read(spark, maps);
        if (!Arrays.asList(table.columns()).contains(Explaining.LAST_SHARE)) {
            throw BadRequest.of("{maps}: %s has no column %s: it is no table of maps", maps, Explaining.LAST_SHARE);
        }
        String steps = "size(" + Explaining.SALIENCY + ")";
        String last = "greatest(1, ceil(" + Fading.LAST_TENTH + " * " + steps + " - 1e-9)) / " + steps;
        Row found = table.filter(functions.col(PartitionWork.ERROR).isNull())
                .agg(
                        functions.count("*"),
                        functions.count(Explaining.LAST_SHARE),
                        functions.avg(Explaining.LAST_SHARE),
                        functions.expr("avg(if(" + Explaining.LAST_SHARE + " is null, null, " + last + "))"))
                .first();
        long rows = found.getLong(0);
        long counted = found.getLong(1);
        double share = counted == 0 ? Double.NaN : found.getDouble(2);
        double uniform = counted == 0 ? Double.NaN : found.getDouble(3);
        Fading.Verdict verdict = Fading.verdict(share, uniform);
        ObjectNode json = RequestJson.newObject();
        json.put("verdict", verdict.label());
        json.put("series", rows);
        json.put("withoutSaliency", rows - counted);
        json.put("shareInLast10Percent", counted == 0 ? null : share);
        json.put("uniformShareInLast10Percent", counted == 0 ? null : uniform);
        String text = String.format(
                Locale.ROOT,
                "Verdict: the saliency of %d series %s; %.1f %% of it lies in the last 10 %% of the steps%n%s",
                counted,
                verdict.label(),
                100 * share,
                Fading.rule());
        return Result.of(this, verdict, json, text);
    }
}
