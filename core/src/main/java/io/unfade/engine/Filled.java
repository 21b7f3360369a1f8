package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Arrays that are written where they stay, in memory that the engine allocates. */
public final class Filled {
    /*
     * An array that the engine makes of Java numbers lies in a Java buffer, which is zeroed first and given back at some
     * later garbage collection, so that every batch would touch new memory.
     */
    private Filled() {}

    /**
     * {@return an array in single precision}
     *
     * @param manager owns the array
     * @param fill writes all values, row-major, in the order of the buffer; what it does not write may be anything
     */
    public static NDArray floats(NDManager manager, Shape shape, Consumer<ByteBuffer> fill) {
        if (manager.getDevice().isGpu()) {
            ByteBuffer values = ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * shape.size()))
                    .order(ByteOrder.nativeOrder());
            fill.accept(values.duplicate().order(ByteOrder.nativeOrder()));
            return manager.create(values, shape, DataType.FLOAT32);
        }
        NDArray array = manager.create(shape, DataType.FLOAT32);
        fill.accept(array.toByteBuffer(true));
        return array;
    }
}
