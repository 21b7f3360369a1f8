package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The arrays of an {@code .npz} file that say more about the series in {@code X}, and must be as large as it. */
final class SeriesArrays {
    private final NpzFile npz;
    private final int[] shape;

    /**
     * @param npz the open file
     * @param shape of {@code X}, three axes
     */
    SeriesArrays(NpzFile npz, int[] shape) {
        this.npz = npz;
        this.shape = shape.clone();
    }

    /** {@return whether a file says itself which axis of {@code X} is which} */
    boolean settleAxes() {
        return npz.has("feature_names") || npz.has("on_task");
    }

    /**
     * {@return an array}
     *
     * @throws MalformedFileException if it is of another shape than expected
     */
    NpyArray shaped(String name, int... expected) throws IOException {
        NpyArray array = npz.array(name);
        npz.location(name)
                .require(
                        Arrays.equals(array.shape(), expected),
                        "must have shape %s, as X has shape %s, but has %s",
                        Arrays.toString(expected),
                        Arrays.toString(shape),
                        Arrays.toString(array.shape()));
        return array;
    }

    /** {@return an array of texts} */
    List<String> texts(String name, int size) throws IOException {
        return shaped(name, size).toStrings();
    }

    /** {@return a whole number for each series, each in {@code least..most}} */
    int[] integers(String name, int least, int most) throws IOException {
        NpyArray array = shaped(name, shape[0]);
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) inRange(array, i, least, most, npz.location(name));
        }
        return integers;
    }

    /** {@return an array of 0 and 1} */
    byte[] mask(String name, int... expected) throws IOException {
        NpyArray array = shaped(name, expected);
        Location location = npz.location(name);
        byte[] mask = new byte[array.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) inRange(array, i, 0, 1, location);
        }
        return mask;
    }

    private static long inRange(NpyArray array, int index, int least, int most, Location location)
            throws MalformedFileException {
        long value = array.longAt(index);
        if (value < least || value > most) {
            throw location.problem("element %d must be in %d..%d, but is %d", index, least, most, value);
        }
        return value;
    }
}
