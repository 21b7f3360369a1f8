package io.unfade.model;

/**
 * The first steps of some series, of which only the state of a network after them is kept; and a model of the steps that
 * follow. Its outputs are those of the whole series, up to rounding, and its gradients those with respect to the steps that
 * follow, at the cost of these alone.
 *
 * <p>The inputs of every method are steps that follow, of V variants of all B series: {@code V * B} rows, those of the first
 * variant first. Owns native memory until closed. Never changed.
 */
public interface KeptPrefix extends DifferentiableModel {
    /** {@return the number of steps that were read} */
    int steps();

    /** {@return B} */
    int series();

    /**
     * Reads further steps. Cost: one forward pass of these.
     *
     * @param next the steps that follow, of B series; as many of each of the kept ones
     * @param kept the series to go on with
     * @return those series, which the caller closes; this one stays open
     */
    KeptPrefix read(Inputs next, int... kept);

    /**
     * Computes an output of every class after each of the steps that follow. Cost: one forward pass of these.
     *
     * @param first the steps after which the first output is wanted, 1 to the fewest that follow
     * @return {@code [rows][n][K]}: of t steps that follow n = t - first + 1 outputs
     */
    double[][][] outputsOfPrefixes(Inputs later, int first, Output output);

    @Override
    void close();
}
