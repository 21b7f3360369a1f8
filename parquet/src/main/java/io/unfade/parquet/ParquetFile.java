package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** An open file: its schema, its row groups and the columns in them. The end of the file, which says where they are, is checked. */
final class ParquetFile implements Closeable {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
    private static final long FREE_VALUES = 1 << 20;
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    private final Path path;
    private final FileBytes bytes;
    private final long end; // of the columns
    private final FileMetaData footer;
    private final MessageType schema;

    private ParquetFile(Path path, FileBytes bytes) throws IOException {
        this.path = path;
        this.bytes = bytes;
        Location whole = new Location(path, "");
        long size = bytes.size();
        whole.require(size > 0, "is empty; it must be a Parquet file");
        byte[] tail = size < MAGIC.length + TAIL ? new byte[TAIL] : bytes.read(size - TAIL, TAIL);
        byte[] last = Arrays.copyOfRange(tail, Integer.BYTES, TAIL);
        whole.require(!Arrays.equals(last, ENCRYPTED), "is encrypted; write it without encryption");
        whole.require(
                Arrays.equals(last, MAGIC),
                Arrays.equals(bytes.read(0, (int) Math.min(size, MAGIC.length)), MAGIC)
                        ? "does not end as a Parquet file does: it was cut short, or is still being written"
                        : "is not a Parquet file");
        long length = FileBytes.littleEndian(tail, 0) & 0xFFFFFFFFL;
        end = size - TAIL - length;
        whole.require(
                end >= MAGIC.length && length <= Integer.MAX_VALUE - TAIL,
                "is damaged: its footer would have %d bytes, but the file has %d",
                length,
                size);
        try {
            footer = new FileMetaData();
            footer.read(FileBytes.protocol(new ByteArrayInputStream(bytes.read(end, (int) length)), (int) length));
        } catch (TException | RuntimeException e) {
            throw new MalformedFileException(path, "", "is damaged: its footer cannot be read", e);
        }
        schema = SchemaTree.of(footer.getSchema(), whole);
    }

    /**
     * Opens a file.
     *
     * @throws MalformedFileException if it is no Parquet file, or its footer is damaged
     * @throws IOException if reading fails
     */
    static ParquetFile open(Path path) throws IOException {
        FileBytes bytes = new FileBytes(path, FileChannel.open(path, StandardOpenOption.READ));
        try {
            return new ParquetFile(path, bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** {@return a row, for messages; its text is built on demand} */
    Location row(long number) {
        return number == 0 ? new Location(path, "row 0") : new Location(path, "row ", number);
    }

    /**
     * {@return the bytes of all columns, unpacked, as the file says}
     *
     * <p>The size of a row group is one of encodings: a number that is repeated takes next to none there, but 8 bytes here.
     */
    double unpackedBytes() {
        return footer.getRow_groups().stream()
                .mapToDouble(group -> Math.max((double) group.getTotal_byte_size(), Double.BYTES * values(group)))
                .sum();
    }

    private static double values(RowGroup group) {
        return group.getColumns().stream()
                .filter(ColumnChunk::isSetMeta_data)
                .mapToDouble(chunk -> (double) Math.max(0, chunk.getMeta_data().getNum_values()))
                .sum();
    }

    /** {@return how many values the file may be taken to have, by its size} */
    long mostValues() throws IOException {
        return FREE_VALUES + SourceStream.MAX_EXPANSION * bytes.size();
    }

    MessageType schema() {
        return schema;
    }

    /** {@return the row groups that have rows} */
    List<RowGroup> groups() {
        return footer.getRow_groups().stream()
                .filter(group -> group.getNum_rows() > 0)
                .toList();
    }

    /** {@return a text that the writer of the file left in it; null if there is none of this key} */
    @Nullable
    String metadata(String key) {
        if (!footer.isSetKey_value_metadata()) {
            return null;
        }
        return footer.getKey_value_metadata().stream()
                .filter(entry -> key.equals(entry.getKey()) && entry.isSetValue())
                .map(KeyValue::getValue)
                .findFirst()
                .orElse(null);
    }

    /** {@return the cells of a column in a row group} */
    ColumnCells column(RowGroup group, ColumnDescriptor column) throws IOException {
        String name = String.join(".", column.getPath());
        Location place = new Location(path, "column '" + name + "'");
        int index = schema.getColumns().indexOf(column);
        place.require(
                group.getColumnsSize() == schema.getColumns().size(),
                "is damaged: a row group lacks columns of the file");
        ColumnChunk chunk = group.getColumns().get(index);
        place.require(!chunk.isSetFile_path(), "is in another file, which is not read");
        place.require(
                chunk.isSetMeta_data() && !chunk.isSetCrypto_metadata(), "is encrypted; write it without encryption");
        ColumnPages pages = new ColumnPages(bytes, chunk.getMeta_data(), column, place, end);
        return ColumnCells.of(column, place, pages, footer.getCreated_by());
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
