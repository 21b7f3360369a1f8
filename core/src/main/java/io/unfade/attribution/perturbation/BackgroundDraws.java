package io.unfade.attribution.perturbation;

import io.unfade.attribution.Background;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.Random;

/**
 * Series of the background for each series, from its own random stream and so independent of the batch: in random
 * order, each once before any comes again.
 */
final class BackgroundDraws {
    private final Background background;
    private final Inputs inputs;
    private final Random[] random;
    private final int[][] order;
    private int drawn;

    BackgroundDraws(Problem problem, String use) {
        background = problem.background();
        inputs = problem.inputs();
        random = new Random[inputs.count()];
        order = new int[inputs.count()][background.count()];
        Arrays.setAll(random, b -> problem.random(b, use));
        for (int[] indices : order) {
            Arrays.setAll(indices, i -> i);
        }
    }

    /** {@return the next series for each, {@code (B, T, C)}; padding is 0} */
    double[] next() {
        double[] values = new double[inputs.values().length];
        int at = drawn++ % background.count();
        for (int b = 0; b < order.length; b++) {
            int[] indices = order[b];
            int other = at + random[b].nextInt(indices.length - at);
            int index = indices[other];
            indices[other] = indices[at];
            indices[at] = index;
            background.copy(index, inputs.cells(b), values, inputs.offset(b));
        }
        return values;
    }
}
