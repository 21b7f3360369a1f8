package io.unfade.attribution.recurrent.graph;

import java.util.List;

/** Operations on the values of vectors of one size, each with those of the same index. */
final class Elementwise {
    private Elementwise() {}

    /** An activation. */
    record Activated(Activation activation, Vector input, Vector output) implements Operation {
        @Override
        public void run(double[][] values) {
            double[] z = values[input.array()];
            double[] a = values[output.array()];
            for (int i = 0; i < output.size(); i++) {
                a[output.offset() + i] = activation.of(z[input.offset() + i]);
            }
        }

        @Override
        public void back(Pass pass) {
            for (int i = 0; i < output.size(); i++) {
                double m = output.at(pass.m(), i);
                if (m != 0) {
                    double ofInput = pass.rules()
                            .through(
                                    activation,
                                    m,
                                    input.at(pass.x(), i),
                                    input.at(pass.reference(), i),
                                    output.at(pass.x(), i),
                                    output.at(pass.reference(), i));
                    input.add(pass.m(), i, ofInput);
                }
            }
        }
    }

    /** A gate times a signal. */
    record Product(Vector gate, Vector signal, Vector output) implements Operation {
        @Override
        public void run(double[][] values) {
            for (int i = 0; i < output.size(); i++) {
                output.add(values, i, gate.at(values, i) * signal.at(values, i));
            }
        }

        @Override
        public void back(Pass pass) {
            Rules rules = pass.rules();
            for (int i = 0; i < output.size(); i++) {
                double m = output.at(pass.m(), i);
                double g = gate.at(pass.x(), i);
                double g0 = gate.at(pass.reference(), i);
                double s = signal.at(pass.x(), i);
                double s0 = signal.at(pass.reference(), i);
                gate.add(pass.m(), i, rules.ofGate(m, g, g0, s, s0));
                signal.add(pass.m(), i, rules.ofSignal(m, g, g0, s, s0));
            }
        }
    }

    /**
     * A sum with constant factors.
     *
     * @param factors one for each input
     * @param isSum whether nothing follows that belongs to the sum, such as an activation
     */
    record Combination(List<Vector> inputs, double[] factors, Vector output, boolean isSum) implements Operation {
        @Override
        public void run(double[][] values) {
            for (int k = 0; k < factors.length; k++) {
                Vector input = inputs.get(k);
                for (int i = 0; i < output.size(); i++) {
                    output.add(values, i, factors[k] * input.at(values, i));
                }
            }
        }

        @Override
        public void back(Pass pass) {
            for (int i = 0; i < output.size(); i++) {
                double m = output.at(pass.m(), i);
                double passed = isSum ? pass.rules().ofSum(m, output.at(pass.x(), i)) : m;
                for (int k = 0; k < factors.length; k++) {
                    inputs.get(k).add(pass.m(), i, factors[k] * passed);
                }
            }
        }
    }
}
