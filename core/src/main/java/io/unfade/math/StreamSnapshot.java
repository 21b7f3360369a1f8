package io.unfade.math;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * A {@link StreamState} in bytes, for a model that reads a series step by step:
 *
 * <pre>{@code
 * 8 bytes    "unfadeS1", of which the last is the version
 * 32 bytes   the SHA-256 of the model's folder, or zeros if it was not loaded from one
 * 8 n bytes  numbers, big-endian: 64-bit integers and doubles, as many as the model determines
 * 8 bytes    the CRC-32 of all before, as an integer
 * }</pre>
 */
public final class StreamSnapshot {
    private static final byte[] MARK = "unfadeS".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = '1';
    private static final int HASH = 32;
    private static final int HEAD = MARK.length + 1 + HASH;

    private StreamSnapshot() {}

    /**
     * {@return a state in bytes}
     *
     * @param modelHash of the model, in hexadecimal digits; null if it has none
     * @param pass passes the state
     */
    public static byte[] of(@Nullable String modelHash, Consumer<StreamState> pass) {
        ByteBuffer bytes = ByteBuffer.allocate(size(pass));
        bytes.put(MARK).put(VERSION).put(hash(modelHash));
        pass.accept(new StreamState.Out(bytes));
        bytes.putLong(sum(bytes.array()));
        return bytes.array();
    }

    /**
     * Sets a state.
     *
     * @throws IllegalArgumentException if the bytes are none of a state, are damaged, or of another model; the state is then
     *     unchanged
     */
    public static void restore(byte[] bytes, @Nullable String modelHash, Consumer<StreamState> pass) {
        Require.argument(
                bytes.length >= HEAD && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length),
                "these bytes are no state of a stream");
        Require.argument(
                bytes[MARK.length] == VERSION,
                "the state is of version %s, but version %s is expected",
                (char) bytes[MARK.length],
                (char) VERSION);
        byte[] ofModel = Arrays.copyOfRange(bytes, MARK.length + 1, HEAD);
        byte[] own = hash(modelHash);
        Require.argument(
                isUnknown(ofModel) || isUnknown(own) || Arrays.equals(ofModel, own),
                "the state is one of another model, with the hash %s",
                HexFormat.of().formatHex(ofModel));
        Require.argument(
                bytes.length == size(pass),
                "the state has %d bytes, but one of this model has %d",
                bytes.length,
                size(pass));
        ByteBuffer numbers = ByteBuffer.wrap(bytes).position(HEAD);
        Require.argument(
                numbers.getLong(bytes.length - Long.BYTES) == sum(bytes),
                "the state is damaged: its check sum is another one");
        pass.accept(new StreamState.In(numbers));
    }

    private static int size(Consumer<StreamState> pass) {
        StreamState.Size size = new StreamState.Size();
        pass.accept(size);
        return HEAD + size.bytes() + Long.BYTES;
    }

    private static byte[] hash(@Nullable String hex) {
        return hex == null ? new byte[HASH] : HexFormat.of().parseHex(hex);
    }

    private static boolean isUnknown(byte[] hash) {
        return Arrays.equals(hash, new byte[HASH]);
    }

    /** {@return the check sum of all but the last bytes, which hold it} */
    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length - Long.BYTES);
        return sum.getValue();
    }
}
