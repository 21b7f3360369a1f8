package io.unfade.data.source;

/**
 * A column of finite numbers, one a row, that mostly go on in equal steps, as line numbers and times do: run-length encoding
 * of the steps. Memory is taken only where the step changes: 24 bytes there, at most 12 a row.
 */
public final class RunLengthColumn {
    private final GrowingDoubles starts = new GrowingDoubles();
    private final GrowingDoubles firsts = new GrowingDoubles();
    private final GrowingDoubles steps = new GrowingDoubles();
    private int size;

    /** Adds the number of the next row. */
    public void add(double value) {
        if (!continues(value)) {
            starts.add(size);
            firsts.add(value);
            steps.add(0);
        }
        size++;
    }

    /** {@return whether a number follows the last run, whose second number decides its step} */
    private boolean continues(double value) {
        int last = starts.size() - 1;
        if (last < 0) {
            return false;
        }
        double first = firsts.get(last);
        double distance = size - starts.get(last);
        double step = distance == 1 ? value - first : steps.get(last);
        if (first + step * distance != value) {
            return false;
        }
        steps.set(last, step);
        return true;
    }

    /** {@return the number of a row} */
    public double get(int row) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return at(low, row);
    }

    /** {@return the numbers of all rows} */
    public double[] toArray() {
        double[] values = new double[size];
        int run = -1;
        for (int row = 0; row < size; row++) {
            if (run + 1 < starts.size() && starts.get(run + 1) == row) {
                run++;
            }
            values[row] = at(run, row);
        }
        return values;
    }

    private double at(int run, int row) {
        return firsts.get(run) + steps.get(run) * (row - starts.get(run));
    }
}
