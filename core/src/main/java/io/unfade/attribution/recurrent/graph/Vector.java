package io.unfade.attribution.recurrent.graph;

/**
 * A vector of a graph: consecutive values of one of the arrays of a run.
 *
 * @param array index of the array
 * @param offset index of the first value
 * @param size number of values
 */
public record Vector(int array, int offset, int size) {
    /** {@return one of equal parts} */
    public Vector part(int index, int parts) {
        return new Vector(array, offset + index * (size / parts), size / parts);
    }

    /** {@return one of its values in the arrays of a run} */
    public double at(double[][] arrays, int i) {
        return arrays[array][offset + i];
    }

    void add(double[][] arrays, int i, double value) {
        arrays[array][offset + i] += value;
    }
}
