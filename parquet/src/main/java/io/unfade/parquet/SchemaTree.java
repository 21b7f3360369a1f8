package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The schema of a file, from the flat list in its footer. Annotations of types that no column of series has are left out. */
final class SchemaTree {
    private static final int DEEPEST = 32;

    private final List<SchemaElement> elements;
    private final Location file;
    private int next;

    private SchemaTree(List<SchemaElement> elements, Location file) {
        this.elements = elements;
        this.file = file;
    }

    /**
     * {@return the schema}
     *
     * @throws MalformedFileException if the list is no tree
     */
    static MessageType of(List<SchemaElement> elements, Location file) throws MalformedFileException {
        try {
            SchemaTree tree = new SchemaTree(elements, file);
            SchemaElement root = tree.element();
            MessageType schema = new MessageType(root.getName(), tree.children(root, 0));
            file.require(
                    tree.next == elements.size() && schema.getColumns().size() > 0,
                    "is damaged: its schema is no tree");
            long different = schema.getColumns().stream().distinct().count();
            file.require(different == schema.getColumns().size(), "has several columns of the same name");
            return schema;
        } catch (RuntimeException e) {
            throw new MalformedFileException(file.file(), "", "is damaged: its schema is invalid", e);
        }
    }

    private SchemaElement element() throws MalformedFileException {
        file.require(next < elements.size(), "is damaged: its schema ends early");
        return elements.get(next++);
    }

    private List<Type> children(SchemaElement parent, int depth) throws MalformedFileException {
        file.require(depth < DEEPEST, "its columns are nested more than %d deep", DEEPEST);
        List<Type> children = new ArrayList<>();
        for (int i = 0; i < parent.getNum_children(); i++) {
            children.add(child(element(), depth + 1));
        }
        return children;
    }

    private Type child(SchemaElement element, int depth) throws MalformedFileException {
        FieldRepetitionType repetition = element.getRepetition_type();
        file.require(repetition != null && element.getName() != null, "is damaged: its schema is incomplete");
        Type.Repetition times = Type.Repetition.valueOf(String.valueOf(repetition));
        if (element.isSetNum_children() && element.getNum_children() > 0) {
            return new GroupType(times, element.getName(), children(element, depth));
        }
        file.require(element.isSetType(), "its column '%s' has neither a type nor columns in it", element.getName());
        PrimitiveTypeName type =
                PrimitiveTypeName.valueOf(binary(element.getType().name()));
        PrimitiveType plain = new PrimitiveType(times, type, element.getType_length(), element.getName());
        LogicalTypeAnnotation meaning = meaning(element);
        return meaning == null ? plain : plain.withLogicalTypeAnnotation(meaning);
    }

    private static String binary(String type) {
        return type.equals("BYTE_ARRAY") ? PrimitiveTypeName.BINARY.name() : type;
    }

    private static @Nullable LogicalTypeAnnotation meaning(SchemaElement element) {
        LogicalType type = element.getLogicalType();
        if (type == null) {
            return converted(element);
        }
        if (type.isSetSTRING() || type.isSetENUM()) {
            return LogicalTypeAnnotation.stringType();
        }
        if (type.isSetINTEGER()) {
            return LogicalTypeAnnotation.intType(
                    type.getINTEGER().getBitWidth(), type.getINTEGER().isIsSigned());
        }
        if (type.isSetDECIMAL()) {
            return LogicalTypeAnnotation.decimalType(
                    type.getDECIMAL().getScale(), type.getDECIMAL().getPrecision());
        }
        if (type.isSetTIMESTAMP()) {
            return LogicalTypeAnnotation.timestampType(
                    type.getTIMESTAMP().isIsAdjustedToUTC(),
                    unit(type.getTIMESTAMP().getUnit()));
        }
        return type.isSetDATE() ? LogicalTypeAnnotation.dateType() : null;
    }

    private static LogicalTypeAnnotation.TimeUnit unit(TimeUnit unit) {
        if (unit.isSetMILLIS()) {
            return LogicalTypeAnnotation.TimeUnit.MILLIS;
        }
        return unit.isSetMICROS() ? LogicalTypeAnnotation.TimeUnit.MICROS : LogicalTypeAnnotation.TimeUnit.NANOS;
    }

    /** What older files have. */
    private static @Nullable LogicalTypeAnnotation converted(SchemaElement element) {
        ConvertedType type = element.getConverted_type();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case UTF8, ENUM -> LogicalTypeAnnotation.stringType();
            case DECIMAL -> LogicalTypeAnnotation.decimalType(element.getScale(), element.getPrecision());
            case DATE -> LogicalTypeAnnotation.dateType();
            case TIMESTAMP_MILLIS -> LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS);
            case TIMESTAMP_MICROS -> LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS);
            case UINT_8 -> LogicalTypeAnnotation.intType(8, false);
            case UINT_16 -> LogicalTypeAnnotation.intType(16, false);
            case UINT_32 -> LogicalTypeAnnotation.intType(32, false);
            case UINT_64 -> LogicalTypeAnnotation.intType(64, false);
            default -> null;
        };
    }
}
