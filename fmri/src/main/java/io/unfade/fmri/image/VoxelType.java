package io.unfade.fmri.image;

import io.unfade.check.Keyed;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The supported number types of NIfTI images, with their {@code datatype} codes. */
public enum VoxelType implements Keyed {
    /** Whole numbers 0..255. */
    UINT8(2, 1, 0, 255),
    /** Whole numbers -2^15..2^15-1. */
    INT16(4, 2, Short.MIN_VALUE, Short.MAX_VALUE),
    /** Whole numbers -2^31..2^31-1. */
    INT32(8, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** IEEE 754 binary32. */
    FLOAT32(16, 4, -Float.MAX_VALUE, Float.MAX_VALUE),
    /** IEEE 754 binary64. */
    FLOAT64(64, 8, -Double.MAX_VALUE, Double.MAX_VALUE),
    /** Whole numbers -128..127. */
    INT8(256, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    /** Whole numbers 0..2^16-1. */
    UINT16(512, 2, 0, 0xffff),
    /** Whole numbers 0..2^32-1. */
    UINT32(768, 4, 0, 0xffff_ffffL),
    /** Whole numbers -2^63..2^63-1; read as doubles, so exact to 2^53. */
    INT64(1024, 8, -0x1p63, Math.nextDown(0x1p63)),
    /** Whole numbers 0..2^64-1; read as doubles, so exact to 2^53. */
    UINT64(1280, 8, 0, Math.nextDown(0x1p64));

    private static final Map<Integer, String> NOT_READ = Map.of(
            0, "no type",
            1, "single bits",
            32, "complex64",
            128, "RGB",
            1536, "float128",
            1792, "complex128",
            2048, "complex256",
            2304, "RGBA");

    private final int code;
    private final int bytes;
    private final double least;
    private final double greatest;

    VoxelType(int code, int bytes, double least, double greatest) {
        this.code = code;
        this.bytes = bytes;
        this.least = least;
        this.greatest = greatest;
    }

    static Optional<VoxelType> ofCode(int code) {
        for (VoxelType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** {@return the name of an unsupported code} */
    static String nameOf(int code) {
        return NOT_READ.containsKey(code) ? NOT_READ.get(code) + " (datatype " + code + ")" : "datatype " + code;
    }

    /** {@return the code in NIfTI headers} */
    public int code() {
        return code;
    }

    /** {@return the bytes of a number} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether numbers are floating-point} */
    public boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * {@return whether a value can be written: for floats in range, infinite or NaN, possibly rounded; for integers
     * whole and in range}
     */
    public boolean holds(double value) {
        if (isFloat() && !Double.isFinite(value)) {
            return true;
        }
        return value >= least && value <= greatest && (isFloat() || value == Math.rint(value));
    }

    /** {@return the condition of {@link #holds}, for messages} */
    String range() {
        return isFloat()
                ? String.format(Locale.ROOT, "numbers in %.7g..%.7g", least, greatest)
                : String.format(Locale.ROOT, "whole numbers in %.0f..%.0f", least, greatest);
    }

    double get(ByteBuffer from) {
        return switch (this) {
            case UINT8 -> from.get() & 0xff;
            case INT8 -> from.get();
            case INT16 -> from.getShort();
            case UINT16 -> from.getShort() & 0xffff;
            case INT32 -> from.getInt();
            case UINT32 -> from.getInt() & 0xffff_ffffL;
            case INT64 -> from.getLong();
            case UINT64 -> unsigned(from.getLong());
            case FLOAT32 -> from.getFloat();
            case FLOAT64 -> from.getDouble();
        };
    }

    void put(ByteBuffer to, double value) {
        switch (this) {
            case UINT8, INT8 -> to.put((byte) (int) value);
            case INT16, UINT16 -> to.putShort((short) (int) value);
            case INT32, UINT32 -> to.putInt((int) (long) value);
            case INT64 -> to.putLong((long) value);
            case UINT64 -> to.putLong(value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE);
            case FLOAT32 -> to.putFloat((float) value);
            case FLOAT64 -> to.putDouble(value);
        }
    }

    private static double unsigned(long value) {
        // the lowest bit stays, so that the sum is rounded once
        return value >= 0 ? value : (value >>> 1 | (value & 1)) * 2.0;
    }
}
