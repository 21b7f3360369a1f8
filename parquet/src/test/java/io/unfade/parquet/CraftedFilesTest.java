package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that no usual program writes, byte by byte. */
class CraftedFilesTest {
    private static final MessageType LISTS = MessageTypeParser.parseMessageType(
            "message m { required group values (LIST) { repeated group list { required double element; } } }");
    private static final MessageType STEPS = MessageTypeParser.parseMessageType(
            "message m { required binary id (STRING); required double time; required double x; }");

    @TempDir
    private Path folder;

    private static byte[] variable(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    /** A run of a value of one byte. */
    private static byte[] run(long count, int value) {
        return concat(variable(count << 1), new byte[] {(byte) value});
    }

    private static byte[] sized(byte[] runs) {
        byte[] size = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(runs.length)
                .array();
        return concat(size, runs);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void page(PageWriter writer, byte[] bytes, int values, int rows, Encoding encoding)
            throws IOException {
        writer.writePage(BytesInput.from(bytes), values, rows, null, Encoding.RLE, Encoding.RLE, encoding);
    }

    private static void dictionary(PageWriter writer, byte[] bytes, int values) throws IOException {
        writer.writeDictionaryPage(new DictionaryPage(BytesInput.from(bytes), values, Encoding.PLAIN));
    }

    /** A series of one feature that is always 0. */
    private Path zeros(int steps, String key, String text) throws IOException {
        Path file = folder.resolve("zeros.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            FileSink sink = new FileSink(out, LISTS);
            PageWriter writer = sink.getPageWriter(LISTS.getColumns().get(0));
            dictionary(writer, new byte[Double.BYTES], 1);
            byte[] repetition = sized(concat(run(1, 0), run(steps - 1, 1)));
            byte[] values = concat(new byte[] {1}, run(steps, 0));
            page(writer, concat(repetition, sized(run(steps, 1)), values), steps, 1, Encoding.RLE_DICTIONARY);
            sink.endGroup(1);
            sink.end(key, text);
        }
        return file;
    }

    @Test
    void bytesInMemory_oneNumberRepeated_countsEachOfThem() throws IOException {
        int steps = 1_000_000;
        Path file = zeros(steps, "k", "v");
        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(new ParquetFormat().bytesInMemory(file)).isEqualTo(2L * Double.BYTES * steps);
        assertThat(SeriesFiles.read(file).steps()).isEqualTo(steps);
    }

    @Test
    @SuppressWarnings("NullAway") // what is written here is never missing
    void read_keyWithoutValueInFooter_isPassedOver() throws IOException {
        SeriesSet set = SeriesFiles.read(zeros(2, "feature_names", null));
        assertThat(set.featureNames()).containsExactly("f0");
    }

    private Path steps(byte[] ids, Encoding encoding) throws IOException {
        Path file = folder.resolve("steps.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            FileSink sink = new FileSink(out, STEPS);
            for (ColumnDescriptor column : STEPS.getColumns()) {
                PageWriter writer = sink.getPageWriter(column);
                if (column.getPath()[0].equals("id")) {
                    dictionary(writer, new byte[] {1, 0, 0, 0, 'a', 1, 0, 0, 0, 'b'}, 2);
                    page(writer, ids, 2, 2, encoding);
                } else {
                    page(writer, new byte[2 * Double.BYTES], 2, 2, Encoding.PLAIN);
                }
            }
            sink.endGroup(2);
            sink.end("k", "v");
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 58) + (1L << 59) + 1, 1L << 31, (1L << 27) + 1, -1})
    void read_runOfMoreGroupsThanBytes_refused(long groups) throws IOException {
        byte[] ids = concat(new byte[] {Integer.SIZE}, variable((groups << 1) | 1), new byte[Integer.SIZE]);
        assertRefused(steps(ids, Encoding.RLE_DICTIONARY));
    }

    @ParameterizedTest
    @ValueSource(longs = {128 + (1L << 32), 128 + (1L << 59)})
    void read_blockOfMoreThan32Bits_refused(long block) throws IOException {
        byte[] lengths = concat(variable(block), variable(4), variable(2), variable(0), variable(0), new byte[4]);
        assertRefused(steps(lengths, Encoding.DELTA_LENGTH_BYTE_ARRAY));
    }

    /** Two steps of a series, of which each has the label a, or none. */
    private Path labelled(boolean... labels) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { required binary id (STRING);"
                + " required int32 time; required double x; optional binary label (STRING); optional int64 group; }");
        Path file = folder.resolve("labelled.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            FileSink sink = new FileSink(out, schema);
            for (int time = 0; time < labels.length; time++) {
                byte[] there = sized(run(1, labels[time] ? 1 : 0));
                byte[] label = labels[time] ? new byte[] {1, 0, 0, 0, 'a'} : new byte[0];
                List<byte[]> pages = List.of(
                        new byte[] {1, 0, 0, 0, 's'},
                        new byte[] {(byte) time, 0, 0, 0},
                        new byte[Double.BYTES],
                        concat(there, label),
                        sized(run(1, 0)));
                for (int column = 0; column < pages.size(); column++) {
                    PageWriter writer = sink.getPageWriter(schema.getColumns().get(column));
                    page(writer, pages.get(column), 1, 1, Encoding.PLAIN);
                }
                sink.endGroup(1);
            }
            sink.end("k", "v");
        }
        return file;
    }

    @Test
    void read_labelsInAllRowsOrNone_read() throws IOException {
        SeriesSet none = SeriesFiles.read(labelled(false, false));
        assertThat(none.hasLabels()).isFalse();
        assertThat(none.groups()).isEmpty();
        assertThat(SeriesFiles.read(labelled(true, true)).classNames()).containsExactly("a");
    }

    @Test
    void read_labelsInSomeRows_refused() throws IOException {
        assertMalformed(labelled(true, false), "row 1: has no label, but the rows before have one");
        assertMalformed(labelled(false, true), "row 1: has a label, but the rows before have none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required double values; required double Values | has the columns 'values', 'Values', which differ only in case",
                "repeated double Values; repeated double values | has the columns 'Values', 'values', which differ only in case",
                "required int32 id; required int32 time; required int32 ID; required double x | has the columns 'id', 'ID', which",
                "required int32 id; required int32 time; required double x; required double x | has several columns of the same name",
            })
    void read_columnsOfOneName_refused(String columns, String message) throws IOException {
        Path file = folder.resolve("names.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            new FileSink(out, MessageTypeParser.parseMessageType("message m {" + columns + "; }")).end("k", "v");
        }
        assertMalformed(file, message);
    }

    private static void assertMalformed(Path file, String message) {
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private static void assertRefused(Path file) {
        assertMalformed(file, "column 'id': is damaged: a page claims to hold more than it does");
    }

    @Test
    void read_runOfAsManyGroupsAsBytes_read() throws IOException {
        byte[] ids = concat(new byte[] {1}, variable((1 << 1) | 1), new byte[] {2});
        assertThat(SeriesFiles.read(steps(ids, Encoding.RLE_DICTIONARY)).ids()).containsExactly("a", "b");
    }
}
