package io.unfade.parquet;

import io.unfade.data.Precision;
import io.unfade.data.source.Location;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The columns of a table of which a row is a step. {@code id}, {@code time}, {@code label} and {@code group} are found by name
 * without regard to case; all others are features.
 *
 * @param label null if there is none
 * @param group null if there is none
 */
record StepColumns(
        ColumnDescriptor id,
        ColumnDescriptor time,
        @Nullable ColumnDescriptor label,
        @Nullable ColumnDescriptor group,
        List<ColumnDescriptor> features) {
    private static final String TIME = "time";

    /** {@return whether a table has an id and a time, and no lists of values} */
    static boolean fits(MessageType schema) {
        boolean lists = schema.getColumns().stream()
                .anyMatch(column -> isNamed(column, SeriesColumns.VALUES) && column.getMaxRepetitionLevel() > 0);
        return !lists && find(schema, SeriesColumns.ID) != null && find(schema, TIME) != null;
    }

    private static boolean isNamed(ColumnDescriptor column, String name) {
        return column.getPath()[0].toLowerCase(Locale.ROOT).equals(name);
    }

    private static @Nullable ColumnDescriptor find(MessageType schema, String name) {
        return schema.getColumns().stream()
                .filter(column -> isNamed(column, name))
                .findFirst()
                .orElse(null);
    }

    /**
     * {@return the columns of a table}
     *
     * @throws io.unfade.check.MalformedFileException if one has a type that does not fit, or there is no feature
     */
    static StepColumns of(ParquetFile file) throws IOException {
        Location whole = new Location(file.path(), "");
        MessageType schema = file.schema();
        for (String name : List.of(SeriesColumns.ID, TIME, SeriesColumns.LABEL, SeriesColumns.GROUP)) {
            SeriesColumns.requireOne(
                    schema.getColumns().stream()
                            .filter(column -> isNamed(column, name))
                            .toList(),
                    whole);
        }
        ColumnDescriptor id = find(schema, SeriesColumns.ID);
        ColumnDescriptor time = find(schema, TIME);
        if (id == null || time == null) {
            throw whole.problem(
                    "must have the columns id and time, as the files before, but has %s", SeriesColumns.names(schema));
        }
        ColumnDescriptor label = find(schema, SeriesColumns.LABEL);
        ColumnDescriptor group = find(schema, SeriesColumns.GROUP);
        List<ColumnDescriptor> features = new ArrayList<>();
        for (ColumnDescriptor column : schema.getColumns()) {
            boolean named = column.equals(id) || column.equals(time) || column.equals(label) || column.equals(group);
            if (!named && !column.getPath()[0].startsWith(SeriesColumns.INDEX)) {
                features.add(column);
            }
        }
        PrimitiveType times = time.getPrimitiveType();
        boolean stamp = SeriesColumns.isTime(times) || times.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        SeriesColumns.require(
                isFlat(id) && SeriesColumns.isName(id.getPrimitiveType()), id, "text or whole numbers", whole);
        SeriesColumns.require(
                isFlat(time) && (stamp || SeriesColumns.isNumber(times)), time, "numbers, dates or time stamps", whole);
        SeriesColumns.require(
                label == null || (isFlat(label) && SeriesColumns.isName(label.getPrimitiveType())),
                label == null ? id : label,
                "text or whole numbers",
                whole);
        SeriesColumns.require(
                group == null || (isFlat(group) && SeriesColumns.isWhole(group.getPrimitiveType())),
                group == null ? id : group,
                "whole numbers",
                whole);
        for (ColumnDescriptor feature : features) {
            SeriesColumns.require(
                    isFlat(feature) && SeriesColumns.isNumber(feature.getPrimitiveType()),
                    feature,
                    "numbers, as every column but id, time, label and group",
                    whole);
        }
        whole.require(!features.isEmpty(), "has id and time, but no columns of features");
        return new StepColumns(id, time, label, group, List.copyOf(features));
    }

    private static boolean isFlat(ColumnDescriptor column) {
        return column.getMaxRepetitionLevel() == 0;
    }

    List<String> names() {
        return features.stream()
                .map(column -> String.join(".", column.getPath()))
                .toList();
    }

    Precision precision() {
        boolean single = features.stream()
                .allMatch(column -> column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT);
        return single ? Precision.SINGLE : Precision.DOUBLE;
    }
}
