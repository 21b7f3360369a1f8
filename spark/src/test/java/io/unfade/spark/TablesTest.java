package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Predictions;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Export;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Result;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tables through models, against the same use cases in one process. */
class TablesTest {
    private static final int COUNT = 150;

    @TempDir
    static Path folder;

    private static SeriesSet ragged;
    private static SeriesSet equal;

    @BeforeAll
    static void prepare() throws IOException {
        Local.session();
        ragged = Local.series(COUNT, false, 1);
        equal = Local.series(COUNT, true, 2);
        Local.train(ragged, folder.resolve("ragged"), "input-cell");
        Local.train(equal, folder.resolve("equal"), "none");
    }

    @ParameterizedTest
    @CsvSource({
        "ragged, gradient, 1, 64",
        "ragged, integrated-gradients, 5, 16",
        "ragged, smooth-grad, 40, 64",
        "equal, occlusion, 5, 64",
        "equal, expected-gradients, 3, 7",
    })
    void explainTable_isExplainInOneProcess_toTheLastBit(String name, String method, int files, int batchSize)
            throws IOException {
        SeriesSet set = name.equals("ragged") ? ragged : equal;
        Path model = folder.resolve(name);
        Path table = folder.resolve(name + "-" + method);
        Local.write(set, table, files);
        Path out = folder.resolve("maps-" + method);
        ExplainTable request = (ExplainTable) new ExplainTable(model, table.toString(), out.toString()).with("seed", 3);
        Explain single = (Explain)
                new Explain(model, folder.resolve(name + ".npz"), folder.resolve(method + ".npz")).with("seed", 3);
        if (method.equals("expected-gradients")) {
            request = (ExplainTable) request.with("explanation.background", folder.resolve(name + ".npz"));
            single = (Explain) single.with("explanation.background", folder.resolve(name + ".npz"));
        }
        request = (ExplainTable) request.with("explanation.method", method).with("explanation.batchSize", batchSize);
        Result<Long> result = request.run(Progress.NONE);
        single.with("explanation.method", method).run(Progress.NONE);

        SaliencyMaps expected = SaliencyFile.read(folder.resolve(method + ".npz"));
        List<Row> rows = Local.rows(out);
        assertThat(result.failure()).isNull();
        assertThat(result.value()).isEqualTo(COUNT);
        assertThat(rows).hasSize(COUNT);
        for (int i = 0; i < COUNT; i++) {
            Row row = rows.get(i);
            assertThat(row.getString(0)).isEqualTo(set.ids().get(i));
            float[] cells = Local.cells(row, "saliency");
            for (int cell = 0; cell < cells.length; cell++) {
                assertThat(cells[cell])
                        .isEqualTo((float) expected.value(i, cell / set.features(), cell % set.features()));
            }
            assertThat(cells).hasSize(set.length(i) * set.features());
            assertThat(row.getString(row.fieldIndex("target")))
                    .isEqualTo(List.of("low", "high").get(expected.target(i)));
            assertThat(Local.numbers(row, "probabilities"))
                    .containsExactly(expected.probability(i, 0), expected.probability(i, 1));
        }
    }

    @Test
    void predictTable_isPredictInOneProcess_toTheLastBit() throws IOException {
        Path table = folder.resolve("to-predict");
        Local.write(ragged, table, 11); // 13 or 14 rows each: fewer than are computed together
        Path out = folder.resolve("predictions");
        Result<Long> result =
                new PredictTable(folder.resolve("ragged"), table.toString(), out.toString()).run(Progress.NONE);
        assertThat(result.findings().path("failed").asInt()).isZero();
        try (Model model = Models.open(folder.resolve("ragged"))) {
            Predictions expected = Predictions.of(model, ragged, 64);
            List<Row> rows = Local.rows(out);
            for (int i = 0; i < COUNT; i++) {
                assertThat(Local.numbers(rows.get(i), "probabilities")).containsExactly(expected.probabilities()[i]);
                assertThat(rows.get(i).getString(rows.get(i).fieldIndex("predicted")))
                        .isEqualTo(expected.predictedName(i));
            }
        }
    }

    @Test
    void rowsThatCannotBeWorkedOn_areNamed_andTheOthersDone() throws IOException {
        StructType columns = new StructType()
                .add("id", DataTypes.StringType)
                .add("values", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType)))
                .add("label", DataTypes.StringType);
        float[][] good = new float[10][4];
        float[][] missing = new float[10][4];
        missing[3][2] = Float.NaN;
        float[][] narrow = new float[10][4];
        narrow[7] = new float[3];
        Path table = folder.resolve("poisoned");
        Local.session()
                .createDataFrame(
                        List.of(
                                RowFactory.create("s0", good, "low"),
                                RowFactory.create("s1", missing, "low"),
                                RowFactory.create("s2", narrow, "low"),
                                RowFactory.create("s3", good, "unheard of"),
                                RowFactory.create("s4", null, "low"),
                                RowFactory.create("s5", good, "high"),
                                RowFactory.create("s6", new float[0][0], "high")),
                        columns)
                .coalesce(1)
                .write()
                .parquet(table.toString());
        Path out = folder.resolve("of-poisoned");
        Result<?> result = new ExplainTable(folder.resolve("ragged"), table.toString(), out.toString())
                .with("explanation.target", "label")
                .run(Progress.NONE);
        assertThat(result.failure())
                .isInstanceOf(BadRequest.class)
                .hasMessage("5 of 7 series could not be worked on; correct or leave them out, the others are done");
        List<Row> rows = Local.rows(out);
        assertThat(rows.stream().map(row -> row.<String>getAs("error")).toList())
                .satisfiesExactly(
                        error -> assertThat(error).isNull(),
                        error -> assertThat(error).startsWith("step 3, feature 2: the value is missing"),
                        error -> assertThat(error).isEqualTo("step 7 must have 4 features, but has 3"),
                        error -> assertThat(error).contains("unheard of"),
                        error -> assertThat(error).isEqualTo("it has no values"),
                        error -> assertThat(error).isNull(),
                        error -> assertThat(error).isEqualTo("its length must be in 1..0, but is 0"));
        assertThat(rows.get(0).isNullAt(rows.get(0).fieldIndex("saliency"))).isFalse();
        assertThat(result.text()).contains("part-00000", "series 's2': step 7 must have 4 features, but has 3");
    }

    @Test
    void tableOfOneFile_worksInOneSlice_andIsNotWrittenTwice() throws IOException {
        Path table = folder.resolve("once");
        Local.write(ragged, table, 1);
        Path out = folder.resolve("of-once");
        PredictTable request = new PredictTable(folder.resolve("ragged"), table.toString(), out.toString());
        request.run(Progress.NONE);
        assertThatThrownBy(() -> request.run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("is there already; go on with it by resume, replace it by overwrite");
        assertThat(request.with("slices.overwrite", true).run(Progress.NONE).value())
                .isEqualTo(COUNT);
        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.writeString(other.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> new PredictTable(folder.resolve("ragged"), table.toString(), other.toString())
                        .with("slices.overwrite", true)
                        .run(Progress.NONE))
                .hasMessageContaining("is there and is no table of such a job");
        assertThat(other.resolve("notes.txt")).exists();
    }

    @Test
    void resume_keepsSlicesThatAreDone_andDoesTheOthers() throws IOException {
        Path table = folder.resolve("sliced");
        Local.write(ragged, table, 4);
        Path out = folder.resolve("of-sliced");
        PredictTable request = new PredictTable(folder.resolve("ragged"), table.toString(), out.toString());
        request.run(Progress.NONE);
        List<Row> before = Local.rows(out);
        Path kept = out.resolve("slice=0/_SUCCESS");
        FileTime written = Files.getLastModifiedTime(kept);
        Files.delete(out.resolve("slice=2/_SUCCESS")); // as a job leaves it that is killed
        Result<?> result = request.with("slices.resume", true).run(Progress.NONE);
        assertThat(result.value()).isEqualTo((long) COUNT);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        assertThat(Local.rows(out)).isEqualTo(before);
        assertThatThrownBy(() ->
                        request.with("batchSize", 8).with("slices.resume", true).run(Progress.NONE))
                .hasMessageContaining("is of another request, or of files that have changed");
    }

    @Test
    void wrongTables_areRefusedByTheirColumns() {
        Path table = folder.resolve("wrong");
        Local.session()
                .range(3)
                .selectExpr("id", "array(1, 2) as values")
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(table.toString());
        assertThatThrownBy(() -> new PredictTable(
                                folder.resolve("ragged"),
                                table.toString(),
                                folder.resolve("never").toString())
                        .run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageEndingWith("the column 'values' must be array<array<float>>, but is array<int>");
        Path none = folder.resolve("none.parquet");
        assertThatThrownBy(() -> new PredictTable(
                                folder.resolve("ragged"),
                                none.toString(),
                                folder.resolve("never").toString())
                        .run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessage(none + ": there is no such file or folder");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void convertToTable_holdsTheSeries() throws IOException {
        Path file = folder.resolve("ragged.npz");
        Path out = folder.resolve("converted");
        Result<?> result = new ConvertToTable(file, out.toString())
                .with("seriesOfFile", 60)
                .run(Progress.NONE);
        assertThat(result.value()).isEqualTo((long) COUNT);
        List<Row> rows = Local.session().read().parquet(out.toString()).collectAsList();
        assertThat(rows).hasSize(COUNT);
        Row row = rows.stream()
                .filter(one -> one.getString(0).equals("s7"))
                .findFirst()
                .orElseThrow();
        float[] cells = Local.cells(row, "values");
        for (int cell = 0; cell < cells.length; cell++) {
            assertThat(cells[cell]).isEqualTo((float) ragged.value(7, cell / 4, cell % 4));
        }
        assertThat(row.<String>getAs("label")).isEqualTo(ragged.classNames().get(ragged.label(7)));
        assertThat(row.<Integer>getAs("group")).isEqualTo(1);
        assertThatThrownBy(() -> new ConvertToTable(file, out.toString()).run(Progress.NONE))
                .hasMessageContaining("is there already; replace it by overwrite");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.filter(one -> one.toString().endsWith(".parquet"))).hasSize(3);
        }
    }

    @Test
    void modelOfAnotherProgram_worksInAFolderOfAnyName() throws IOException {
        Path net = folder.resolve("net.onnx");
        new Export(folder.resolve("equal"), net).run(Progress.NONE);
        Path table = folder.resolve("a table, 100 % {odd} \u00fc");
        Local.write(equal, table, 3);
        Path out = folder.resolve("of net");
        new PredictTable(net, table.toString(), out.toString()).run(Progress.NONE);
        assertPredicted(out, net, equal);
    }

    @Test
    void standardizationPerCell_takesShorterRowsInAnyCompany_andRefusesLongerOnes() throws IOException {
        Path model = folder.resolve("per-cell");
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("command", "train")
                .put("data", folder.resolve("equal.npz").toString())
                .put("out", model.toString());
        json.putObject("architecture").put("standardization", "per-cell").put("attention", "none");
        json.putObject("optimization").put("epochs", 1);
        Requests.of(json).run(Progress.NONE);
        Path table = folder.resolve("shorter");
        Local.write(ragged, table, COUNT / 2); // most files hold no row of 40 steps
        Path out = folder.resolve("of-shorter");
        Result<?> result = new PredictTable(model, table.toString(), out.toString()).run(Progress.NONE);
        assertThat(result.failure()).isNull();
        assertPredicted(out, model, ragged);
        Path longer = folder.resolve("longer");
        Local.write(
                SeriesSet.of(new float[2][41][4]).toBuilder()
                        .ids(List.of("s0", "s1"))
                        .build(),
                longer,
                1);
        Result<?> refused = new PredictTable(
                        model, longer.toString(), folder.resolve("of-longer").toString())
                .run(Progress.NONE);
        assertThat(refused.text()).contains("it has 41 steps, but per-cell standardization was made for 40");
    }

    @Test
    void namesOfFeatures_travelWithTheTable() throws IOException {
        SeriesSet named =
                equal.toBuilder().featureNames(List.of("a", "b", "c", "d")).build();
        Local.train(named, folder.resolve("named"), "none");
        SeriesSet turned = named.withFeatures(3, 2, 1, 0);
        Path table = folder.resolve("turned");
        Local.write(turned, table, 2);
        Path out = folder.resolve("of-turned");
        new PredictTable(folder.resolve("named"), table.toString(), out.toString()).run(Progress.NONE);
        assertPredicted(out, folder.resolve("named"), named);
    }

    @Test
    void resume_noticesAnotherModelOfTheSameName() throws IOException {
        Path model = folder.resolve("changing");
        Local.train(ragged, model, "none");
        Path table = folder.resolve("to-change");
        Local.write(ragged, table, 2);
        PredictTable request = new PredictTable(
                model, table.toString(), folder.resolve("of-changing").toString());
        request.run(Progress.NONE);
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("command", "train")
                .put("data", folder.resolve("changing.npz").toString())
                .put("out", model.toString())
                .put("overwrite", true)
                .put("seed", 4);
        json.putObject("optimization").put("epochs", 1);
        Requests.of(json).run(Progress.NONE);
        assertThatThrownBy(() -> request.with("slices.resume", true).run(Progress.NONE))
                .hasMessageContaining("is of another request, or of files that have changed");
    }

    @Test
    void length_leavesPaddingOut() throws IOException {
        Path whole = folder.resolve("whole");
        Local.write(equal, whole, 2);
        Path table = folder.resolve("with-length");
        Local.session()
                .read()
                .parquet(whole.toString())
                .withColumn("length", functions.expr("if(id = 's3', 41, cast(7 as bigint))"))
                .write()
                .parquet(table.toString());
        Path out = folder.resolve("of-lengths");
        Result<?> result =
                new PredictTable(folder.resolve("ragged"), table.toString(), out.toString()).run(Progress.NONE);
        List<Row> rows = Local.rows(out);
        assertThat(rows.get(3).<String>getAs("error")).isEqualTo("its length must be in 1..40, but is 41");
        assertThat(result.findings().path("failed").asInt()).isEqualTo(1);
        try (Model model = Models.open(folder.resolve("ragged"))) {
            assertThat(Local.numbers(rows.get(5), "probabilities"))
                    .containsExactly(Predictions.of(model, equal.first(7), 64).probabilities()[5]);
        }
    }

    private static void assertPredicted(Path out, Path model, SeriesSet set) throws IOException {
        List<Row> rows = Local.rows(out);
        try (Model opened = Models.open(model)) {
            Predictions expected = Predictions.of(opened, set, 64);
            for (int i = 0; i < COUNT; i++) {
                assertThat(Local.numbers(rows.get(i), "probabilities")).containsExactly(expected.probabilities()[i]);
            }
        }
    }
}
