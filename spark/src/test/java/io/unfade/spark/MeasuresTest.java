package io.unfade.spark;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.metric.MapMeasure;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.Explain;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.Scores;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What is measured of tables, against the same of one process. */
class MeasuresTest {
    @TempDir
    static Path folder;

    private static SeriesSet set;
    private static SaliencyMaps maps;
    private static String table;
    private static String explained;

    @BeforeAll
    static void prepare() throws IOException {
        Local.session();
        set = Local.series(70, false, 9);
        Path model = folder.resolve("model");
        Local.train(set, model, "none");
        table = folder.resolve("table").toString();
        explained = folder.resolve("explained").toString();
        Local.write(set, Path.of(table), 3);
        new ExplainTable(model, table, explained).run(Progress.NONE);
        new Explain(model, folder.resolve("model.npz"), folder.resolve("maps.npz")).run(Progress.NONE);
        maps = SaliencyFile.read(folder.resolve("maps.npz"));
    }

    @Test
    void diagnoseTable_isTheDiagnosisOfTheMaps() throws IOException {
        Result<Fading.Verdict> result = new DiagnoseTable(explained).execute(Progress.NONE);
        Fading expected = Diagnosis.fading(maps);
        assertThat(result.value()).isEqualTo(expected.verdict());
        assertThat(result.findings().path("shareInLast10Percent").asDouble())
                .isEqualTo(expected.shareInLast(Fading.LAST_TENTH), within(1e-12));
        assertThat(result.findings().path("uniformShareInLast10Percent").asDouble())
                .isEqualTo(expected.uniformShareInLast(Fading.LAST_TENTH), within(1e-12));
        assertThat(result.findings().path("series").asInt()).isEqualTo(70);
        assertThatThrownBy(() -> new DiagnoseTable(table).execute(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("has no column lastShare: it is no table of maps");
    }

    @Test
    void scoreTable_isTheScoreOfTheMaps() throws IOException {
        String out = folder.resolve("scores").toString();
        Result<Map<String, Double>> result = new ScoreTable(explained, table, out).execute(Progress.NONE);
        Scores expected = Scores.of(maps, set, 0);
        Map<String, Row> rows = Local.session().read().parquet(out).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row));
        for (MapMeasure measure : expected.measures()) {
            assertThat(result.value().get(measure.key())).isEqualTo(expected.mean(measure), within(1e-12));
            for (int i = 0; i < set.count(); i++) {
                assertThat(rows.get(set.ids().get(i)).<Double>getAs(measure.key()))
                        .isEqualTo(measure.of(expected.series().get(i)));
            }
        }
        assertThat(result.findings().path("withoutReference").asInt()).isZero();
    }

    @Test
    void standardizeTable_isTheStandardizerOfTheSeries() throws IOException {
        Standardizer found = new StandardizeTable(table).execute(Progress.NONE).value();
        Standardizer expected = Standardizer.fit(Standardization.PER_FEATURE, set);
        assertThat(found.mean()).containsExactly(expected.mean(), within(1e-12));
        assertThat(found.scale()).containsExactly(expected.scale(), within(1e-12));
        assertThatThrownBy(() -> new StandardizeTable(table, null, Standardization.NONE))
                .hasMessageContaining("must be per-feature or per-cell");
    }

    @Test
    void standardizeTable_ofMissingValues_namesTheRow() {
        float[][] bad = new float[3][4];
        bad[2][1] = Float.NaN;
        Path poisoned = folder.resolve("poisoned");
        Local.session()
                .createDataFrame(
                        List.of(RowFactory.create("a", new float[3][4]), RowFactory.create("b", bad)),
                        new StructType()
                                .add("id", DataTypes.StringType)
                                .add(
                                        "values",
                                        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType))))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(poisoned.toString());
        assertThatThrownBy(() -> new StandardizeTable(poisoned.toString()).execute(Progress.NONE))
                .rootCause()
                .hasMessageContaining("series 'b': step 2, feature 1: the value is missing");
    }
}
