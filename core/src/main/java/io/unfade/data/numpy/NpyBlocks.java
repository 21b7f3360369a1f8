package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Streams the elements of an array block by block, in the order and encoding of the file. Blocks end between elements.
 * Single pass; uses only memory supplied by the caller.
 */
public final class NpyBlocks {
    private static final int BLOCK_BYTES = 1 << 16;

    private final NpyHeader header;
    private final InputStream in;
    private final Location location;
    private long done;

    /**
     * @param header of the array
     * @param in the elements, with nothing after them
     * @param limit the maximum length of the stream in bytes
     * @param location of the array, for messages
     * @throws MalformedFileException if the header claims more than the limit
     */
    NpyBlocks(NpyHeader header, InputStream in, long limit, Location location) throws MalformedFileException {
        this.header = header;
        this.in = in;
        this.location = location;
        location.require(
                header.bytes() <= limit,
                "the header claims shape %s of '%s', %d bytes, but the file cannot hold more than %d",
                Arrays.toString(header.shape()),
                header.type().descr(),
                header.bytes(),
                limit);
    }

    /** As {@link #NpyBlocks}, for a stream that starts with a header of the {@code .npy} format. */
    public static NpyBlocks open(InputStream in, long limit, Location location) throws IOException {
        return new NpyBlocks(NpyHeader.read(in, location), in, limit, location);
    }

    /** {@return the header} */
    public NpyHeader header() {
        return header;
    }

    /** {@return the location of the array, for messages} */
    public Location location() {
        return location;
    }

    /** {@return the number of elements of every block but the last, a power of two} */
    int blockElements() {
        return Integer.highestOneBit(Math.max(1, BLOCK_BYTES / header.type().width()));
    }

    /** {@return a buffer for the next block} */
    public byte[] space() {
        return new byte[nextElements() * header.type().width()];
    }

    /**
     * {@return the next block, in the array's byte order; null after the last}
     *
     * @param space buffer for it, which backs the returned block
     * @throws MalformedFileException if the stream ends too early, or does not end after the last element
     */
    public @Nullable ByteBuffer next(byte[] space) throws IOException {
        int elements = nextElements();
        int width = header.type().width();
        int bytes = in.readNBytes(space, 0, elements * width);
        location.require(
                bytes == elements * width,
                "the header claims shape %s of '%s', %d bytes, but only %d are there",
                Arrays.toString(header.shape()),
                header.type().descr(),
                header.bytes(),
                done * width + bytes);
        done += elements;
        location.require(
                elements > 0 || in.read() < 0,
                "there are more bytes than the %d of the header's shape %s of '%s'",
                header.bytes(),
                Arrays.toString(header.shape()),
                header.type().descr());
        return elements == 0
                ? null
                : ByteBuffer.wrap(space, 0, bytes).order(header.type().order());
    }

    private int nextElements() {
        return (int) Math.min(blockElements(), header.size() - done);
    }
}
