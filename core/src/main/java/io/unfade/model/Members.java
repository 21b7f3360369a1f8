package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import java.util.function.Function;

/**
 * The members of an ensemble, side by side in one batch: each reads all series, those of the first member first.
 *
 * @param count M; 1 for a single network
 */
record Members(int count) {
    /**
     * {@return the mean over the members of what the network gives}
     *
     * @param arrays with the axis of the series first
     * @param given from the arrays of all members to what each gives of each series
     */
    NDArray mean(NDList arrays, Function<NDList, NDArray> given) {
        if (count == 1) {
            return given.apply(arrays);
        }
        NDList repeated = new NDList();
        arrays.forEach(array -> repeated.add(repeated(array)));
        NDArray values = given.apply(repeated);
        Shape ofOne = values.getShape().slice(1);
        return values.reshape(new Shape(count, -1).addAll(ofOne)).mean(new int[] {0});
    }

    /** {@return the array once for each member} */
    NDArray repeated(NDArray array) {
        if (count == 1) {
            return array;
        }
        NDList copies = new NDList();
        for (int i = 0; i < count; i++) {
            copies.add(array);
        }
        return NDArrays.concat(copies, 0);
    }
}
