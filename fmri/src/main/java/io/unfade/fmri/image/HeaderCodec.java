package io.unfade.fmri.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Encodes and decodes NIfTI-1 and NIfTI-2 headers. */
final class HeaderCodec {
    private static final byte[] MAGIC_1 = {'n', '+', '1', 0};
    private static final byte[] MAGIC_2 = {'n', '+', '2', 0, '\r', '\n', 26, '\n'};
    private static final int DESCRIPTION_BYTES = 80;
    private static final int NAME_BYTES = 16;

    private HeaderCodec() {}

    static HeaderFields decode(byte[] bytes, int version, ByteOrder order) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
        return version == 1 ? decode1(in) : decode2(in);
    }

    private static HeaderFields decode1(ByteBuffer in) {
        return new HeaderFields(
                1,
                in.order(),
                in.getShort(70),
                shorts(in, 40),
                floats(in, 76, HeaderFields.FIELDS),
                in.getFloat(108),
                in.getFloat(112),
                in.getFloat(116),
                in.get(123),
                text(in, 148, DESCRIPTION_BYTES),
                in.getShort(252),
                in.getShort(254),
                floats(in, 256, 6),
                floats(in, 280, 12),
                in.getShort(68),
                text(in, 328, NAME_BYTES));
    }

    private static HeaderFields decode2(ByteBuffer in) {
        return new HeaderFields(
                2,
                in.order(),
                in.getShort(12),
                longs(in, 16),
                doubles(in, 104, HeaderFields.FIELDS),
                in.getLong(168),
                in.getDouble(176),
                in.getDouble(184),
                in.getInt(500),
                text(in, 240, DESCRIPTION_BYTES),
                in.getInt(344),
                in.getInt(348),
                doubles(in, 352, 6),
                doubles(in, 400, 12),
                in.getInt(504),
                text(in, 508, NAME_BYTES));
    }

    static byte[] encode(HeaderFields fields) {
        int bytes = HeaderFields.bytes(fields.version());
        ByteBuffer out = ByteBuffer.allocate(bytes).order(fields.order());
        out.putInt(0, bytes);
        if (fields.version() == 1) {
            encode1(fields, out);
        } else {
            encode2(fields, out);
        }
        return out.array();
    }

    private static void encode1(HeaderFields fields, ByteBuffer out) {
        out.put(38, (byte) 'r');
        for (int i = 0; i < HeaderFields.FIELDS; i++) {
            out.putShort(40 + 2 * i, (short) fields.dim()[i]);
        }
        out.putShort(68, (short) fields.intentCode());
        out.putShort(70, (short) fields.datatype());
        out.putShort(72, (short) bits(fields));
        putFloats(out, 76, fields.pixdim());
        putFloats(out, 108, fields.offset(), fields.slope(), fields.intercept());
        out.put(123, (byte) fields.units());
        put(out, 148, fields.description(), DESCRIPTION_BYTES);
        out.putShort(252, (short) fields.qformCode());
        out.putShort(254, (short) fields.sformCode());
        putFloats(out, 256, fields.quaternion());
        putFloats(out, 280, fields.rows());
        put(out, 328, fields.intentName(), NAME_BYTES);
        out.put(344, MAGIC_1);
    }

    private static void encode2(HeaderFields fields, ByteBuffer out) {
        out.put(4, MAGIC_2);
        out.putShort(12, (short) fields.datatype());
        out.putShort(14, (short) bits(fields));
        for (int i = 0; i < HeaderFields.FIELDS; i++) {
            out.putLong(16 + Long.BYTES * i, fields.dim()[i]);
        }
        putDoubles(out, 104, fields.pixdim());
        out.putLong(168, (long) fields.offset());
        putDoubles(out, 176, fields.slope(), fields.intercept());
        put(out, 240, fields.description(), DESCRIPTION_BYTES);
        out.putInt(344, fields.qformCode());
        out.putInt(348, fields.sformCode());
        putDoubles(out, 352, fields.quaternion());
        putDoubles(out, 400, fields.rows());
        out.putInt(500, fields.units());
        out.putInt(504, fields.intentCode());
        put(out, 508, fields.intentName(), NAME_BYTES);
    }

    private static int bits(HeaderFields fields) {
        return VoxelType.ofCode(fields.datatype()).orElseThrow().bytes() * Byte.SIZE;
    }

    private static long[] shorts(ByteBuffer in, int at) {
        long[] values = new long[HeaderFields.FIELDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getShort(at + Short.BYTES * i);
        }
        return values;
    }

    private static long[] longs(ByteBuffer in, int at) {
        long[] values = new long[HeaderFields.FIELDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getLong(at + Long.BYTES * i);
        }
        return values;
    }

    private static double[] floats(ByteBuffer in, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getFloat(at + Float.BYTES * i);
        }
        return values;
    }

    private static double[] doubles(ByteBuffer in, int at, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getDouble(at + Double.BYTES * i);
        }
        return values;
    }

    private static void putFloats(ByteBuffer out, int at, double... values) {
        for (int i = 0; i < values.length; i++) {
            out.putFloat(at + Float.BYTES * i, (float) values[i]);
        }
    }

    private static void putDoubles(ByteBuffer out, int at, double... values) {
        for (int i = 0; i < values.length; i++) {
            out.putDouble(at + Double.BYTES * i, values[i]);
        }
    }

    private static String text(ByteBuffer in, int at, int bytes) {
        byte[] latin = new byte[bytes];
        in.get(at, latin);
        int end = 0;
        while (end < bytes && latin[end] != 0) {
            end++;
        }
        return new String(latin, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static void put(ByteBuffer out, int at, String text, int bytes) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        out.put(at, latin, 0, Math.min(latin.length, bytes - 1));
    }
}
