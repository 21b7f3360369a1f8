package io.unfade.attribution.recurrent.graph;

import java.util.List;

/**
 * The maximum of vectors, unit by unit.
 *
 * <p>The multiplier of an input is its share of the straight way from the reference to x on which it holds the maximum,
 * a convex function on that way: the shares times the changes of the inputs sum to the change of the maximum. Where x
 * is its own reference, the largest gets all.
 */
record Maximum(List<Vector> inputs, Vector output) implements Operation {
    @Override
    public void run(double[][] values) {
        for (int i = 0; i < output.size(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (Vector input : inputs) {
                largest = Math.max(largest, input.at(values, i));
            }
            output.add(values, i, largest);
        }
    }

    @Override
    public void back(Pass pass) {
        double[] from = new double[inputs.size()];
        double[] change = new double[inputs.size()];
        for (int i = 0; i < output.size(); i++) {
            double m = output.at(pass.m(), i);
            for (int k = 0; k < from.length; k++) {
                from[k] = inputs.get(k).at(pass.reference(), i);
                change[k] = inputs.get(k).at(pass.x(), i) - from[k];
            }
            double[] shares = shares(from, change);
            for (int k = 0; k < from.length; k++) {
                inputs.get(k).add(pass.m(), i, m * shares[k]);
            }
        }
    }

    /** {@return for each k the share of s in 0..1 on which {@code from + s * change} is the largest} */
    static double[] shares(double[] from, double[] change) {
        double[] shares = new double[from.length];
        int holder = 0;
        for (int k = 1; k < from.length; k++) {
            if (from[k] > from[holder] || (from[k] == from[holder] && change[k] > change[holder])) {
                holder = k;
            }
        }
        double at = 0;
        while (at < 1) {
            int next = holder;
            double until = 1;
            for (int k = 0; k < from.length; k++) {
                double faster = change[k] - change[holder];
                if (faster > 0) {
                    double meets = Math.max(at, (from[holder] - from[k]) / faster);
                    if (meets < until || (meets == until && until < 1 && change[k] > change[next])) {
                        until = meets;
                        next = k;
                    }
                }
            }
            shares[holder] += until - at;
            at = until;
            holder = next;
        }
        return shares;
    }
}
