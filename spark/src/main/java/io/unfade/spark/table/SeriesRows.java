package io.unfade.spark.table;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import java.util.ArrayList;
import java.util.List;

/** Series as rows of a table, see {@link Columns}. */
public final class SeriesRows {
    private SeriesRows() {}

    /** {@return the columns that a set fills} */
    public static StructType columns(SeriesSet set) {
        boolean exact = set.precision() == Precision.DOUBLE;
        StructType all = new StructType()
                .add(Columns.ID, DataTypes.StringType, false)
                .add(new StructField(
                        Columns.VALUES,
                        cells(exact ? DataTypes.DoubleType : DataTypes.FloatType),
                        false,
                        new MetadataBuilder()
                                .putStringArray(
                                        Columns.FEATURE_NAMES,
                                        set.featureNames().toArray(String[]::new))
                                .build()));
        if (set.hasLabels()) {
            all = all.add(Columns.LABEL, DataTypes.StringType, false);
        }
        if (set.groups().isPresent()) {
            all = all.add(Columns.GROUP, DataTypes.IntegerType, false);
        }
        return set.hasReference() ? all.add(Columns.REFERENCE, cells(DataTypes.BooleanType), false) : all;
    }

    private static DataType cells(DataType type) {
        return DataTypes.createArrayType(DataTypes.createArrayType(type, false), false);
    }

    /** {@return a row of each series, of its real steps} */
    public static List<Row> of(SeriesSet set) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < set.count(); i++) {
            List<Object> cells = new ArrayList<>();
            cells.add(set.ids().get(i));
            cells.add(set.precision() == Precision.DOUBLE ? doubles(set, i) : floats(set, i));
            if (set.hasLabels()) {
                cells.add(set.classNames().get(set.label(i)));
            }
            if (set.groups().isPresent()) {
                cells.add(set.groups().get()[i]);
            }
            if (set.hasReference()) {
                cells.add(reference(set, i));
            }
            rows.add(RowFactory.create(cells.toArray()));
        }
        return rows;
    }

    private static float[][] floats(SeriesSet set, int series) {
        float[][] steps = new float[set.length(series)][set.features()];
        for (int t = 0; t < steps.length; t++) {
            for (int c = 0; c < steps[t].length; c++) {
                steps[t][c] = (float) set.value(series, t, c);
            }
        }
        return steps;
    }

    private static double[][] doubles(SeriesSet set, int series) {
        double[][] steps = new double[set.length(series)][set.features()];
        for (int t = 0; t < steps.length; t++) {
            for (int c = 0; c < steps[t].length; c++) {
                steps[t][c] = set.value(series, t, c);
            }
        }
        return steps;
    }

    private static boolean[][] reference(SeriesSet set, int series) {
        boolean[][] steps = new boolean[set.length(series)][set.features()];
        for (int t = 0; t < steps.length; t++) {
            for (int c = 0; c < steps[t].length; c++) {
                steps[t][c] = set.reference(series, t, c);
            }
        }
        return steps;
    }
}
