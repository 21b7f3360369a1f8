package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;

/**
 * The rows of a long table: the series, time, line and values of each. Rows that are already in order, as in most
 * files, take hardly any memory in addition to their values.
 */
final class LongRows {
    private final Path file;
    private final LongTable.Words words;
    private final int features;
    private final GrowingDoubles values = new GrowingDoubles();
    private final RunLengthColumn series = new RunLengthColumn();
    private final RunLengthColumn times = new RunLengthColumn();
    private final RunLengthColumn lines = new RunLengthColumn();
    private boolean ordered = true;
    private int lastSeries = -1;
    private double lastTime;
    private int reordered;

    LongRows(Path file, LongTable.Words words, int features) {
        this.file = file;
        this.words = words;
        this.features = features;
    }

    /** Adds a row; its values are added next. */
    void add(int rowSeries, double time, long line) {
        ordered &= rowSeries > lastSeries || (rowSeries == lastSeries && time > lastTime);
        lastSeries = rowSeries;
        lastTime = time;
        series.add(rowSeries);
        times.add(time);
        lines.add((double) line);
    }

    /** {@return whether the rows have so many values, or more} */
    boolean fills(long cells) {
        return values.size() >= cells;
    }

    /** Adds the next value of the last row, unless there is no room for it. Returns whether there was. */
    boolean addValue(double value) {
        return values.add(value);
    }

    /** Copies the values of a row into an array. */
    void copyRow(int row, double[] target, int to) {
        values.copyTo(row * features, target, to, features);
    }

    /** {@return the time of a row} */
    double time(int row) {
        return times.get(row);
    }

    /** {@return the number of series with rows out of time order} */
    int reordered() {
        return reordered;
    }

    /**
     * {@return the row at an index in the order of series and then time}
     *
     * @param ids all series
     * @throws MalformedFileException if a series has a time twice
     */
    IntUnaryOperator order(Collection<Id> ids) throws MalformedFileException {
        if (ordered) {
            return IntUnaryOperator.identity();
        }
        int[] order = bySeries(ids);
        double[] rowTimes = times.toArray();
        int from = 0;
        for (Id id : ids) {
            int to = from + id.rows();
            if (!rises(order, from, to, rowTimes)) {
                sort(order, from, to, rowTimes);
                reordered++;
            }
            for (int i = from + 1; i < to; i++) {
                checkRises(id, order[i - 1], order[i], rowTimes);
            }
            from = to;
        }
        return place -> order[place];
    }

    private int[] bySeries(Collection<Id> ids) {
        int[] next = new int[ids.size()];
        int end = 0;
        for (Id id : ids) {
            next[id.index()] = end;
            end += id.rows();
        }
        double[] rowSeries = series.toArray();
        int[] order = new int[end];
        for (int row = 0; row < end; row++) {
            order[next[(int) rowSeries[row]]++] = row;
        }
        return order;
    }

    private static boolean rises(int[] order, int from, int to, double[] rowTimes) {
        for (int i = from + 1; i < to; i++) {
            if (rowTimes[order[i]] < rowTimes[order[i - 1]]) {
                return false;
            }
        }
        return true;
    }

    /** Sorts a range of rows by time; ties are ordered by line. */
    private static void sort(int[] order, int from, int to, double[] rowTimes) {
        Integer[] rows = new Integer[to - from];
        Arrays.setAll(rows, i -> order[from + i]);
        Arrays.sort(rows, Comparator.comparingDouble(row -> rowTimes[row]));
        for (int i = from; i < to; i++) {
            order[i] = rows[i - from];
        }
    }

    private void checkRises(Id id, int before, int row, double[] rowTimes) throws MalformedFileException {
        if (rowTimes[row] <= rowTimes[before]) {
            throw words.place(file, (long) lines.get(row))
                    .problem(
                            "id %s has the time %s twice, first in %s %.0f",
                            PlainText.quote(id.name()),
                            words.times().apply(rowTimes[row]),
                            words.row(),
                            lines.get(before));
        }
    }

    /** A series of a long table: what all its rows agree in, and how many there are so far. */
    static final class Id {
        private final String name;
        private final int index;
        private final @Nullable String label;
        private final @Nullable Integer group;
        private int rows;

        /**
         * @param name the id
         * @param index how many ids came before
         * @param label the class; null if the file has none
         * @param group the group; null if the file has none
         */
        Id(String name, int index, @Nullable String label, @Nullable Integer group) {
            this.name = name;
            this.index = index;
            this.label = label;
            this.group = group;
        }

        String name() {
            return name;
        }

        int index() {
            return index;
        }

        @Nullable
        String label() {
            return label;
        }

        @Nullable
        Integer group() {
            return group;
        }

        int rows() {
            return rows;
        }

        void countRow() {
            rows++;
        }
    }
}
