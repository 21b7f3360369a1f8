package io.unfade.parquet;

import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of a table of which a row is a series, found by name without regard to case. */
final class SeriesColumns {
    static final String ID = "id";
    static final String VALUES = "values";
    static final String LABEL = "label";
    static final String LENGTH = "length";
    static final String GROUP = "group";
    static final String REFERENCE = "reference";
    static final String DISTRACTOR = "distractor";
    static final String ON_TASK = "on_task";
    /** Begins the names of columns of pandas for its index. */
    static final String INDEX = "__index_level_";

    private static final List<String> KNOWN = List.of(ID, VALUES, LABEL, LENGTH, GROUP, REFERENCE, DISTRACTOR, ON_TASK);

    private final Map<String, List<ColumnDescriptor>> leaves = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final ParquetFile file;

    private SeriesColumns(ParquetFile file) {
        this.file = file;
    }

    /**
     * {@return the columns of a file}
     *
     * @throws io.unfade.check.MalformedFileException if there are no values, or a column has a type that does not fit
     */
    static SeriesColumns of(ParquetFile file) throws IOException {
        SeriesColumns columns = new SeriesColumns(file);
        Location whole = new Location(file.path(), "");
        for (ColumnDescriptor leaf : file.schema().getColumns()) {
            String name = leaf.getPath()[0].toLowerCase(Locale.ROOT);
            if (KNOWN.contains(name)) {
                columns.leaves.computeIfAbsent(name, key -> new ArrayList<>()).add(leaf);
            } else if (!leaf.getPath()[0].startsWith(INDEX) && !columns.unknown.contains(leaf.getPath()[0])) {
                columns.unknown.add(leaf.getPath()[0]);
            }
        }
        whole.require(
                columns.leaves.containsKey(VALUES),
                "has neither the columns id and values (a row a series) nor id, time and features (a row a step), but %s",
                names(file.schema()));
        for (String name : columns.leaves.keySet()) {
            columns.check(name, whole);
        }
        return columns;
    }

    static String names(MessageType schema) {
        return schema.getFields().stream()
                .map(Type::getName)
                .map(PlainText::quote)
                .collect(Collectors.joining(", "));
    }

    private void check(String name, Location whole) throws IOException {
        List<ColumnDescriptor> found = leaves.getOrDefault(name, List.of());
        requireOne(found, whole);
        whole.require(found.size() == 1, "there are %d columns in '%s', but must be one", found.size(), name);
        ColumnDescriptor leaf = found.get(0);
        int lists = leaf.getMaxRepetitionLevel();
        switch (name) {
            case ID, LABEL ->
                require(lists == 0 && isName(leaf.getPrimitiveType()), leaf, "text or whole numbers", whole);
            case LENGTH, GROUP -> require(lists == 0 && isWhole(leaf.getPrimitiveType()), leaf, "whole numbers", whole);
            case VALUES ->
                require(
                        (lists == 1 || lists == 2) && isNumber(leaf.getPrimitiveType()),
                        leaf,
                        "lists of steps, each a list of float or double",
                        whole);
            case ON_TASK ->
                require(lists == 1 && isTruth(leaf.getPrimitiveType()), leaf, "lists of truth values", whole);
            default ->
                require(
                        lists == find(VALUES).getMaxRepetitionLevel() && isTruth(leaf.getPrimitiveType()),
                        leaf,
                        "lists as those of 'values', of truth values",
                        whole);
        }
    }

    /** Checks that columns which are found by one name have one name. */
    static void requireOne(List<ColumnDescriptor> found, Location whole) throws IOException {
        List<String> names =
                found.stream().map(leaf -> leaf.getPath()[0]).distinct().toList();
        whole.require(
                names.size() < 2,
                "has the columns %s, which differ only in case; rename or leave out all but one",
                names.stream().map(PlainText::quote).collect(Collectors.joining(", ")));
    }

    /** Checks that a column holds what is wanted. */
    static void require(boolean condition, ColumnDescriptor leaf, String wanted, Location whole) throws IOException {
        whole.require(
                condition, "the column '%s' must hold %s, but holds %s", leaf.getPath()[0], wanted, inWords(leaf));
    }

    private static String inWords(ColumnDescriptor leaf) {
        String type = leaf.getPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
        LogicalTypeAnnotation meaning = leaf.getPrimitiveType().getLogicalTypeAnnotation();
        String name = meaning == null ? type : type + " (" + meaning.toString().toLowerCase(Locale.ROOT) + ")";
        return "lists of ".repeat(leaf.getMaxRepetitionLevel()) + name;
    }

    static boolean isWhole(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        boolean plain = meaning == null || meaning instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation;
        return plain
                && (type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                        || type.getPrimitiveTypeName() == PrimitiveTypeName.INT64);
    }

    static boolean isTime(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        return meaning instanceof TimestampLogicalTypeAnnotation
                || meaning instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation;
    }

    static boolean isTruth(PrimitiveType type) {
        return isWhole(type) || type.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN;
    }

    static boolean isNumber(PrimitiveType type) {
        return isTruth(type)
                || type.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT
                || type.getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    }

    /** {@return whether cells can be names: text, whole numbers or truth values} */
    static boolean isName(PrimitiveType type) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        boolean text = meaning == null
                || meaning instanceof StringLogicalTypeAnnotation
                || !(meaning instanceof DecimalLogicalTypeAnnotation);
        return isTruth(type) || (text && type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY);
    }

    boolean has(String name) {
        return leaves.containsKey(name);
    }

    /** {@return a column that is there} */
    ColumnDescriptor find(String name) {
        return leaves.getOrDefault(name, List.of()).get(0);
    }

    /** {@return whether the values are in single precision} */
    boolean isSingle() {
        return find(VALUES).getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
    }

    /** {@return the names of the features, if the writer of the file left them in it; else null} */
    @Nullable
    List<String> featureNames() {
        return Names.ofFeatures(file, find(VALUES).getPath()[0]);
    }

    /** {@return the classes in their order, if the writer of the file left them in it; else null} */
    @Nullable
    List<String> classNames() {
        return has(LABEL) ? Names.of(file, find(LABEL).getPath()[0], Names.OF_CLASSES) : null;
    }

    /** {@return columns that are not read} */
    List<String> unknown() {
        return unknown;
    }
}
