package io.unfade.data.io;

import java.util.Arrays;

/** Numbers whose count is not known beforehand; adding one takes O(1) on average. */
final class GrowingDoubles {
    /** The most numbers that fit. */
    static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private double[] values = new double[16];
    private int size;

    /** {@return how many there are} */
    int size() {
        return size;
    }

    /** {@return the number at an index below {@link #size}} */
    double get(int index) {
        return values[index];
    }

    /** Adds a number at the end, unless there is no room for one more; {@return whether there was} */
    boolean add(double value) {
        if (size == values.length) {
            if (size == MAX_SIZE) {
                return false;
            }
            values = Arrays.copyOf(values, (int) Math.min(MAX_SIZE, 2L * size));
        }
        values[size++] = value;
        return true;
    }

    /** {@return the numbers, a copy} */
    double[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Forgets all numbers. */
    void clear() {
        size = 0;
    }
}
