package io.unfade.math;

import java.nio.ByteBuffer;

/**
 * The state of something that goes on step by step, on its way into bytes or out of them. A part of it passes its numbers
 * in a fixed order, by one method for both ways: so what is written is what is read. Numbers are exact.
 */
public abstract sealed class StreamState {
    private StreamState() {}

    /** Passes values of a fixed number; a state that is read replaces them. */
    public abstract void values(double[] values);

    /** {@return the number to go on with: the same, or that of the state that is read} */
    public abstract long number(long present);

    /** As {@link #number}. */
    public final int number(int present) {
        return Math.toIntExact(number((long) present));
    }

    /** As {@link #number(long)}. */
    public final boolean flag(boolean present) {
        return number(present ? 1L : 0L) != 0;
    }

    /** Counts the bytes of a state. */
    public static final class Size extends StreamState {
        private int bytes;

        @Override
        public void values(double[] values) {
            bytes += Double.BYTES * values.length;
        }

        @Override
        public long number(long present) {
            bytes += Long.BYTES;
            return present;
        }

        /** {@return the number of bytes so far} */
        public int bytes() {
            return bytes;
        }
    }

    /** Writes a state into bytes. */
    public static final class Out extends StreamState {
        private final ByteBuffer bytes;

        /** @param bytes with room for all of it */
        public Out(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public void values(double[] values) {
            for (double value : values) {
                bytes.putDouble(value);
            }
        }

        @Override
        public long number(long present) {
            bytes.putLong(present);
            return present;
        }
    }

    /** Reads a state from bytes. */
    public static final class In extends StreamState {
        private final ByteBuffer bytes;

        /** @param bytes that hold all of it */
        public In(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public void values(double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getDouble();
            }
        }

        @Override
        public long number(long present) {
            return bytes.getLong();
        }
    }
}
