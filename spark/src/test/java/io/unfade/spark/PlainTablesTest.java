package io.unfade.spark;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.source.MissingValues;
import io.unfade.spark.table.Columns;
import io.unfade.spark.table.SeriesRows;
import io.unfade.spark.table.TableSeries;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables between Spark and the commands that do without it, both ways, to the bit. */
class PlainTablesTest {
    @TempDir
    static Path folder;

    private static void assertSeries(SeriesSet found, int series, SeriesSet set, int same) {
        assertThat(found.length(series)).isEqualTo(set.length(same));
        double[] expected = new double[set.length(same) * set.features()];
        double[] cells = new double[expected.length];
        set.copySteps(same, set.length(same), expected, 0);
        found.copySteps(series, set.length(same), cells, 0);
        assertThat(cells).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "none"})
    void read_tableOfSpark_sameSeries(String compression) throws IOException {
        SeriesSet set = Local.series(60, false, 5);
        Path table = folder.resolve(compression);
        Local.session()
                .createDataFrame(SeriesRows.of(set), SeriesRows.columns(set))
                .repartition(3)
                .write()
                .option("compression", compression)
                .parquet(table.toString());
        SeriesSet found = SeriesFiles.read(table);
        assertThat(found.count()).isEqualTo(set.count());
        assertThat(found.precision()).isEqualTo(set.precision());
        assertThat(found.featureNames()).isEqualTo(set.featureNames());
        for (int i = 0; i < set.count(); i++) {
            int same = set.ids().indexOf(found.ids().get(i));
            assertSeries(found, i, set, same);
            assertThat(found.classNames().get(found.label(i)))
                    .isEqualTo(set.classNames().get(set.label(same)));
            assertThat(found.referenceMask(i)).isEqualTo(set.referenceMask(same));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void write_readBySpark_sameSeries(boolean exact) throws IOException {
        SeriesSet single = Local.series(40, false, 6);
        SeriesSet set = exact ? doubles(single) : single;
        Path file = folder.resolve(exact + ".parquet");
        SeriesFiles.write(set, file);
        Dataset<Row> table = Local.session().read().parquet(file.toString());
        assertThat(table.schema().simpleString())
                .isEqualTo(SeriesRows.columns(set).simpleString());
        assertThat(Columns.featureNames(table.schema())).isEqualTo(set.featureNames());
        assertThat(Columns.isDouble(table.schema())).isEqualTo(exact);
        List<Row> rows = Columns.of(table, "table").collectAsList();
        assertThat(rows).hasSize(set.count());
        for (int i = 0; i < rows.size(); i++) {
            TableSeries series = TableSeries.of(rows.get(i), set.features(), MissingValues.REFUSE);
            assertThat(series.problem()).isNull();
            assertThat(series.id()).isEqualTo(set.ids().get(i));
            assertThat(series.label()).isEqualTo(set.classNames().get(set.label(i)));
            double[] expected = new double[set.length(i) * set.features()];
            set.copySteps(i, set.length(i), expected, 0);
            assertThat(series.values()).isEqualTo(expected);
        }
    }

    private static SeriesSet doubles(SeriesSet set) {
        var builder = SeriesSet.builder(Precision.DOUBLE, set.count(), set.steps(), set.features());
        int[] lengths = new int[set.count()];
        int[] labels = new int[set.count()];
        for (int i = 0; i < set.count(); i++) {
            lengths[i] = set.length(i);
            labels[i] = set.label(i);
            for (int t = 0; t < set.length(i); t++) {
                for (int c = 0; c < set.features(); c++) {
                    builder.cell(i, t, c, set.value(i, t, c) / 3);
                }
            }
        }
        return builder.lengths(lengths).labels(labels, set.classNames()).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"})
    void read_longTableOfSpark_inOrderOfTime(String stamps) throws IOException {
        StructType columns = new StructType()
                .add("id", DataTypes.LongType)
                .add("time", DataTypes.TimestampType)
                .add("a", DataTypes.FloatType)
                .add("b", DataTypes.FloatType);
        List<Row> rows = new ArrayList<>();
        for (int t = 4; t >= 0; t--) {
            for (long i = 0; i < 3; i++) {
                rows.add(RowFactory.create(i, new Timestamp(1_700_000_000_000L + 1000L * t), i * 10f + t, i * 10f - t));
            }
        }
        Path table = folder.resolve(stamps);
        Local.session().conf().set("spark.sql.parquet.outputTimestampType", stamps);
        Local.session().createDataFrame(rows, columns).coalesce(1).write().parquet(table.toString());
        SeriesSet set = SeriesFiles.read(table);
        assertThat(set.ids()).containsExactly("0", "1", "2");
        assertThat(set.featureNames()).containsExactly("a", "b");
        for (int i = 0; i < 3; i++) {
            for (int t = 0; t < 5; t++) {
                assertThat(set.value(i, t, 0)).isEqualTo(i * 10 + t);
                assertThat(set.value(i, t, 1)).isEqualTo(i * 10 - t);
            }
        }
    }
}
