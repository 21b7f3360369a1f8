package io.unfade.examples.flink;

/**
 * What the model predicts for the series of a machine so far.
 *
 * @param machine its key
 * @param step the last reading that the prediction knows
 * @param probabilities K of them
 */
public record Prediction(String machine, int step, double[] probabilities) {}
