package io.unfade.serve.array;

import io.unfade.data.SeriesSet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers of one series by step and feature.
 *
 * @param steps T
 * @param features C
 * @param values T C of them, NaN where there is no cell
 */
public record Matrix(int steps, int features, float[] values) {
    /** {@return the mean of each cell over the series that have its step, NaN where none has} */
    static Matrix meanOf(SeriesSet set) {
        double[] sums = new double[set.steps() * set.features()];
        int[] counts = new int[sums.length];
        for (int i = 0; i < set.count(); i++) {
            float[] cells = LoadedSeries.of(set, i).values();
            for (int cell = 0; cell < cells.length; cell++) {
                if (!Float.isNaN(cells[cell])) {
                    sums[cell] += cells[cell];
                    counts[cell]++;
                }
            }
        }
        float[] means = new float[sums.length];
        for (int cell = 0; cell < means.length; cell++) {
            means[cell] = counts[cell] == 0 ? Float.NaN : (float) (sums[cell] / counts[cell]);
        }
        return new Matrix(set.steps(), set.features(), means);
    }

    /** {@return the numbers as float32, little-endian} */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
