package io.unfade.parquet;

import io.unfade.data.source.Location;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

import java.io.IOException;
import java.util.Arrays;

/**
 * The lists of a column in a row group, one a row: of numbers over time, or of steps, each a list of numbers. Missing numbers
 * are NaN.
 */
final class ListCells {
    private final ColumnCells cells;
    private final int steps; // definition level of a list with a step
    private final int features; // of a step with a number
    private final boolean nested;
    private final String name;
    private final long most;
    private boolean waiting;
    private double[] values = new double[64];
    private int size;
    private int width;
    private int length;

    /** @param most numbers that a row may have */
    ListCells(GroupType schema, ColumnDescriptor column, ColumnCells cells, long most) {
        this.cells = cells;
        this.most = most;
        name = column.getPath()[0];
        int[] levels = levels(schema, column.getPath());
        steps = levels[0];
        nested = column.getMaxRepetitionLevel() == 2;
        features = nested ? levels[1] : steps;
    }

    private static int[] levels(GroupType schema, String[] path) {
        int[] levels = new int[path.length];
        int found = 0;
        int level = 0;
        GroupType group = schema;
        for (int i = 0; i < path.length; i++) {
            Type type = group.getType(path[i]);
            level += type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1;
            if (type.isRepetition(Type.Repetition.REPEATED)) {
                levels[found++] = level;
            }
            group = type.isPrimitive() ? group : type.asGroupType();
        }
        return Arrays.copyOf(levels, found);
    }

    /**
     * Reads the list of the next row.
     *
     * @throws io.unfade.check.MalformedFileException if its steps are missing, or of different widths
     */
    void read(Location row) throws IOException {
        row.require(waiting || cells.next(), "is damaged: the column '%s' has fewer rows than the file", name);
        size = 0;
        length = 0;
        width = 0;
        row.require(cells.definition() >= steps, "it has no %s", name);
        int inStep = 0;
        do {
            if (length == 0 || !nested || cells.repetition() < 2) {
                endStep(inStep, row);
                length++;
                inStep = 0;
            }
            if (cells.definition() >= features) {
                add(cells.isPresent() ? cells.number() : Double.NaN, row);
                inStep++;
            }
            waiting = cells.next();
        } while (waiting && cells.repetition() > 0);
        endStep(inStep, row);
    }

    private void endStep(int inStep, Location row) throws IOException {
        if (length == 0) {
            return;
        }
        if (length == 1) {
            width = inStep;
        }
        if (inStep != width || width == 0) {
            throw row.problem(
                    "step %d of %s has %s, but %s",
                    length - 1,
                    name,
                    inStep == 0 ? "no features" : inStep + (inStep == 1 ? " feature" : " features"),
                    length == 1 ? "must have at least one" : "step 0 has " + width);
        }
    }

    private void add(double value, Location row) throws IOException {
        row.require(size < most, "has more than %d values, which the size of the file does not allow", most);
        if (size == values.length) {
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size));
        }
        values[size++] = value;
    }

    /** {@return the number of steps of the list} */
    int length() {
        return length;
    }

    /** {@return the number of numbers in each step} */
    int width() {
        return width;
    }

    /** {@return the numbers of the first steps, row-major (step, number); a copy} */
    double[] values(int count) {
        return Arrays.copyOf(values, count * width);
    }
}
