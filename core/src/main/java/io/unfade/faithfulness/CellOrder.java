package io.unfade.faithfulness;

import io.unfade.math.Vectors;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A series as a model reads it, what its cells are replaced with, and the order in which they are.
 *
 * @param whole the series, one of its kind
 * @param fill what cells are replaced with, as the values of {@code whole}
 * @param order cells of {@code whole}, the most salient first
 */
record CellOrder(Inputs whole, double[] fill, int[] order) {
    /**
     * {@return a series in the order of its map; equal cells in the order time, feature}
     *
     * @param saliency |saliency| of each real cell, (time, feature) in the order of the set
     * @param features from a feature of the set to that of the model
     */
    static CellOrder of(Inputs whole, double[] fill, double[] saliency, int... features) {
        int[] cells = Vectors.descending(saliency);
        int count = features.length;
        int[] order = IntStream.of(cells)
                .map(cell -> cell / count * count + features[cell % count])
                .toArray();
        return new CellOrder(whole, fill, order);
    }

    /** {@return the same with the least salient cells first} */
    CellOrder reversed() {
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, i -> order[order.length - 1 - i]);
        return new CellOrder(whole, fill, reversed);
    }

    /** {@return the number of cells} */
    int cells() {
        return order.length;
    }

    /** {@return the series without its first cells, once for each number of them} */
    Inputs without(int... counts) {
        return variants(whole.values(), fill, counts);
    }

    /** {@return the series with nothing but its first cells, once for each number of them} */
    Inputs only(int... counts) {
        return variants(fill, whole.values(), counts);
    }

    private Inputs variants(double[] from, double[] to, int... counts) {
        int size = whole.values().length;
        double[] values = new double[Math.multiplyExact(counts.length, size)];
        int[] lengths = new int[counts.length];
        Arrays.fill(lengths, whole.lengths()[0]);
        for (int v = 0; v < counts.length; v++) {
            System.arraycopy(from, 0, values, v * size, size);
            for (int k = 0; k < counts[v]; k++) {
                values[v * size + order[k]] = to[order[k]];
            }
        }
        return new Inputs(values, lengths, whole.steps(), whole.features());
    }
}
