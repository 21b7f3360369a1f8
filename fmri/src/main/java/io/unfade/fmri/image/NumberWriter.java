package io.unfade.fmri.image;

import io.unfade.check.AtomicFile;
import io.unfade.check.Require;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes a NIfTI file: the header, the bytes between header and data, and the numbers block by block. */
final class NumberWriter {
    private static final int PIECE_BYTES = 1 << 16;

    private final HeaderFields fields;
    private final byte[] middle;
    private final int size;
    private final int count;
    private final VoxelType type;

    NumberWriter(HeaderFields fields, byte[] middle, int size, int count) {
        this.fields = fields;
        this.middle = middle;
        this.size = size;
        this.count = count;
        this.type = VoxelType.ofCode(fields.datatype()).orElseThrow();
    }

    void write(Path file, VolumeSource source) throws IOException {
        boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, out -> {
            if (packed) {
                GZIPOutputStream packing = new GZIPOutputStream(out, PIECE_BYTES);
                writeAll(packing, source);
                packing.finish();
            } else {
                writeAll(out, source);
            }
        });
    }

    private void writeAll(OutputStream out, VolumeSource source) throws IOException {
        out.write(HeaderCodec.encode(fields));
        out.write(middle);
        byte[] bytes = new byte[PIECE_BYTES];
        ByteBuffer piece = ByteBuffer.wrap(bytes).order(fields.order());
        for (int block = 0; block < count; block++) {
            double[] values = source.volume(block);
            Require.size("block " + block + " of the image", size, values.length);
            for (int i = 0; i < size; i++) {
                if (!type.holds(values[i])) {
                    throw refused(block, i, values[i]);
                }
                type.put(piece, values[i]);
                if (!piece.hasRemaining()) {
                    out.write(bytes);
                    piece.clear();
                }
            }
        }
        out.write(bytes, 0, piece.position());
    }

    private IllegalArgumentException refused(int block, int index, double value) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "%s holds %s, but value %d of block %d is %s",
                type.key(),
                type.range(),
                index,
                block,
                value));
    }
}
