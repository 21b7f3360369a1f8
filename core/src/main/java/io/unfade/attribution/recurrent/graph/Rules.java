package io.unfade.attribution.recurrent.graph;

/**
 * How a method passes what it distributes backwards through the operations of a graph.
 *
 * <p>It passes multipliers: each value v of the graph has an m, and what a linear operation passes to its input is the
 * transposed matrix times the m of its output. A map is m times the value, or times its difference from the
 * reference. The rules say what to do where an operation is not linear.
 */
public interface Rules {
    /**
     * {@return the multiplier of the argument of an activation}
     *
     * @param m that of its value
     * @param z argument
     * @param z0 argument in the reference
     * @param a value
     * @param a0 value in the reference
     */
    double through(Activation activation, double m, double z, double z0, double a, double a0);

    /** {@return what a gate gets of the multiplier m of its product with a signal} */
    double ofGate(double m, double gate, double gate0, double signal, double signal0);

    /** {@return what a signal gets of the multiplier m of its product with a gate} */
    double ofSignal(double m, double gate, double gate0, double signal, double signal0);

    /** {@return the multiplier of a sum with the value z, before it is passed to the summands} */
    double ofSum(double m, double z);

    /** {@return whether the weights of attention and the norm of a vector take part, or are constants} */
    boolean weightsTakePart();

    /** Receives a bias and its multiplier. */
    void bias(double m, double bias);
}
