package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TProtocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/**
 * The pages of a column in a row group, read one at a time. What a page claims to hold is compared with its bytes before
 * memory is taken for it. Problems are {@link UncheckedIOException}s.
 */
final class ColumnPages implements PageReader {
    private static final int USUAL_HEADER = 1 << 10;

    private final FileBytes bytes;
    private final ColumnDescriptor column;
    private final Location place;
    private final CompressionCodec codec;
    private final long values;
    private final long end;
    private long next;
    private @Nullable PageHeader header;
    private byte[] content = new byte[0];

    /** @param limit where the columns of the file end */
    ColumnPages(FileBytes bytes, ColumnMetaData chunk, ColumnDescriptor column, Location place, long limit)
            throws MalformedFileException {
        this.bytes = bytes;
        this.column = column;
        this.place = place;
        codec = chunk.getCodec();
        PageCodec.check(codec, place);
        values = chunk.getNum_values();
        boolean dictionary = chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0;
        next = dictionary
                ? Math.min(chunk.getDictionary_page_offset(), chunk.getData_page_offset())
                : chunk.getData_page_offset();
        long size = chunk.getTotal_compressed_size();
        place.require(
                next >= ParquetFile.MAGIC.length && size >= 0 && size <= limit - next && values >= 0,
                "is damaged: it would reach from byte %d over %d bytes, but the columns of the file end at byte %d",
                next,
                size,
                limit);
        end = next + size;
        String type = String.valueOf(chunk.getType());
        String wanted = column.getPrimitiveType().getPrimitiveTypeName().name();
        place.require(
                type.equals(wanted) || (type.equals("BYTE_ARRAY") && wanted.equals("BINARY")),
                "is damaged: its type is %s in the schema, but %s in a row group",
                wanted,
                type);
    }

    @Override
    public long getTotalValueCount() {
        return values;
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        try {
            if (!advance() || header().getType() != PageType.DICTIONARY_PAGE) {
                return null;
            }
            byte[] unpacked = unpack(0, header().getUncompressed_page_size());
            int entries = header().getDictionary_page_header().getNum_values();
            place.require(
                    entries >= 0 && entries <= unpacked.length,
                    "is damaged: a dictionary of %d bytes would have %d values",
                    unpacked.length,
                    entries);
            header = null;
            return new DictionaryPage(BytesInput.from(unpacked), entries, Encoding.PLAIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable DataPage readPage() {
        try {
            while (advance()) {
                PageType type = header().getType();
                DataPage page = type == PageType.DATA_PAGE ? first() : type == PageType.DATA_PAGE_V2 ? second() : null;
                header = null;
                if (page != null) {
                    return page;
                }
            }
            throw place.problem("is damaged: it has fewer values than the %d it should have", values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PageHeader header() throws MalformedFileException {
        place.require(header != null, "is damaged: a page is missing");
        return java.util.Objects.requireNonNull(header);
    }

    /** Reads the next page, unless one is waiting. Returns whether there is one. */
    private boolean advance() throws IOException {
        if (header != null) {
            return true;
        }
        if (next >= end) {
            return false;
        }
        int most = (int) Math.min(USUAL_HEADER, end - next);
        PageHeader read = readHeader(bytes.read(next, most), most == end - next);
        if (read == null) { // with long statistics
            most = (int) Math.min(1 << 24, end - next);
            read = readHeader(bytes.read(next, most), true);
        }
        int size = read == null ? -1 : read.getCompressed_page_size();
        place.require(
                read != null && size >= 0 && size <= end - next && read.getUncompressed_page_size() >= 0,
                "is damaged: a page would have %d bytes, but the column ends after %d",
                size,
                end - next);
        header = read;
        content = bytes.read(next, size);
        next += size;
        checkSum();
        return true;
    }

    /** {@return a header, behind which the next bytes are; null if it does not end in these bytes, and there are more} */
    private @Nullable PageHeader readHeader(byte[] start, boolean last) throws MalformedFileException {
        PageHeader read = new PageHeader();
        ByteArrayInputStream rest = new ByteArrayInputStream(start);
        try {
            TProtocol protocol = FileBytes.protocol(rest, start.length);
            read.read(protocol);
        } catch (TException | RuntimeException e) {
            if (last) {
                throw new MalformedFileException(
                        place.file(), place.place(), "is damaged: a page has no valid header", e);
            }
            return null;
        }
        next += start.length - rest.available();
        return read;
    }

    private void checkSum() throws MalformedFileException {
        if (header().isSetCrc()) {
            CRC32 sum = new CRC32();
            sum.update(content);
            place.require((int) sum.getValue() == header().getCrc(), "is damaged: the checksum of a page is wrong");
        }
    }

    private byte[] unpack(int from, int size) throws MalformedFileException {
        return PageCodec.unpack(codec, content, from, size, place);
    }

    private DataPage first() throws MalformedFileException {
        DataPageHeader about = header().getData_page_header();
        place.require(about != null && about.getNum_values() >= 0, "is damaged: a page says nothing of its values");
        byte[] unpacked = unpack(0, header().getUncompressed_page_size());
        Encoding encoding = encoding(about.getEncoding());
        new PageCheck(column, place).first(unpacked, encoding, about);
        return new DataPageV1(
                BytesInput.from(unpacked),
                about.getNum_values(),
                unpacked.length,
                null,
                Encoding.RLE,
                Encoding.RLE,
                encoding);
    }

    private DataPage second() throws MalformedFileException {
        DataPageHeaderV2 about = header().getData_page_header_v2();
        place.require(about != null && about.getNum_values() >= 0, "is damaged: a page says nothing of its values");
        int repetition = about.getRepetition_levels_byte_length();
        int definition = about.getDefinition_levels_byte_length();
        int levels = repetition + definition;
        int size = header().getUncompressed_page_size() - levels;
        place.require(
                repetition >= 0 && definition >= 0 && levels >= 0 && levels <= content.length && size >= 0,
                "is damaged: a page of %d bytes would have %d bytes of levels",
                content.length,
                levels);
        boolean packed = !about.isSetIs_compressed() || about.isIs_compressed();
        byte[] data = PageCodec.unpack(packed ? codec : CompressionCodec.UNCOMPRESSED, content, levels, size, place);
        Encoding encoding = encoding(about.getEncoding());
        new PageCheck(column, place).second(content, repetition, definition, data, encoding, about.getNum_values());
        return DataPageV2.uncompressed(
                about.getNum_rows(),
                about.getNum_nulls(),
                about.getNum_values(),
                BytesInput.from(content, 0, repetition),
                BytesInput.from(content, repetition, definition),
                encoding,
                BytesInput.from(data),
                null);
    }

    private Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding) throws MalformedFileException {
        place.require(encoding != null, "is damaged: a page has an unknown encoding");
        return Encoding.valueOf(String.valueOf(encoding));
    }
}
