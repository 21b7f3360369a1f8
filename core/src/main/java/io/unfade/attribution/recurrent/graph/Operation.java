package io.unfade.attribution.recurrent.graph;

/** An operation of a graph. */
interface Operation {
    /** Computes the outputs from the inputs. */
    void run(double[][] values);

    /** Adds to the multipliers of the inputs what those of the outputs pass on. */
    void back(Pass pass);

    /**
     * A pass backwards.
     *
     * @param x the values of the run that is explained
     * @param reference the values of the run that it is compared with
     * @param m the multipliers
     * @param rules of the method
     */
    record Pass(double[][] x, double[][] reference, double[][] m, Rules rules) {}
}
