package io.unfade.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file that is written: pages, gathered by column until a row group ends, and the footer. */
final class FileSink implements PageWriteStore {
    private static final int VERSION = 1;

    private final OutputStream out;
    private final MessageType schema;
    private final Map<ColumnDescriptor, ColumnSink> columns = new LinkedHashMap<>();
    private final List<RowGroup> groups = new ArrayList<>();
    private long written;
    private long rows;

    FileSink(OutputStream out, MessageType schema) throws IOException {
        this.out = out;
        this.schema = schema;
        put(ParquetFile.MAGIC);
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return columns.computeIfAbsent(column, ColumnSink::new);
    }

    @Override
    public void close() {}

    /** Writes the pages of a row group. */
    void endGroup(long groupRows) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long start = written;
        long unpacked = 0;
        for (ColumnDescriptor column : schema.getColumns()) {
            ColumnSink sink = columns.get(column);
            if (sink == null) {
                throw new IllegalStateException("no pages of " + column);
            }
            ColumnChunk chunk = new ColumnChunk(written);
            chunk.setMeta_data(sink.about(written));
            unpacked += chunk.getMeta_data().getTotal_uncompressed_size();
            chunks.add(chunk);
            put(sink.pages());
        }
        RowGroup group = new RowGroup(chunks, unpacked, groupRows);
        group.setFile_offset(start);
        group.setTotal_compressed_size(written - start);
        groups.add(group);
        columns.clear();
        rows += groupRows;
    }

    /** Writes the footer, with a text in it. */
    void end(String key, String text) throws IOException {
        List<SchemaElement> elements = new ArrayList<>();
        addTo(elements, schema, true);
        FileMetaData footer = new FileMetaData(VERSION, elements, rows, groups);
        footer.setCreated_by("unfade");
        KeyValue entry = new KeyValue(key);
        entry.setValue(text);
        footer.setKey_value_metadata(List.of(entry));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        put(bytes.toByteArray());
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.size())
                .array());
        put(ParquetFile.MAGIC);
    }

    private static void addTo(List<SchemaElement> elements, Type type, boolean root) {
        SchemaElement element = new SchemaElement(type.getName());
        elements.add(element);
        if (!root) {
            element.setRepetition_type(
                    FieldRepetitionType.valueOf(type.getRepetition().name()));
        }
        if (type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            element.setConverted_type(ConvertedType.LIST);
            element.setLogicalType(LogicalType.LIST(new ListType()));
        }
        if (type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation) {
            element.setConverted_type(ConvertedType.UTF8);
            element.setLogicalType(LogicalType.STRING(new StringType()));
        }
        if (type.isPrimitive()) {
            element.setType(ColumnSink.typeOf(type.asPrimitiveType()));
            return;
        }
        GroupType group = type.asGroupType();
        element.setNum_children(group.getFieldCount());
        group.getFields().forEach(field -> addTo(elements, field, false));
    }

    static byte[] bytes(BytesInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) input.size());
        input.writeAllTo(bytes);
        return bytes.toByteArray();
    }
}
