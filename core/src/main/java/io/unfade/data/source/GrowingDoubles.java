package io.unfade.data.source;

import java.util.Arrays;

/**
 * A growing list of numbers, stored in blocks: adding one takes O(1) and never copies earlier ones; less than a block
 * is wasted.
 */
public final class GrowingDoubles {
    /** The maximum size. */
    static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private static final int SHIFT = 13;
    private static final int BLOCK = 1 << SHIFT;
    private static final int MASK = BLOCK - 1;
    private static final int SMALLEST_BLOCK = 16;

    private double[][] blocks = {new double[SMALLEST_BLOCK]};
    private int size;

    /** {@return the number of values} */
    public int size() {
        return size;
    }

    /** {@return the number at an index below {@link #size}} */
    public double get(int index) {
        return blocks[index >> SHIFT][index & MASK];
    }

    /** Replaces the number at an index below {@link #size}. */
    public void set(int index, double value) {
        blocks[index >> SHIFT][index & MASK] = value;
    }

    /** Adds a number at the end if there is room. Returns whether there was. */
    public boolean add(double value) {
        if (size == MAX_SIZE) {
            return false;
        }
        int block = size >> SHIFT;
        int place = size & MASK;
        if (block == blocks.length || place == blocks[block].length) {
            grow(block);
        }
        blocks[block][place] = value;
        size++;
        return true;
    }

    /** Makes room for another number in a block: the first grows by doubling, later ones are allocated in full. */
    private void grow(int block) {
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
            Arrays.fill(blocks, block, blocks.length, new double[0]);
        }
        int length = block == 0 ? 2 * blocks[0].length : BLOCK;
        blocks[block] = Arrays.copyOf(blocks[block], length);
    }

    /** Adds numbers at the end if there is room for all of them. Returns whether there was. */
    boolean addAll(double[] values) {
        if (values.length > MAX_SIZE - size) {
            return false;
        }
        for (double value : values) {
            add(value);
        }
        return true;
    }

    /** Copies consecutive numbers into an array. */
    public void copyTo(int from, double[] target, int to, int count) {
        int copied = 0;
        while (copied < count) {
            int place = (from + copied) & MASK;
            int run = Math.min(count - copied, BLOCK - place);
            System.arraycopy(blocks[(from + copied) >> SHIFT], place, target, to + copied, run);
            copied += run;
        }
    }

    /** {@return the numbers, a copy} */
    public double[] toArray() {
        double[] values = new double[size];
        copyTo(0, values, 0, size);
        return values;
    }

    /** Removes all numbers. */
    public void clear() {
        size = 0;
    }
}
