package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.unfade.engine.Gradients;
import io.unfade.nn.attention.PrefixSums;
import io.unfade.nn.attention.SafeScan;
import io.unfade.nn.spec.ReadoutKind;

import java.util.Arrays;

/**
 * The readout of hidden states that follow others, of which only what it needs is kept: the largest values, the sums, or for
 * self-attention the sums of {@link PrefixSums}. One direction only, in evaluation mode.
 *
 * @param vectors what {@link Readout} gives for the states up to each of these steps, {@code (B, T, V)}
 * @param kept what it needs of all states so far, each {@code (B, ..)}
 */
record ResumedReadout(NDArray vectors, NDList kept) {
    /**
     * Reads out states.
     *
     * @param states that follow {@code (B, T, H)}
     * @param before what was kept of those before; empty if there are none
     * @param read their number
     */
    static ResumedReadout of(
            ReadoutKind kind, Readout readout, ParameterStore store, NDArray states, NDList before, long read) {
        return switch (kind) {
            case LAST, LAST_STEP -> new ResumedReadout(states, new NDList());
            case MAX -> largest(states, before);
            case MEAN -> mean(states, before, read);
            case SELF_ATTENTION -> attended(readout.scores(store, states, false), states, before);
            case CONJUNCTIVE -> mean(readout.weighted(store, states, false), before, read);
        };
    }

    private static ResumedReadout largest(NDArray states, NDList before) {
        if (before.isEmpty()) {
            NDArray largest = Readout.largestSoFar(states);
            return new ResumedReadout(largest, new NDList(lastStep(largest)));
        }
        NDArray all = NDArrays.concat(new NDList(before.head(), states), 1);
        NDArray largest = Readout.largestSoFar(all);
        NDArray own = largest.get(
                new NDIndex().addAllDim().addSliceDim(1, largest.getShape().get(1)));
        return new ResumedReadout(own, new NDList(lastStep(largest)));
    }

    private static ResumedReadout mean(NDArray states, NDList before, long read) {
        NDArray own = states.cumSum(1);
        NDArray sums = before.isEmpty() ? own : own.add(before.head());
        return new ResumedReadout(sums.div(counts(states, read)), new NDList(lastStep(sums)));
    }

    private static ResumedReadout attended(NDArray scores, NDArray states, NDList before) {
        SafeScan scan = new SafeScan(scores, PrefixSums.of(before));
        NDArray vectors = scan.concat(states, null, false);
        return new ResumedReadout(vectors, scan.sums().arrays());
    }

    /** {@return the numbers of states up to each step, {@code (1, T, 1)}} */
    private static NDArray counts(NDArray states, long read) {
        double[] numbers = new double[(int) states.getShape().get(1)];
        Arrays.setAll(numbers, t -> (double) (read + t + 1));
        return Gradients.without(() -> states.getManager()
                .create(numbers, new Shape(1, numbers.length, 1))
                .toType(states.getDataType(), false));
    }

    private static NDArray lastStep(NDArray array) {
        long steps = array.getShape().get(1);
        return array.get(new NDIndex().addAllDim().addSliceDim(steps - 1, steps));
    }
}
