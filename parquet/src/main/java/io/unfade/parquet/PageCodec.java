package io.unfade.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;
import org.apache.parquet.format.CompressionCodec;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Compression of pages. */
final class PageCodec {
    /** Bytes that any page may unpack to; a large page, to as many times its size as gzip can reach. */
    private static final int FREE = 1 << 24;

    private PageCodec() {}

    /** Checks that a compression is one that is read. */
    static void check(@Nullable CompressionCodec codec, Location place) throws MalformedFileException {
        boolean known = codec != null
                && switch (codec) {
                    case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> true;
                    default -> false;
                };
        place.require(
                known,
                "is compressed with %s; read are snappy, zstd, gzip, lz4_raw and no compression",
                codec == null ? "something unknown" : codec.name().toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * {@return what is behind a place of a page, unpacked}
     *
     * @param size how many bytes that is, as its header says
     */
    static byte[] unpack(CompressionCodec codec, byte[] page, int from, int size, Location place)
            throws MalformedFileException {
        int packed = page.length - from;
        if (codec == CompressionCodec.UNCOMPRESSED) {
            place.require(size == packed, "is damaged: a page has %d bytes, but should have %d", packed, size);
            return from == 0 ? page : Arrays.copyOfRange(page, from, page.length);
        }
        place.require(
                size <= FREE + (long) packed * SourceStream.MAX_EXPANSION,
                "a page of %d bytes would unpack to %d; write it with smaller pages",
                packed,
                size);
        byte[] target = new byte[size];
        int count;
        try {
            count = packed == 0 ? 0 : unpack(codec, page, from, target);
        } catch (IOException | RuntimeException e) {
            throw new MalformedFileException(
                    place.file(), place.place(), "is damaged: a page cannot be unpacked: " + e.getMessage(), e);
        }
        place.require(count == size, "is damaged: a page unpacks to %d bytes, but should to %d", count, size);
        return target;
    }

    private static int unpack(CompressionCodec codec, byte[] page, int from, byte[] target) throws IOException {
        if (codec == CompressionCodec.GZIP) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page, from, page.length - from))) {
                int count = in.readNBytes(target, 0, target.length);
                return in.read() < 0 ? count : count + 1;
            }
        }
        Decompressor decompressor = codec == CompressionCodec.SNAPPY
                ? new SnappyDecompressor()
                : codec == CompressionCodec.ZSTD ? new ZstdDecompressor() : new Lz4Decompressor();
        return decompressor.decompress(page, from, page.length - from, target, 0, target.length);
    }

    /** {@return bytes, packed with snappy, which every reader of Parquet knows} */
    static byte[] pack(byte[] bytes) {
        Compressor compressor = new SnappyCompressor();
        byte[] target = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(target, compressor.compress(bytes, 0, bytes.length, target, 0, target.length));
    }
}
