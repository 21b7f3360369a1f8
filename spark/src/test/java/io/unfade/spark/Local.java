package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.spark.table.SeriesRows;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.Json;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Spark in this process with two cores, and small series and models for it. */
public final class Local {
    private static final int FEATURES = 4;

    private Local() {}

    /** {@return the session of all tests} */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    /** {@return labelled series of 5 to 40 steps, or all of 40} */
    public static SeriesSet series(int count, boolean equal, long seed) {
        Random random = new Random(seed);
        int steps = 40;
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, steps, FEATURES);
        int[] lengths = new int[count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = equal ? steps : 5 + random.nextInt(steps - 4);
            labels[i] = random.nextInt(2);
            for (int t = 0; t < lengths[i]; t++) {
                for (int c = 0; c < FEATURES; c++) {
                    builder.cell(i, t, c, (float) (random.nextGaussian() + (c == 1 && t < 5 ? labels[i] : 0)));
                }
            }
        }
        byte[] reference = new byte[count * steps * FEATURES];
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < 5; t++) {
                reference[(i * steps + t) * FEATURES + 1] = 1;
            }
        }
        return builder.lengths(lengths)
                .labels(labels, List.of("low", "high"))
                .ids(IntStream.range(0, count).mapToObj(i -> "s" + i).toList())
                .groups(IntStream.range(0, count).map(i -> i % 3).toArray())
                .reference(reference)
                .build();
    }

    /** Trains a model for one epoch. */
    public static void train(SeriesSet set, Path folder, String attention) throws IOException {
        Path data = folder.resolveSibling(folder.getFileName() + ".npz");
        SeriesFiles.write(set, data);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("command", "train").put("data", data.toString()).put("out", folder.toString());
        json.putObject("architecture").put("attention", attention);
        json.putObject("optimization").put("epochs", 1);
        Requests.of(json).run(Progress.NONE);
    }

    /** Writes a table of several files. */
    public static void write(SeriesSet set, Path table, int files) {
        session()
                .createDataFrame(SeriesRows.of(set), SeriesRows.columns(set))
                .repartition(files)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(table.toString());
    }

    /** {@return the rows of a table by id, of which each ends in a number} */
    public static List<Row> rows(Path table) {
        return session().read().parquet(table + "/slice=*").collectAsList().stream()
                .sorted(Comparator.comparingInt(
                        row -> Integer.parseInt(row.getString(0).substring(1))))
                .toList();
    }

    /** {@return the cells of a column of arrays in arrays, row-major} */
    public static float[] cells(Row row, String column) {
        List<scala.collection.Seq<Float>> steps = row.getList(row.fieldIndex(column));
        int width = steps.get(0).size();
        float[] cells = new float[steps.size() * width];
        for (int t = 0; t < steps.size(); t++) {
            for (int c = 0; c < width; c++) {
                cells[t * width + c] = steps.get(t).apply(c);
            }
        }
        return cells;
    }

    /** {@return the numbers of a column of arrays} */
    public static double[] numbers(Row row, String column) {
        List<Double> values = row.getList(row.fieldIndex(column));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
