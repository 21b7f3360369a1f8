package io.unfade.spark.table;

import io.unfade.workflow.base.BadRequest;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a table of series, a row a series: {@code id}, {@code values} (an array of steps, each an array of its C
 * features), and if there {@code label} and {@code length} (real steps, if the last ones are padding).
 */
public final class Columns {
    public static final String ID = "id";
    public static final String VALUES = "values";
    public static final String LABEL = "label";
    public static final String LENGTH = "length";
    public static final String GROUP = "group"; // is written, and not read: no row needs those of others
    /** Which cells are known to matter: as {@link #VALUES}, of truth values. */
    public static final String REFERENCE = "reference";
    /** The key of the metadata of the values with the names of the features. */
    static final String FEATURE_NAMES = "featureNames";

    /** The file of a row, for messages. */
    public static final String FILE = "file";

    private Columns() {}

    /**
     * {@return the columns of a table that are read, and the file of each row, in the order id, file, values, label, length, with
     * nulls for those that there are not}
     *
     * @param name of the table, for messages
     * @throws BadRequest if id or values are not there, or a column has another type
     */
    public static Dataset<Row> of(Dataset<Row> table, String name) {
        check(table.schema(), name, ID, DataTypes.StringType);
        check(table.schema(), name, VALUES, DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType)));
        if (has(table, LABEL)) {
            check(table.schema(), name, LABEL, DataTypes.StringType);
        }
        if (has(table, LENGTH)) {
            check(table.schema(), name, LENGTH, DataTypes.IntegerType);
        }
        List<Column> columns = new ArrayList<>(List.of(
                functions.col(ID).cast(DataTypes.StringType),
                functions.col("_metadata.file_path").as(FILE),
                functions.col(VALUES)));
        columns.add(optional(table, LABEL, DataTypes.StringType));
        columns.add(optional(table, LENGTH, DataTypes.LongType));
        return table.select(columns.toArray(Column[]::new));
    }

    private static Column optional(Dataset<Row> table, String name, DataType type) {
        return (has(table, name) ? functions.col(name) : functions.lit(null))
                .cast(type)
                .as(name);
    }

    private static boolean has(Dataset<Row> table, String name) {
        return Arrays.asList(table.columns()).contains(name);
    }

    /** {@return the names of the features, which a table that was converted holds; empty if they are unknown} */
    public static List<String> featureNames(StructType schema) {
        Metadata metadata = schema.apply(VALUES).metadata();
        return metadata.contains(FEATURE_NAMES) ? List.of(metadata.getStringArray(FEATURE_NAMES)) : List.of();
    }

    /** {@return whether cells of a table are in double precision} */
    public static boolean isDouble(StructType schema) {
        DataType steps = ((ArrayType) schema.apply(VALUES).dataType()).elementType();
        return ((ArrayType) steps).elementType().equals(DataTypes.DoubleType);
    }

    /**
     * Checks that a column is there and of a type.
     *
     * @throws BadRequest if not
     */
    public static void check(StructType schema, String table, String name, DataType wanted) {
        if (!Arrays.asList(schema.fieldNames()).contains(name)) {
            throw BadRequest.of(
                    "%s: there is no column '%s', only %s; a table of series has the columns id and values, and may have label and"
                            + " length",
                    table, name, String.join(", ", schema.fieldNames()));
        }
        StructField field = schema.apply(name);
        if (!fits(field.dataType(), wanted)) {
            throw BadRequest.of(
                    "%s: the column '%s' must be %s, but is %s",
                    table, name, wanted.simpleString(), field.dataType().simpleString());
        }
    }

    private static boolean fits(DataType found, DataType wanted) {
        if (wanted instanceof ArrayType several) {
            return found instanceof ArrayType own && fits(own.elementType(), several.elementType());
        }
        if (wanted.equals(DataTypes.FloatType)) {
            return found.equals(DataTypes.FloatType) || found.equals(DataTypes.DoubleType);
        }
        if (wanted.equals(DataTypes.StringType)) {
            return found.equals(DataTypes.StringType) || found instanceof IntegralType;
        }
        boolean whole = wanted.equals(DataTypes.BooleanType) || wanted.equals(DataTypes.IntegerType);
        return found.equals(wanted) || (whole && found instanceof IntegralType);
    }
}
