package io.unfade.model;

import io.unfade.check.Keyed;

/** The axes of the array from which the network of another program reads series. */
public enum InputLayout implements Keyed {
    /** {@code (B, T, C)}, as in this library. */
    TIME_FEATURE,
    /** {@code (B, C, T)}, as PyTorch's convolutions over time read series. */
    FEATURE_TIME,
    /** {@code (B, T*C)}: all features of the first step, then all of the second, and so on. */
    FLAT;

    /** {@return the shape of the array} */
    public long[] shape(int count, int steps, int features) {
        return switch (this) {
            case TIME_FEATURE -> new long[] {count, steps, features};
            case FEATURE_TIME -> new long[] {count, features, steps};
            case FLAT -> new long[] {count, (long) steps * features};
        };
    }

    /** {@return the number of axes} */
    public int rank() {
        return this == FLAT ? 2 : 3;
    }

    /** {@return the values of series in this layout, row-major; those of the inputs where nothing moves} */
    public double[] arranged(Inputs inputs) {
        return this == FEATURE_TIME ? transposed(inputs.values(), inputs.steps(), inputs.features()) : inputs.values();
    }

    /** {@return values in this layout, such as a gradient, as {@code (B, T, C)}} */
    public double[] restored(double[] values, Inputs inputs) {
        return this == FEATURE_TIME ? transposed(values, inputs.features(), inputs.steps()) : values;
    }

    /** {@return {@code (B, rows, columns)} as {@code (B, columns, rows)}} */
    private static double[] transposed(double[] values, int rows, int columns) {
        double[] moved = new double[values.length];
        for (int from = 0; from < values.length; from += rows * columns) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    moved[from + column * rows + row] = values[from + row * columns + column];
                }
            }
        }
        return moved;
    }
}
