package io.unfade;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpzFile;
import io.unfade.testing.SharedFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** A file of reference numbers, as arrays of the engine. */
public final class Golden implements AutoCloseable {
    private final NpzFile file;
    private final NDManager manager;
    private final DataType type;

    /**
     * Opens a file.
     *
     * @param name such as {@code "cell_concat_tiny.npz"}
     * @param manager owns the arrays
     * @param type of the arrays
     */
    public Golden(String name, NDManager manager, DataType type) throws IOException {
        this(SharedFiles.golden(name), manager, type);
    }

    /** Opens a file at another path, such as {@link SharedFiles#pretrained(String)}. */
    public Golden(Path path, NDManager manager, DataType type) throws IOException {
        file = NpzFile.open(path);
        this.manager = manager;
        this.type = type;
    }

    /** {@return whether there is an array with this name} */
    public boolean has(String name) {
        return file.has(name);
    }

    /** {@return the array with this name} */
    public NDArray array(String name) throws IOException {
        NpyArray array = file.array(name);
        long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
        return manager.create(array.toDoubles(), new Shape(shape)).toType(type, false);
    }

    /** {@return the numbers with this name} */
    public double[] doubles(String name) throws IOException {
        return file.array(name).toDoubles();
    }

    /** {@return the integers with this name} */
    public long[] longs(String name) throws IOException {
        return file.array(name).toLongs();
    }

    /**
     * {@return one-hot target classes, {@code (B, K)}}
     *
     * @param logits name of the array with the shape
     */
    public NDArray onTarget(String logits) throws IOException {
        long[] target = longs("target");
        Shape shape = array(logits).getShape();
        double[] values = new double[(int) shape.size()];
        for (int b = 0; b < target.length; b++) {
            values[b * (int) shape.get(1) + (int) target[b]] = 1;
        }
        return manager.create(values, shape).toType(type, false);
    }

    /** Fails unless the largest difference is at most the tolerance. */
    public void assertClose(NDArray actual, String name, double absolute) throws IOException {
        assertClose(actual, array(name), name, absolute);
    }

    /** Fails unless shapes agree and the largest difference is at most the tolerance. */
    public static void assertClose(NDArray actual, NDArray expected, String name, double absolute) {
        assertThat(actual.getShape()).as(name).isEqualTo(expected.getShape());
        assertThat(maxDifference(actual, expected)).as(name).isLessThanOrEqualTo(absolute);
    }

    /** {@return the largest absolute difference; infinite if anything is not finite} */
    public static double maxDifference(NDArray actual, NDArray expected) {
        double[] a = doubles(actual);
        double[] b = doubles(expected);
        double max = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - b[i]);
            max = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(max, difference);
        }
        return max;
    }

    /** {@return the largest absolute value} */
    public static double maxAbsolute(NDArray array) {
        return Arrays.stream(doubles(array)).map(Math::abs).max().orElse(0);
    }

    /** {@return the values, row-major} */
    public static double[] doubles(NDArray array) {
        return Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
