package io.unfade.model;

/** A model that also gives the gradient of its outputs with respect to its input. */
public interface DifferentiableModel extends Model {
    /**
     * Computes the outputs, and the vector-Jacobian product from a seed to the input.
     *
     * <pre>{@code
     * gradient_btc = sum over k of seed_bk d output_bk / d x_btc
     * }</pre>
     *
     * Exact, in evaluation mode. Cost: one forward and one backward pass; the gradients of a batch come from one pass, since
     * no series' output depends on another series.
     *
     * @param inputs B series
     * @param output which output is differentiated; one of those that the signature names
     * @param seed asked once, after the forward pass
     */
    Derivative derivative(Inputs inputs, Output output, Seed seed);

    /** What each output weighs in the sum that is differentiated. */
    @FunctionalInterface
    interface Seed {
        /**
         * {@return the weights {@code [B][K]}}
         *
         * @param probabilities {@code [B][K]} of the series
         */
        double[][] of(double[][] probabilities);
    }

    /**
     * Outputs and a gradient.
     *
     * @param outputs those that were differentiated, {@code [B][K]}
     * @param gradient {@code (B, T, C)} row-major, as the inputs
     */
    record Derivative(double[][] outputs, double[] gradient) {}
}
