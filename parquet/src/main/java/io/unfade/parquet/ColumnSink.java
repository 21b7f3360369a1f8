package io.unfade.parquet;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** The pages of a column in a row group, packed, with their headers and checksums. */
final class ColumnSink implements PageWriter {
    private final ColumnDescriptor column;
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream(); // comes first, and is known last
    private final Set<org.apache.parquet.format.Encoding> encodings = new LinkedHashSet<>();
    private long values;
    private long unpacked;

    ColumnSink(ColumnDescriptor column) {
        this.column = column;
    }

    static Type typeOf(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BINARY -> Type.BYTE_ARRAY;
            default -> Type.valueOf(type.getPrimitiveTypeName().name());
        };
    }

    private static org.apache.parquet.format.Encoding of(Encoding encoding) {
        return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    /** {@return what the footer says of the column, whose pages begin at a place} */
    ColumnMetaData about(long start) {
        ColumnMetaData about = new ColumnMetaData(
                typeOf(column.getPrimitiveType()),
                new ArrayList<>(encodings),
                List.of(column.getPath()),
                CompressionCodec.SNAPPY,
                values,
                unpacked,
                (long) pages.size() + dictionary.size(),
                start + dictionary.size());
        if (dictionary.size() > 0) {
            about.setDictionary_page_offset(start);
        }
        return about;
    }

    /** {@return all pages} */
    byte[] pages() throws IOException {
        pages.writeTo(dictionary);
        return dictionary.toByteArray();
    }

    private void put(PageHeader header, byte[] plain, ByteArrayOutputStream target) throws IOException {
        byte[] packed = PageCodec.pack(plain);
        CRC32 sum = new CRC32();
        sum.update(packed);
        header.setUncompressed_page_size(plain.length);
        header.setCompressed_page_size(packed.length);
        header.setCrc((int) sum.getValue());
        int before = target.size();
        Util.writePageHeader(header, target);
        unpacked += target.size() - before + plain.length;
        target.write(packed);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int count,
            int rows,
            Statistics<?> statistics,
            SizeStatistics sizes,
            GeospatialStatistics places,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        writePage(bytes, count, rows, statistics, repetition, definition, encoding);
    }

    @Override
    public void writePage(
            BytesInput bytes,
            int count,
            int rows,
            Statistics<?> statistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding)
            throws IOException {
        DataPageHeader about = new DataPageHeader(count, of(encoding), of(definition), of(repetition));
        PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
        header.setData_page_header(about);
        encodings.add(of(encoding));
        encodings.add(of(definition));
        put(header, FileSink.bytes(bytes), pages);
        values += count;
    }

    @Override
    @Deprecated
    public void writePage(
            BytesInput bytes,
            int count,
            Statistics<?> statistics,
            Encoding repetition,
            Encoding definition,
            Encoding encoding) {
        throw new UnsupportedOperationException("pages are written with their number of rows");
    }

    @Override
    public void writePageV2(
            int rows,
            int nulls,
            int count,
            BytesInput repetition,
            BytesInput definition,
            Encoding encoding,
            BytesInput data,
            Statistics<?> statistics) {
        throw new UnsupportedOperationException("pages are written in their first version");
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
        header.setDictionary_page_header(new DictionaryPageHeader(page.getDictionarySize(), of(page.getEncoding())));
        encodings.add(of(page.getEncoding()));
        put(header, FileSink.bytes(page.getBytes()), dictionary);
    }

    @Override
    public long getMemSize() {
        return pages.size();
    }

    @Override
    public long allocatedSize() {
        return pages.size();
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + pages.size() + " bytes";
    }
}
