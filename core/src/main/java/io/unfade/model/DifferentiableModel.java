package io.unfade.model;

/** A model that also computes the gradient of its outputs with respect to its input. */
public interface DifferentiableModel extends Model {
    /**
     * Computes the outputs, and the vector-Jacobian product from a seed to the input.
     *
     * <pre>{@code
     * gradient_btc = sum over k of seed_bk d output_bk / d x_btc
     * }</pre>
     *
     * Exact, in evaluation mode. Cost: one forward and one backward pass; one pass gives all gradients of a batch,
     * since the output of a series does not depend on the others.
     *
     * @param inputs B series
     * @param output the output to differentiate; one of the signature's
     * @param seed called once, after the forward pass
     */
    Derivative derivative(Inputs inputs, Output output, Seed seed);

    /** The weight of each output in the differentiated sum. */
    @FunctionalInterface
    interface Seed {
        /**
         * {@return the weights {@code [B][K]}}
         *
         * @param probabilities {@code [B][K]} of the series
         */
        double[][] of(double[][] probabilities);

        /**
         * {@return as {@link #of(double[][])}, which it calls unless overridden; of weights that depend on the outputs a model
         * saves a pass if it calls this in its place}
         *
         * @param outputs the differentiated outputs, {@code [B][K]}
         */
        default double[][] of(double[][] probabilities, double[][] outputs) {
            return of(probabilities);
        }
    }

    /**
     * Outputs and a gradient.
     *
     * @param outputs the differentiated outputs, {@code [B][K]}
     * @param gradient {@code (B, T, C)} row-major, as the inputs
     */
    record Derivative(double[][] outputs, double[] gradient) {}
}
