package io.unfade.attribution;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.model.Inputs;

import java.util.Arrays;

/** How far maps are from summing to a change of the output. */
public final class Gaps {
    private Gaps() {}

    /**
     * {@return maps with the sum of the cells of each, less f(x) - f(b); two passes of the model, or one}
     *
     * @param baseline b {@code (B, T, C)}
     */
    public static Explained of(Problem problem, double[] maps, double[] baseline) {
        double[] changes = problem.values();
        double[] before = problem.at(baseline).values();
        Arrays.setAll(changes, b -> changes[b] - before[b]);
        return of(problem.inputs(), maps, changes);
    }

    /** {@return maps with the sum of the cells of each, less the change of f that they should sum to} */
    public static Explained of(Inputs inputs, double[] maps, double[] changes) {
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
