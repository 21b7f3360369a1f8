package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.zip.ZipException;

/**
 * The numbers of a NIfTI file in blocks of one size: volumes of an image, rows of a matrix. They are read on demand and
 * scaled as the header says. Memory is one block, which grows with the bytes that arrive. Immutable.
 */
public final class NiftiBlocks {
    private static final int PIECE_BYTES = 1 << 16;

    private final NiftiFile file;
    private final int size;
    private final int count;
    private final String name;
    private final double slope;
    private final double intercept;

    private NiftiBlocks(NiftiFile file, int size, int count, String name) throws MalformedFileException {
        this.file = file;
        this.size = size;
        this.count = count;
        this.name = name;
        this.slope = file.slope();
        this.intercept = file.intercept();
    }

    static NiftiBlocks of(NiftiFile file, int size, String name) throws IOException {
        long numbers = 1;
        for (int extent : file.dims()) {
            numbers = Math.multiplyExact(numbers, (long) extent);
        }
        Require.argument(
                size >= 1 && numbers % size == 0, "blocks of %d values do not fill a file of %d", size, numbers);
        long count = numbers / size;
        if (count > Integer.MAX_VALUE) {
            throw new MalformedFileException(file.data(), "header", "claims " + count + " " + name + "s, too many");
        }
        NiftiBlocks blocks = new NiftiBlocks(file, size, (int) count, name);
        blocks.checkLength();
        return blocks;
    }

    /** {@return the number of values of a block} */
    public int size() {
        return size;
    }

    /** {@return the number of blocks} */
    public int count() {
        return count;
    }

    private void checkLength() throws IOException {
        long length = Files.size(file.data());
        boolean packed = ImageStream.isPacked(file.data());
        long room = (packed ? length * ImageStream.MAX_EXPANSION : length)
                - (long) file.fields().offset();
        if (room / file.type().bytes() < (long) count * size) {
            throw packed
                    ? new MalformedFileException(
                            file.data(),
                            "header",
                            String.format(
                                    Locale.ROOT,
                                    "claims %d %ss of %d values, more than %d packed bytes can hold",
                                    count,
                                    name,
                                    size,
                                    length))
                    : tooShort(Math.max(0, room) / file.type().bytes());
        }
    }

    /**
     * Reads all blocks in turn.
     *
     * @param visitor receives the blocks
     * @throws MalformedFileException if the file ends too early or is damaged
     * @throws IOException if reading or the visitor fails
     */
    public void forEach(VolumeVisitor visitor) throws IOException {
        try (InputStream in = open()) {
            byte[] piece = new byte[PIECE_BYTES];
            double[] values = new double[Math.min(size, PIECE_BYTES)];
            for (int block = 0; block < count; block++) {
                values = read(in, block, values, piece);
                visitor.visit(block, values);
            }
            checkEnd(in);
        }
    }

    /**
     * {@return one block; those before it are skipped, unpacked but not decoded}
     *
     * @param block its number, from 0
     * @throws IllegalArgumentException if there is no such block
     * @throws MalformedFileException if the file ends before its end or is damaged
     * @throws IOException if reading fails
     */
    public double[] one(int block) throws IOException {
        Require.argument(
                block >= 0 && block < count, "there is no %s %d; there are %d, counted from 0", name, block, count);
        try (InputStream in = open()) {
            skip(in, block);
            return read(in, block, new double[Math.min(size, PIECE_BYTES)], new byte[PIECE_BYTES]);
        }
    }

    private void skip(InputStream in, int block) throws IOException {
        try {
            in.skipNBytes((long) block * size * file.type().bytes());
        } catch (ZipException e) {
            throw ImageStream.damaged(file.data(), place(block), e);
        } catch (EOFException e) {
            throw new MalformedFileException(file.data(), "", "ends before " + place(block), e);
        }
    }

    /**
     * Reads blocks in any order, from an uncompressed file.
     *
     * @param blocks the number of blocks
     * @param order the number of the block to read as the n-th, from 0
     * @param visitor receives the blocks, with n
     * @throws MalformedFileException if the file is compressed with gzip, or ends too early
     * @throws IOException if reading or the visitor fails
     */
    public void forSome(int blocks, IntUnaryOperator order, VolumeVisitor visitor) throws IOException {
        if (ImageStream.isPacked(file.data())) {
            throw new MalformedFileException(file.data(), "", "is packed by gzip; unpack it first");
        }
        int width = file.type().bytes();
        double[] values = new double[size];
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(size, width))
                .order(file.fields().order());
        try (FileChannel channel = FileChannel.open(file.data())) {
            for (int n = 0; n < blocks; n++) {
                int block = order.applyAsInt(n);
                channel.position((long) file.fields().offset() + (long) block * size * width);
                bytes.clear();
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes) < 0) {
                        throw tooShort((long) block * size);
                    }
                }
                decode(bytes.flip(), values, 0, size);
                visitor.visit(n, values);
            }
        }
    }

    private InputStream open() throws IOException {
        try {
            InputStream in = ImageStream.open(file.data());
            try {
                in.skipNBytes((long) file.fields().offset());
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (ZipException | EOFException e) {
            throw ImageStream.damaged(file.data(), "header", e);
        }
    }

    private double[] read(InputStream in, int block, double[] given, byte[] piece) throws IOException {
        double[] values = given;
        int width = file.type().bytes();
        for (int done = 0; done < size; ) {
            int some = Math.min(piece.length / width, size - done);
            int bytes = unpack(in, piece, some * width, block);
            if (bytes < some * width) {
                throw tooShort((long) block * size + done + bytes / width);
            }
            if (values.length < done + some) {
                values = Arrays.copyOf(values, (int) Math.min(size, Math.max(done + some, 2L * values.length)));
            }
            decode(ByteBuffer.wrap(piece).order(file.fields().order()), values, done, some);
            done += some;
        }
        return values;
    }

    private int unpack(InputStream in, byte[] piece, int bytes, int block) throws IOException {
        try {
            return in.readNBytes(piece, 0, bytes);
        } catch (ZipException | EOFException e) {
            throw ImageStream.damaged(file.data(), place(block), e);
        }
    }

    /** Reads past the last number, so that the checksum of compressed data is verified. */
    private void checkEnd(InputStream in) throws IOException {
        unpack(in, new byte[1], 1, count - 1);
    }

    private void decode(ByteBuffer bytes, double[] values, int from, int some) {
        VoxelType type = file.type();
        boolean scaled = slope != 1 || intercept != 0;
        for (int i = from; i < from + some; i++) {
            double stored = type.get(bytes);
            values[i] = scaled ? stored * slope + intercept : stored;
        }
    }

    private String place(int block) {
        return name + " " + (block + 1) + " of " + count;
    }

    private MalformedFileException tooShort(long numbers) {
        String problem = count == 1
                ? "ends after " + numbers + " of " + size + " values"
                : "ends after " + name + " " + numbers / size + " of " + count;
        return new MalformedFileException(file.data(), "", problem);
    }
}
