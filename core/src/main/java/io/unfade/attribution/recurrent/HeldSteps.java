package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.nn.spec.ModelSpec;

import java.util.Arrays;
import java.util.List;

/**
 * The shares of steps in what a model's attention and its readout hold.
 *
 * @param spec of the model
 * @param values of a run
 */
record HeldSteps(ModelSpec spec, double[][] values) {
    /**
     * {@return the share of each step in the matrices of input-cell attention, the mean over hops}
     *
     * @param ofStates the weight of the matrix of each step
     * @param scores of each step, one for each hop
     */
    double[] held(double[] ofStates, List<Vector> scores) {
        int hops = scores.get(0).size();
        double[] held = new double[ofStates.length];
        for (int k = 0; k < hops; k++) {
            double[] norms = new double[held.length];
            double norm = 0;
            for (int t = 0; t < held.length; t++) {
                norm += Math.exp(scores.get(t).at(values, k));
                norms[t] = norm;
            }
            double later = 0;
            for (int t = held.length - 1; t >= 0; t--) {
                later += ofStates[t] / norms[t];
                held[t] += Math.exp(scores.get(t).at(values, k)) * later / hops;
            }
        }
        return held;
    }

    /** {@return whether the weights of the states in a model's readout depend on these} */
    static boolean dependOnStates(ModelSpec spec) {
        return switch (spec.readout().kind()) {
            case MAX, SELF_ATTENTION, CONJUNCTIVE -> true;
            case LAST, LAST_STEP, MEAN -> false;
        };
    }

    /**
     * {@return the weight of the state of each step in the readout}
     *
     * @param steps their number
     * @param states of each step, if the weights depend on them
     * @param readoutScores of each step, for self-attention; for conjunctive pooling its weight
     */
    double[] ofStates(int steps, List<Vector> states, List<Vector> readoutScores) {
        double[] weights = new double[steps];
        int last = weights.length - 1;
        switch (spec.readout().kind()) {
            case LAST -> {
                weights[last] += 1.0 / spec.directions();
                weights[spec.bidirectional() ? 0 : last] += 1 - 1.0 / spec.directions();
            }
            case LAST_STEP -> weights[last] = 1;
            case MEAN -> Arrays.fill(weights, 1.0 / weights.length);
            case MAX -> addLargest(states, weights);
            case SELF_ATTENTION -> {
                double[] atEnd = new double[weights.length];
                atEnd[last] = 1;
                weights = held(atEnd, readoutScores);
            }
            case CONJUNCTIVE -> weights = shares(readoutScores);
        }
        return weights;
    }

    /** {@return the first values of vectors as shares of their sum} */
    private double[] shares(List<Vector> vectors) {
        double[] first =
                vectors.stream().mapToDouble(vector -> vector.at(values, 0)).toArray();
        double sum = Arrays.stream(first).sum();
        return Arrays.stream(first).map(value -> value / sum).toArray();
    }

    private void addLargest(List<Vector> states, double[] weights) {
        int size = states.get(0).size();
        for (int i = 0; i < size; i++) {
            int largest = 0;
            for (int t = 1; t < weights.length; t++) {
                if (states.get(t).at(values, i) > states.get(largest).at(values, i)) {
                    largest = t;
                }
            }
            weights[largest] += 1.0 / size;
        }
    }
}
