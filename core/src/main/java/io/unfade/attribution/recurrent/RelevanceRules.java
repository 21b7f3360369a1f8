package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation;
import io.unfade.attribution.recurrent.graph.Rules;

/**
 * The rules of layer-wise relevance propagation, for one pass. A value's relevance is its multiplier times the value.
 * Activations pass the relevance of their value to the sum z before them, which divides it by {@code z + e sign(z)}
 * before it goes to the summands, as do other sums. Counts what does not arrive at the series.
 */
final class RelevanceRules implements Rules {
    private final RelevancePropagation.Products products;
    private final double epsilon;
    private double ofBiases;
    private double ofStabilizer;

    RelevanceRules(RelevancePropagation.Products products, double epsilon) {
        this.products = products;
        this.epsilon = epsilon;
    }

    /** {@return the relevance that biases took} */
    double ofBiases() {
        return ofBiases;
    }

    /** {@return the relevance that was lost by the division by larger sums} */
    double ofStabilizer() {
        return ofStabilizer;
    }

    @Override
    public double through(Activation activation, double m, double z, double z0, double a, double a0) {
        return activation instanceof Activation.OfLayer ? divided(a * m, z) : z == 0 ? m : m * (a / z);
    }

    @Override
    public double ofSum(double m, double z) {
        return divided(z * m, z);
    }

    private double divided(double relevance, double z) {
        double m = relevance / (z < 0 ? z - epsilon : z + epsilon);
        ofStabilizer += relevance - z * m;
        return m;
    }

    @Override
    public double ofGate(double m, double gate, double gate0, double signal, double signal0) {
        return m * signal * products.share(gate, signal);
    }

    @Override
    public double ofSignal(double m, double gate, double gate0, double signal, double signal0) {
        return m * gate * (1 - products.share(gate, signal));
    }

    @Override
    public boolean weightsTakePart() {
        return false;
    }

    @Override
    public void bias(double m, double bias) {
        ofBiases += m * bias;
    }
}
