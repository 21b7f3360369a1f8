package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Constants;
import io.unfade.math.Temperature;
import io.unfade.math.Vectors;

/**
 * From logits to probabilities: the softmax of {@code logits / temperature}. A temperature above 1 makes all predictions
 * less confident, one below 1 more; the most probable class stays. The probabilities of all models are made here.
 *
 * @param temperature in the range of {@link Temperature}; 1 for a plain softmax
 */
public record Softmax(double temperature) {
    /** Of temperature 1. */
    public static final Softmax PLAIN = new Softmax(1);

    /**
     * Checks the temperature.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Softmax {
        Temperature.check(temperature);
    }

    /** {@return the probabilities of logits {@code (B, K)}; differentiable} */
    public NDArray of(NDArray logits) {
        return (temperature == 1 ? logits : logits.div(Constants.of(temperature, logits))).softmax(1);
    }

    /**
     * Computes the probabilities of one series.
     *
     * @param logits K finite values
     * @param probabilities receives K non-negative values that sum to 1
     */
    public void of(double[] logits, double[] probabilities) {
        Vectors.softmax(logits, temperature, probabilities);
    }
}
