package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Arrays written in place, in memory allocated by the engine. */
public final class Filled {
    /*
     * An array created by the engine from Java numbers is backed by a Java buffer, which is zeroed first and freed by
     * some later garbage collection, so every batch would touch new memory.
     */
    private Filled() {}

    /**
     * {@return an array in single precision}
     *
     * @param manager owns the array
     * @param fill writes all values, row-major, in the byte order of the buffer; values not written are undefined
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
