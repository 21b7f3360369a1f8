package io.unfade.data;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Numbers in one flat array, in their original precision, which other classes need not know. */
public sealed interface Cells {
    /** {@return zeros, in the given precision} */
    static Cells zeros(Precision precision, int size) {
        return switch (precision) {
            case SINGLE -> new Floats(new float[size]);
            case DOUBLE -> new Doubles(new double[size]);
        };
    }

    Precision precision();

    double get(int index);

    void set(int index, double value);

    void copyTo(int from, float[] target, int to, int count);

    void copyTo(int from, double[] target, int to, int count);

    /** Copies cells from another array of the same precision. */
    void copyFrom(Cells source, int from, int to, int count);

    /** Copies the remaining values of a buffer, starting at a cell. */
    void copyFrom(FloatBuffer source, int to);

    /** As {@link #copyFrom(FloatBuffer, int)}, rounded if cells are in single precision. */
    void copyFrom(DoubleBuffer source, int to);

    /** {@return whether all cells in a range are finite} */
    boolean finite(int from, int count);

    /** Cells in single precision. */
    record Floats(float[] values) implements Cells {
        @Override
        public Precision precision() {
            return Precision.SINGLE;
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = (float) value;
        }

        @Override
        public void copyTo(int from, float[] target, int to, int count) {
            System.arraycopy(values, from, target, to, count);
        }

        @Override
        public void copyTo(int from, double[] target, int to, int count) {
            for (int i = 0; i < count; i++) {
                target[to + i] = values[from + i];
            }
        }

        @Override
        public void copyFrom(Cells source, int from, int to, int count) {
            source.copyTo(from, values, to, count);
        }

        @Override
        public void copyFrom(FloatBuffer source, int to) {
            source.get(values, to, source.remaining());
        }

        @Override
        public void copyFrom(DoubleBuffer source, int to) {
            for (int i = to; source.hasRemaining(); i++) {
                values[i] = (float) source.get();
            }
        }

        @Override
        public boolean finite(int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (!Float.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats cells && Arrays.equals(values, cells.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** Cells in double precision. */
    record Doubles(double[] values) implements Cells {
        @Override
        public Precision precision() {
            return Precision.DOUBLE;
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public void set(int index, double value) {
            values[index] = value;
        }

        @Override
        public void copyTo(int from, float[] target, int to, int count) {
            for (int i = 0; i < count; i++) {
                target[to + i] = (float) values[from + i];
            }
        }

        @Override
        public void copyTo(int from, double[] target, int to, int count) {
            System.arraycopy(values, from, target, to, count);
        }

        @Override
        public void copyFrom(Cells source, int from, int to, int count) {
            source.copyTo(from, values, to, count);
        }

        @Override
        public void copyFrom(FloatBuffer source, int to) {
            for (int i = to; source.hasRemaining(); i++) {
                values[i] = source.get();
            }
        }

        @Override
        public void copyFrom(DoubleBuffer source, int to) {
            source.get(values, to, source.remaining());
        }

        @Override
        public boolean finite(int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (!Double.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles cells && Arrays.equals(values, cells.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
