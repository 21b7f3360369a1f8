package io.unfade.attribution.path;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.model.Inputs;

/** How far maps are from summing to a change of the output. */
final class Gaps {
    private Gaps() {}

    /** {@return maps with the sum of the cells of each, less the change of f that they should sum to} */
    static Explained of(Inputs inputs, double[] maps, double[] changes) {
        double[] gaps = new double[changes.length];
        for (int b = 0; b < gaps.length; b++) {
            double sum = 0;
            int first = inputs.offset(b);
            for (int i = 0; i < inputs.cells(b); i++) {
                sum += maps[first + i];
            }
            gaps[b] = sum - changes[b];
        }
        return new Explained(maps, gaps);
    }
}
