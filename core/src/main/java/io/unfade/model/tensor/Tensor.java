package io.unfade.model.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Require;
import io.unfade.data.Precision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An array outside the engine's memory.
 *
 * @param shape its sizes; empty for a scalar
 * @param precision of its numbers
 * @param data the numbers, row-major, little-endian; not to be changed
 */
public record Tensor(long[] shape, Precision precision, ByteBuffer data) {
    /** Checks the amount of data against the shape. */
    public Tensor {
        long bytes = Arrays.stream(shape).reduce(1, Math::multiplyExact) * bytes(precision);
        Require.argument(
                data.remaining() == bytes,
                "a tensor of shape %s needs %d bytes, but there are %d",
                Arrays.toString(shape),
                bytes,
                data.remaining());
    }

    /** {@return a copy of an array of float32 or float64} */
    public static Tensor of(NDArray array) {
        ByteBuffer copy =
                ByteBuffer.allocate((int) array.size() * array.getDataType().getNumOfBytes());
        copy.put(array.toByteBuffer()).flip();
        Precision precision = array.getDataType() == DataType.FLOAT64 ? Precision.DOUBLE : Precision.SINGLE;
        return new Tensor(array.getShape().getShape(), precision, copy);
    }

    /** {@return a copy of numbers in double precision} */
    public static Tensor of(double[] values, long... shape) {
        ByteBuffer copy = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        copy.asDoubleBuffer().put(values);
        return new Tensor(shape, Precision.DOUBLE, copy);
    }

    /** {@return a copy in the engine's memory, owned by the manager} */
    public NDArray toArray(NDManager manager, DataType type) {
        Shape dims = new Shape(shape);
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Math.max(1, data.remaining())).order(ByteOrder.nativeOrder());
        if (precision == Precision.DOUBLE) {
            buffer.asDoubleBuffer().put(toDoubles());
        } else {
            buffer.asFloatBuffer().put(little().asFloatBuffer());
        }
        buffer.limit(data.remaining());
        DataType stored = precision == Precision.DOUBLE ? DataType.FLOAT64 : DataType.FLOAT32;
        NDArray array = manager.create(buffer, dims, stored);
        if (type == stored) {
            return array;
        }
        try (array) {
            return array.toType(type, true);
        }
    }

    /** {@return the numbers, row-major} */
    public double[] toDoubles() {
        double[] values = new double[data.remaining() / bytes(precision)];
        if (precision == Precision.DOUBLE) {
            little().asDoubleBuffer().get(values);
        } else {
            var floats = little().asFloatBuffer();
            Arrays.setAll(values, floats::get);
        }
        return values;
    }

    /** {@return one of several equal parts along the first axis, which it lacks; itself if there is one part} */
    public Tensor part(int index, int parts) {
        if (parts == 1) {
            return this;
        }
        int size = data.remaining() / parts;
        ByteBuffer own = ByteBuffer.allocate(size).put(data.slice(data.position() + index * size, size));
        return new Tensor(Arrays.copyOfRange(shape, 1, shape.length), precision, own.flip());
    }

    /** {@return a copy in which some of several equal parts along the first axis are those of another} */
    public Tensor withParts(Tensor other, boolean[] taken) {
        double[] values = toDoubles();
        double[] others = other.toDoubles();
        int size = values.length / taken.length;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                System.arraycopy(others, i * size, values, i * size, size);
            }
        }
        return of(values, shape);
    }

    /** {@return the rows of a matrix} */
    public double[][] rows() {
        Require.argument(shape.length == 2, "a matrix has 2 axes, but there are %d", shape.length);
        double[] values = toDoubles();
        int width = (int) shape[1];
        double[][] rows = new double[(int) shape[0]][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
        return rows;
    }

    /** {@return the bytes of one number} */
    public static int bytes(Precision precision) {
        return precision == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
    }

    private ByteBuffer little() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && Arrays.equals(shape, tensor.shape)
                && precision == tensor.precision
                && data.equals(tensor.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape) * 31 + data.hashCode();
    }
}
