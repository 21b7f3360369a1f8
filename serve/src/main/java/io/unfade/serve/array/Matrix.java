package io.unfade.serve.array;

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
    /** {@return the numbers as float32, little-endian} */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
