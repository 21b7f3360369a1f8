package io.unfade.parquet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a set as a table of which a row is a series, of its real steps, with the names of features and classes where Spark
 * keeps what belongs to columns. A row group is held in memory before it is written.
 */
final class TableWriter {
    private static final long GROUP_CELLS = 1 << 22; // 16 MB of single precision

    private final SeriesSet set;
    private final MessageType schema;
    private final FileSink sink;
    private final ParquetProperties properties;

    private TableWriter(SeriesSet set, OutputStream out) throws IOException {
        this.set = set;
        schema = schema(set);
        sink = new FileSink(out, schema);
        properties = ParquetProperties.builder()
                .withMinRowCountForPageSizeCheck(1)
                .withDictionaryEncoding("values.list.element.list.element", false)
                .withStatisticsEnabled(false)
                .withPageWriteChecksumEnabled(false)
                .build();
    }

    static void write(SeriesSet set, Path file) throws IOException {
        AtomicFile.write(file, out -> new TableWriter(set, out).write());
    }

    private static MessageType schema(SeriesSet set) {
        List<Type> columns = new ArrayList<>();
        columns.add(text(SeriesColumns.ID));
        PrimitiveTypeName number =
                set.precision() == Precision.DOUBLE ? PrimitiveTypeName.DOUBLE : PrimitiveTypeName.FLOAT;
        columns.add(cells(SeriesColumns.VALUES, number));
        if (set.hasLabels()) {
            columns.add(text(SeriesColumns.LABEL));
        }
        if (set.groups().isPresent()) {
            columns.add(Types.required(PrimitiveTypeName.INT32).named(SeriesColumns.GROUP));
        }
        if (set.hasReference()) {
            columns.add(cells(SeriesColumns.REFERENCE, PrimitiveTypeName.BOOLEAN));
        }
        if (set.hasDistractor()) {
            columns.add(cells(SeriesColumns.DISTRACTOR, PrimitiveTypeName.BOOLEAN));
        }
        if (set.hasOnTask()) {
            columns.add(list(
                    SeriesColumns.ON_TASK,
                    Types.required(PrimitiveTypeName.BOOLEAN).named("element")));
        }
        return new MessageType("spark_schema", columns);
    }

    private static Type text(String name) {
        return Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }

    private static Type cells(String name, PrimitiveTypeName type) {
        return list(name, list("element", Types.required(type).named("element")));
    }

    private static Type list(String name, Type element) {
        return Types.requiredGroup()
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup().addField(element).named("list"))
                .named(name);
    }

    private String inWordsOfSpark() {
        List<ObjectNode> fields = new ArrayList<>();
        for (Type column : schema.getFields()) {
            String name = column.getName();
            Object type = switch (name) {
                case SeriesColumns.ID, SeriesColumns.LABEL -> "string";
                case SeriesColumns.GROUP -> "integer";
                case SeriesColumns.ON_TASK -> Names.list("boolean");
                case SeriesColumns.VALUES ->
                    Names.list(Names.list(set.precision() == Precision.DOUBLE ? "double" : "float"));
                default -> Names.list(Names.list("boolean"));
            };
            fields.add(
                    name.equals(SeriesColumns.LABEL)
                            ? Names.field(name, type, Names.OF_CLASSES, set.classNames())
                            : Names.field(
                                    name,
                                    type,
                                    Names.OF_FEATURES,
                                    name.equals(SeriesColumns.VALUES) ? set.featureNames() : List.of()));
        }
        return Names.table(fields);
    }

    private void write() throws IOException {
        int from = 0;
        while (from < set.count()) {
            from = writeGroup(from);
        }
        sink.end(Names.OF_SPARK, inWordsOfSpark());
    }

    /** Writes series until a row group is full. Returns the series after them. */
    private int writeGroup(int from) throws IOException {
        int series = from;
        try (ColumnWriteStore store = properties.newColumnWriteStore(schema, sink)) {
            long cells = 0;
            while (series < set.count() && cells < GROUP_CELLS) {
                for (ColumnDescriptor column : schema.getColumns()) {
                    writeSeries(column.getPath()[0], store.getColumnWriter(column), series);
                }
                store.endRecord();
                cells += (long) set.length(series) * set.features();
                series++;
            }
            store.flush();
        }
        sink.endGroup(series - from);
        return series;
    }

    private void writeSeries(String column, ColumnWriter writer, int series) {
        switch (column) {
            case SeriesColumns.ID -> writer.write(Binary.fromString(set.ids().get(series)), 0, 0);
            case SeriesColumns.LABEL ->
                writer.write(Binary.fromString(set.classNames().get(set.label(series))), 0, 0);
            case SeriesColumns.GROUP -> writer.write(set.groups().orElseThrow()[series], 0, 0);
            case SeriesColumns.VALUES -> writeValues(writer, series);
            case SeriesColumns.REFERENCE -> writeMask(writer, set.referenceMask(series), set.features());
            case SeriesColumns.DISTRACTOR -> writeMask(writer, set.distractorMask(series), set.features());
            default -> writeOnTask(writer, series);
        }
    }

    /** How many lists a cell goes on in. */
    private static int level(int cell, int features) {
        return cell == 0 ? 0 : cell % features == 0 ? 1 : 2;
    }

    private void writeValues(ColumnWriter writer, int series) {
        int features = set.features();
        int count = set.length(series) * features;
        if (set.precision() == Precision.DOUBLE) {
            double[] values = new double[count];
            set.copySteps(series, set.length(series), values, 0);
            for (int cell = 0; cell < count; cell++) {
                writer.write(values[cell], level(cell, features), 2);
            }
            return;
        }
        float[] values = new float[count];
        set.copySteps(series, set.length(series), values, 0);
        for (int cell = 0; cell < count; cell++) {
            writer.write(values[cell], level(cell, features), 2);
        }
    }

    private static void writeMask(ColumnWriter writer, boolean[] mask, int features) {
        for (int cell = 0; cell < mask.length; cell++) {
            writer.write(mask[cell], level(cell, features), 2);
        }
    }

    private void writeOnTask(ColumnWriter writer, int series) {
        for (int t = 0; t < set.length(series); t++) {
            writer.write(set.onTask(series, t), t == 0 ? 0 : 1, 1);
        }
    }
}
